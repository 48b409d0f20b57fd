import type { GraphQLResolveInfo } from 'graphql'
import type { GatewayContext } from '../../load/gateway-context.ts'
import type { TrackerBundle } from '../../model/import-bundle.ts'
import { requiredUid } from '../../plan/checks.ts'
import { builder } from '../builder.ts'
import { fieldOf } from './field-of.ts'
import { ImportPayload } from './import-result.ts'
import { ImportOptionsInput, importOptions } from './option-inputs.ts'

const OPTIONS = { type: ImportOptionsInput, description: 'How to import it; its strategy is DELETE.' }

builder.mutationFields((t) => ({
  deleteTrackedEntities: t.field({
    type: ImportPayload,
    nullable: false,
    description: 'Deletes tracked entities, with their enrollments, events and relationships.',
    args: { ids: t.arg.idList({ required: true, description: 'UIDs of tracked entities.' }), options: t.arg(OPTIONS) },
    resolve: (_root, args, context, info) =>
      deleteAll(context, info, args, (ids) => ({ trackedEntities: ids.map((id) => ({ trackedEntity: id })) })),
  }),
  deleteEnrollments: t.field({
    type: ImportPayload,
    nullable: false,
    description: 'Deletes enrollments, with their events and relationships.',
    args: { ids: t.arg.idList({ required: true, description: 'UIDs of enrollments.' }), options: t.arg(OPTIONS) },
    resolve: (_root, args, context, info) =>
      deleteAll(context, info, args, (ids) => ({ enrollments: ids.map((id) => ({ enrollment: id })) })),
  }),
  deleteEvents: t.field({
    type: ImportPayload,
    nullable: false,
    description: 'Deletes events, with their relationships.',
    args: { ids: t.arg.idList({ required: true, description: 'UIDs of events.' }), options: t.arg(OPTIONS) },
    resolve: (_root, args, context, info) =>
      deleteAll(context, info, args, (ids) => ({ events: ids.map((id) => ({ event: id })) })),
  }),
  deleteRelationships: t.field({
    type: ImportPayload,
    nullable: false,
    description: 'Deletes relationships.',
    args: { ids: t.arg.idList({ required: true, description: 'UIDs of relationships.' }), options: t.arg(OPTIONS) },
    resolve: (_root, args, context, info) =>
      deleteAll(context, info, args, (ids) => ({ relationships: ids.map((id) => ({ relationship: id })) })),
  }),
}))

interface DeleteArguments {
  ids: string[]
  options?: typeof ImportOptionsInput.$inferInput | null | undefined
}

async function deleteAll(
  { load }: GatewayContext,
  info: GraphQLResolveInfo,
  args: DeleteArguments,
  bundleOf: (ids: string[]) => TrackerBundle,
) {
  const bundle = bundleOf(args.ids.map((id) => requiredUid('ids', id)))
  const [list = ''] = Object.keys(bundle)
  const request = {
    bundle,
    options: importOptions(args.options, 'DELETE'),
    job: args.options?.async ?? undefined,
    origins: [{ at: [list], input: ['ids'] }],
  }
  return { outcome: await load.mutate({ name: fieldOf(info), args }, (store) => store(request)) }
}
