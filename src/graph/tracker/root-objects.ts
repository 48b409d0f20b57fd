import type { GraphQLResolveInfo } from 'graphql'
import type { GatewayContext } from '../../load/gateway-context.ts'
import type { TrackerKind, TrackerRow } from '../../model/tracker.ts'
import { optionalUid, requiredUid } from '../../plan/checks.ts'
import { demandOf } from '../../plan/demand.ts'
import type { Maybe } from '../../plan/list-arguments.ts'
import { planObject } from '../../plan/plan-object.ts'
import { builder } from '../builder.ts'
import { notFound } from '../errors.ts'
import { Enrollment, Event, TrackedEntity } from './refs.ts'

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
      return 'event' in row || 'enrollment' in row ? null : row
    },
  }),
  enrollment: t.field({
    type: Enrollment,
    description: 'One enrollment by UID.',
    args: { id: t.arg.id({ required: true, description: 'UID of the enrollment.' }) },
    resolve: async (_root, { id }, context, info) => {
      const row = await loadRoot('enrollments', { id }, context, info)
      return 'enrollment' in row && !('event' in row) ? row : null
    },
  }),
  event: t.field({
    type: Event,
    description: 'One event by UID.',
    args: { id: t.arg.id({ required: true, description: 'UID of the event.' }) },
    resolve: async (_root, { id }, context, info) => {
      const row = await loadRoot('events', { id }, context, info)
      return 'event' in row ? row : null
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
  const plan = planObject(kind, demandOf(info), { batchEvents: false, pushdown: load.style.pushdown })
  const row = await (await load.tracker()).object({ id, program, plan })
  if (row === null) throw notFound(info.fieldName, id)
  return row
}
