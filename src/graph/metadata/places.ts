import type { AttributePlace, DataElementPlace } from '../../model/metadata-details.ts'
import { builder } from '../builder.ts'
import { DataElement, TrackedEntityAttribute } from './refs.ts'

/** An attribute’s place in a program. */
export const ProgramTrackedEntityAttribute = builder
  .objectRef<AttributePlace>('ProgramTrackedEntityAttribute')
  .implement({
    description: 'An attribute’s place in a program.',
    fields: (t) => ({
      id: t.exposeID('id', { nullable: false, description: 'UID of the place.' }),
      mandatory: t.boolean({
        nullable: false,
        description: 'Whether an enrollment needs a value.',
        resolve: ({ mandatory }) => mandatory ?? false,
      }),
      searchable: t.boolean({
        nullable: false,
        description: 'Whether entities can be searched by it outside the capture scope.',
        resolve: ({ searchable }) => searchable ?? false,
      }),
      displayInList: t.boolean({
        nullable: false,
        description: 'Whether lists of entities show it.',
        resolve: ({ displayInList }) => displayInList ?? false,
      }),
      allowFutureDate: t.boolean({
        nullable: false,
        description: 'Whether a date may lie in the future.',
        resolve: ({ allowFutureDate }) => allowFutureDate ?? false,
      }),
      sortOrder: t.int({ description: 'Place among the attributes.', resolve: ({ sortOrder }) => sortOrder ?? null }),
      trackedEntityAttribute: t.field({
        type: TrackedEntityAttribute,
        description: 'What stands there.',
        resolve: ({ trackedEntityAttribute }) => trackedEntityAttribute ?? null,
      }),
    }),
  })

/** An attribute’s place in a type of tracked entity. */
export const TrackedEntityTypeAttribute = builder.objectRef<AttributePlace>('TrackedEntityTypeAttribute').implement({
  description: 'An attribute’s place in a type of tracked entity.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false, description: 'UID of the place.' }),
    mandatory: t.boolean({
      nullable: false,
      description: 'Whether an entity needs a value.',
      resolve: ({ mandatory }) => mandatory ?? false,
    }),
    searchable: t.boolean({
      nullable: false,
      description: 'Whether entities can be searched by it.',
      resolve: ({ searchable }) => searchable ?? false,
    }),
    displayInList: t.boolean({
      nullable: false,
      description: 'Whether lists of entities show it.',
      resolve: ({ displayInList }) => displayInList ?? false,
    }),
    trackedEntityAttribute: t.field({
      type: TrackedEntityAttribute,
      description: 'What stands there.',
      resolve: ({ trackedEntityAttribute }) => trackedEntityAttribute ?? null,
    }),
  }),
})

/** A data element’s place in a stage. */
export const ProgramStageDataElement = builder.objectRef<DataElementPlace>('ProgramStageDataElement').implement({
  description: 'A data element’s place in a stage.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false, description: 'UID of the place.' }),
    compulsory: t.boolean({
      nullable: false,
      description: 'Whether an event needs a value to be completed.',
      resolve: ({ compulsory }) => compulsory ?? false,
    }),
    allowFutureDate: t.boolean({
      nullable: false,
      description: 'Whether a date may lie in the future.',
      resolve: ({ allowFutureDate }) => allowFutureDate ?? false,
    }),
    allowProvidedElsewhere: t.boolean({
      nullable: false,
      description: 'Whether a value may be marked as provided elsewhere.',
      resolve: ({ allowProvidedElsewhere }) => allowProvidedElsewhere ?? false,
    }),
    displayInReports: t.boolean({
      nullable: false,
      description: 'Whether lists of events show it.',
      resolve: ({ displayInReports }) => displayInReports ?? false,
    }),
    sortOrder: t.int({ description: 'Place among the data elements.', resolve: ({ sortOrder }) => sortOrder ?? null }),
    dataElement: t.field({
      type: DataElement,
      description: 'What stands there.',
      resolve: ({ dataElement }) => dataElement ?? null,
    }),
  }),
})
