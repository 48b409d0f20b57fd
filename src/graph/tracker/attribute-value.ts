import type { AttributeValue as AttributeValueRow, DataValue as DataValueRow } from '../../model/tracker.ts'
import { needs } from '../../plan/need.ts'
import { builder } from '../builder.ts'
import { DataElement, TrackedEntityAttribute } from '../metadata/refs.ts'
import { User } from '../metadata/user.ts'
import { Value } from './value.ts'

/** A stored attribute value. */
export const AttributeValue = builder.objectRef<AttributeValueRow>('AttributeValue').implement({
  description: 'A stored value of a tracked entity’s attribute.',
  interfaces: [Value],
  fields: (t) => ({
    attribute: t.field({
      type: TrackedEntityAttribute,
      nullable: false,
      description: 'The definition of the attribute.',
      ...needs({ names: { property: 'attribute', type: 'trackedEntityAttributes' } }),
      resolve: ({ attribute }) => ({ id: attribute }),
    }),
  }),
})

/** A stored data value. */
export const DataValue = builder.objectRef<DataValueRow>('DataValue').implement({
  description: 'A stored value of an event’s data element.',
  interfaces: [Value],
  fields: (t) => ({
    dataElement: t.field({
      type: DataElement,
      nullable: false,
      description: 'The definition of the data element.',
      ...needs({ names: { property: 'dataElement', type: 'dataElements' } }),
      resolve: ({ dataElement }) => ({ id: dataElement }),
    }),
    providedElsewhere: t.boolean({
      nullable: false,
      description: 'Whether the value was obtained elsewhere.',
      ...needs({ reads: ['providedElsewhere'] }),
      resolve: ({ providedElsewhere }) => providedElsewhere ?? false,
    }),
    createdBy: t.expose('createdBy', {
      type: User,
      description: 'Who stored it first.',
      ...needs({ reads: ['createdBy'] }),
    }),
    updatedBy: t.expose('updatedBy', {
      type: User,
      description: 'Who changed it last.',
      ...needs({ reads: ['updatedBy'] }),
    }),
  }),
})
