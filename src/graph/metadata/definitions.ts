import { builder } from '../builder.ts'
import { createNamedType } from './named.ts'
import { OptionSet } from './option-set.ts'
import { fromRecord } from './record.ts'

/** The definition of an attribute. */
export const TrackedEntityAttribute = createNamedType(
  'TrackedEntityAttribute',
  'trackedEntityAttributes',
  'The definition of an attribute that tracked entities carry.',
)

/** The definition of a data element. */
export const DataElement = createNamedType(
  'DataElement',
  'dataElements',
  'The definition of a value that events carry.',
)

builder.objectFields(TrackedEntityAttribute, (t) => ({
  formName: t.string({
    description: 'The label for forms, in the caller’s DHIS2 language.',
    resolve: fromRecord('trackedEntityAttributes', 'displayFormName'),
  }),
  valueType: t.string({
    description: 'DHIS2’s value type: TEXT, DATE, INTEGER, ORGANISATION_UNIT, …',
    resolve: fromRecord('trackedEntityAttributes', 'valueType'),
  }),
  unique: t.boolean({
    description: 'Whether no two tracked entities share a value.',
    resolve: fromRecord('trackedEntityAttributes', 'unique'),
  }),
  generated: t.boolean({
    description: 'Whether DHIS2 makes its values.',
    resolve: fromRecord('trackedEntityAttributes', 'generated'),
  }),
  optionSet: t.field({
    type: OptionSet,
    description: 'The choices of its values; null where any value goes.',
    resolve: fromRecord('trackedEntityAttributes', 'optionSet'),
  }),
}))

builder.objectFields(DataElement, (t) => ({
  formName: t.string({
    description: 'The label for forms, in the caller’s DHIS2 language.',
    resolve: fromRecord('dataElements', 'displayFormName'),
  }),
  valueType: t.string({
    description: 'DHIS2’s value type: TEXT, NUMBER, BOOLEAN, USERNAME, …',
    resolve: fromRecord('dataElements', 'valueType'),
  }),
  optionSet: t.field({
    type: OptionSet,
    description: 'The choices of its values; null where any value goes.',
    resolve: fromRecord('dataElements', 'optionSet'),
  }),
}))
