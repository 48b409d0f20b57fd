import { builder } from '../builder.ts'
import { OrderDirectionEnum } from '../enums.ts'

/** A condition on a text. */
export const TextConditionInput = builder.inputType('TextCondition', {
  description: 'A condition on a text; every operator that is given must hold.',
  fields: (t) => ({
    eq: t.string({ description: 'Equal, case and all.' }),
    like: t.string({ description: 'Contains this, whatever the case.' }),
    startsWith: t.string({ description: 'Starts with this, whatever the case.' }),
    endsWith: t.string({ description: 'Ends with this, whatever the case.' }),
    in: t.stringList({ description: 'Equal to one of these.' }),
  }),
})

const MetadataOrderFieldEnum = builder.enumType('MetadataOrderField', {
  description: 'What metadata can be sorted by.',
  values: {
    NAME: { value: 'name', description: 'The name as entered.' },
    CODE: { value: 'code', description: 'The code.' },
    CREATED: { value: 'created', description: 'When the object was made.' },
    LAST_UPDATED: { value: 'lastUpdated', description: 'When it was last changed.' },
  } as const,
})

/** One sort key of a metadata list. */
export const MetadataOrderInput = builder.inputType('MetadataOrder', {
  description: 'One sort key of a metadata list; by name where none is given.',
  fields: (t) => ({
    field: t.field({ type: MetadataOrderFieldEnum, required: true, description: 'A property to sort by.' }),
    direction: t.field({
      type: OrderDirectionEnum,
      required: true,
      defaultValue: 'asc',
      description: 'Which end first.',
    }),
  }),
})
