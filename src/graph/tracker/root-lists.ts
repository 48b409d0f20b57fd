import type { GraphQLResolveInfo } from 'graphql'
import type { GatewayContext } from '../../load/gateway-context.ts'
import type { Capabilities } from '../../model/server-info.ts'
import { asEnrollment, asEvent, asRelationship, asTrackedEntity, type TrackerRow, uidOf } from '../../model/tracker.ts'
import { demandOf } from '../../plan/collect-demand.ts'
import type { Demand } from '../../plan/demand.ts'
import { planEnrollments } from '../../plan/plan-enrollments.ts'
import { planEvents } from '../../plan/plan-events.ts'
import type { ListPlan, PlannerStyle } from '../../plan/plan-list.ts'
import { planRelationships } from '../../plan/plan-relationships.ts'
import { planTrackedEntities } from '../../plan/plan-tracked-entities.ts'
import { builder } from '../builder.ts'
import { type Connection, connectionOf } from '../connection.ts'
import { OrgUnitModeEnum } from '../enums.ts'
import {
  EnrollmentOrderInput,
  EventOrderInput,
  RelationshipOrderInput,
  TrackedEntityOrderInput,
} from '../order-inputs.ts'
import { EnrollmentWhereInput, EventWhereInput, RelationshipOfInput, TrackedEntityWhereInput } from '../where-inputs.ts'
import { EnrollmentConnection, EventConnection, RelationshipConnection, TrackedEntityConnection } from './refs.ts'

const FIRST = { description: 'How many rows at most, up to 1000; 50 where neither first nor last is given.' } as const
const AFTER = { description: 'Cursor to go on from: pageInfo.endCursor of the page before.' } as const
const LAST = { description: 'How many rows at most from the end, or before `before`; goes without first.' } as const
const BEFORE = { description: 'Cursor to go back from: pageInfo.startCursor of the page behind.' } as const
const MODE = {
  type: OrgUnitModeEnum,
  description: 'How far below the units to look; SELECTED where units are given, ACCESSIBLE elsewhere.',
} as const
const DELETED = { description: 'Whether deleted rows are listed too.' } as const

builder.queryFields((t) => ({
  trackedEntities: t.field({
    type: TrackedEntityConnection,
    description: 'Tracked entities of a program, of a type, or by UID.',
    args: {
      program: t.arg.id({ description: 'UID of a program: entities enrolled in it, with its attributes.' }),
      trackedEntityType: t.arg.id({ description: 'UID of a type; goes without program.' }),
      ids: t.arg.idList({ description: 'UIDs: only these, as far as the caller may see them.' }),
      orgUnits: t.arg.idList({ description: 'UIDs of organisation units to look in.' }),
      orgUnitMode: t.arg(MODE),
      where: t.arg({ type: TrackedEntityWhereInput, description: 'Further conditions.' }),
      orderBy: t.arg({ type: [TrackedEntityOrderInput], description: 'Sort keys, the first weighs most.' }),
      includeDeleted: t.arg.boolean(DELETED),
      first: t.arg.int(FIRST),
      after: t.arg.string(AFTER),
      last: t.arg.int(LAST),
      before: t.arg.string(BEFORE),
    },
    resolve: (_root, args, context, info) =>
      listRows(context, info, (demand, c) => planTrackedEntities(args, demand, c), asTrackedEntity),
  }),
  enrollments: t.field({
    type: EnrollmentConnection,
    description: 'Enrollments of a program, of a tracked entity, or by UID.',
    args: {
      program: t.arg.id({ description: 'UID of a program.' }),
      trackedEntity: t.arg.id({ description: 'UID of a tracked entity.' }),
      ids: t.arg.idList({ description: 'UIDs: only these, as far as the caller may see them.' }),
      orgUnits: t.arg.idList({ description: 'UIDs of organisation units to look in.' }),
      orgUnitMode: t.arg(MODE),
      where: t.arg({ type: EnrollmentWhereInput, description: 'Further conditions.' }),
      orderBy: t.arg({ type: [EnrollmentOrderInput], description: 'Sort keys, the first weighs most.' }),
      includeDeleted: t.arg.boolean(DELETED),
      first: t.arg.int(FIRST),
      after: t.arg.string(AFTER),
      last: t.arg.int(LAST),
      before: t.arg.string(BEFORE),
    },
    resolve: (_root, args, context, info) =>
      listRows(context, info, (demand, c) => planEnrollments(args, demand, c), asEnrollment),
  }),
  events: t.field({
    type: EventConnection,
    description: 'Events of a program, a stage, a tracked entity or enrollments, or by UID.',
    args: {
      program: t.arg.id({ description: 'UID of a program.' }),
      programStage: t.arg.id({ description: 'UID of a program stage.' }),
      trackedEntity: t.arg.id({ description: 'UID of a tracked entity.' }),
      enrollments: t.arg.idList({ description: 'UIDs of enrollments.' }),
      ids: t.arg.idList({ description: 'UIDs: only these, as far as the caller may see them.' }),
      orgUnit: t.arg.id({ description: 'UID of an organisation unit to look in.' }),
      orgUnitMode: t.arg(MODE),
      where: t.arg({ type: EventWhereInput, description: 'Further conditions.' }),
      orderBy: t.arg({
        type: [EventOrderInput],
        description:
          'Sort keys, the first weighs most. DHIS2 puts rows without a value last when ascending and first when descending.',
      }),
      includeDeleted: t.arg.boolean(DELETED),
      first: t.arg.int(FIRST),
      after: t.arg.string(AFTER),
      last: t.arg.int(LAST),
      before: t.arg.string(BEFORE),
    },
    resolve: (_root, args, context, info) =>
      listRows(context, info, (demand, c) => planEvents(args, demand, c), asEvent),
  }),
  relationships: t.field({
    type: RelationshipConnection,
    description: 'Relationships of one object, in both directions; DHIS2 lists no others.',
    args: {
      of: t.arg({ type: RelationshipOfInput, required: true, description: 'The object.' }),
      orderBy: t.arg({ type: [RelationshipOrderInput], description: 'Sort keys, the first weighs most.' }),
      includeDeleted: t.arg.boolean(DELETED),
      first: t.arg.int(FIRST),
      after: t.arg.string(AFTER),
      last: t.arg.int(LAST),
      before: t.arg.string(BEFORE),
    },
    resolve: (_root, args, context, info) =>
      listRows(context, info, (demand, c) => planRelationships(args, demand, c), asRelationship),
  }),
}))

/** Plans and runs a root list. `pick` tells the kind's rows, which is what narrows their type. */
async function listRows<Row extends TrackerRow>(
  { load }: GatewayContext,
  info: GraphQLResolveInfo,
  plan: (demand: Demand, context: { capabilities: Capabilities; style: PlannerStyle }) => ListPlan,
  pick: (row: TrackerRow) => Row | undefined,
): Promise<Connection<Row>> {
  const capabilities = await load.capabilities()
  const planned = plan(demandOf(info, { defers: true }), { capabilities, style: load.style })
  const answer = await (await load.tracker()).list(planned)
  return connectionOf({ ...answer, rows: answer.rows.flatMap((row) => pick(row) ?? []), uidOf })
}
