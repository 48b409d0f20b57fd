import type { Origin } from '../../imports/input-path.ts'
import { builder } from '../builder.ts'
import { RelationshipItemInput } from './bundle-inputs.ts'
import { fieldOf } from './field-of.ts'
import { RelationshipPayload } from './object-payloads.ts'
import { importOptions } from './option-inputs.ts'

const CreateRelationshipInput = builder.inputType('CreateRelationshipInput', {
  description: 'A new relationship between two objects.',
  fields: (t) => ({
    id: t.id({ description: 'Its UID; generated where left out.' }),
    relationshipType: t.id({ required: true, description: 'UID of its type.' }),
    from: t.field({ type: RelationshipItemInput, required: true, description: 'Where it starts.' }),
    to: t.field({ type: RelationshipItemInput, required: true, description: 'Where it leads.' }),
  }),
})

const FROM_INPUT: Origin[] = [
  { at: [], input: ['input'] },
  { at: ['relationships', '0'], input: ['input'] },
  { at: ['relationships', '0', 'relationship'], input: ['input', 'id'] },
]

builder.mutationFields((t) => ({
  createRelationship: t.field({
    type: RelationshipPayload,
    nullable: false,
    description: 'Relates two objects with each other.',
    args: { input: t.arg({ type: CreateRelationshipInput, required: true, description: 'The relationship.' }) },
    resolve: async (_root, args, { load }, info) => {
      const { id, ...relationship } = args.input
      const outcome = await load.mutate({ name: fieldOf(info), args }, (store) =>
        store({
          bundle: { relationships: [{ ...relationship, relationship: id }] },
          options: importOptions(undefined, 'CREATE'),
          origins: FROM_INPUT,
        }),
      )
      return { outcome, id: outcome.bundle.relationships?.[0]?.relationship ?? '' }
    },
  }),
}))
