import type { GraphQLResolveInfo } from 'graphql'
import type { GatewayContext } from '../../load/gateway-context.ts'
import {
  asEnrollment,
  asEvent,
  asRelationship,
  asTrackedEntity,
  type TrackerKind,
  type TrackerRow,
} from '../../model/tracker.ts'
import { optionalUid, requiredUid } from '../../plan/checks.ts'
import { demandOf } from '../../plan/collect-demand.ts'
import type { Maybe } from '../../plan/list-arguments.ts'
import { planObject } from '../../plan/plan-object.ts'
import { builder } from '../builder.ts'
import { notFound } from '../errors.ts'
import { Enrollment, Event, Relationship, TrackedEntity } from './refs.ts'

builder.queryFields((t) => ({
  trackedEntity: t.field({
    type: TrackedEntity,
    description: 'One tracked entity by UID.',
    args: {
      id: t.arg.id({ required: true, description: 'UID of the tracked entity.' }),
      program: t.arg.id({ description: 'UID of a program, to see the attributes that belong to it too.' }),
    },
    resolve: async (_root, { id, program }, context, info) => {
      const row = await loadRoot('trackedEntities', { id, program }, context, info)
      return asTrackedEntity(row) ?? null
    },
  }),
  enrollment: t.field({
    type: Enrollment,
    description: 'One enrollment by UID.',
    args: { id: t.arg.id({ required: true, description: 'UID of the enrollment.' }) },
    resolve: async (_root, { id }, context, info) => {
      const row = await loadRoot('enrollments', { id }, context, info)
      return asEnrollment(row) ?? null
    },
  }),
  event: t.field({
    type: Event,
    description: 'One event by UID.',
    args: { id: t.arg.id({ required: true, description: 'UID of the event.' }) },
    resolve: async (_root, { id }, context, info) => {
      const row = await loadRoot('events', { id }, context, info)
      return asEvent(row) ?? null
    },
  }),
  relationship: t.field({
    type: Relationship,
    description: 'One relationship by UID.',
    args: { id: t.arg.id({ required: true, description: 'UID of the relationship.' }) },
    resolve: async (_root, { id }, context, info) => {
      const row = await loadRoot('relationships', { id }, context, info)
      return asRelationship(row) ?? null
    },
  }),
}))

async function loadRoot(
  kind: TrackerKind,
  args: { id: string; program?: Maybe<string> },
  { load }: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<TrackerRow> {
  const id = requiredUid('id', args.id)
  const program = optionalUid('program', args.program)
  const plan = planObject(kind, demandOf(info), {
    batchEvents: false,
    splitEvents: false,
    pushdown: load.style.pushdown,
    ...(program && { program }),
  })
  const row = await (await load.tracker()).object({ id, program, plan })
  if (row === null) throw notFound(info.fieldName, id)
  return row
}
