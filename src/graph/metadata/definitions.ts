import { builder } from '../builder.ts'
import { addFormName, addShortName } from './named.ts'
import { fromPointers, fromRecord } from './record.ts'
import { DataElement, OptionSet, Program, ProgramStage, TrackedEntityAttribute, TrackedEntityType } from './refs.ts'

addShortName(TrackedEntityAttribute, 'trackedEntityAttributes')
addFormName(TrackedEntityAttribute, 'trackedEntityAttributes')
addShortName(DataElement, 'dataElements')
addFormName(DataElement, 'dataElements')

builder.objectFields(TrackedEntityAttribute, (t) => ({
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
  pattern: t.string({
    description: 'How DHIS2 makes them.',
    resolve: fromRecord('trackedEntityAttributes', 'pattern'),
  }),
  confidential: t.boolean({
    description: 'Whether values are encrypted.',
    resolve: fromRecord('trackedEntityAttributes', 'confidential'),
  }),
  inherit: t.boolean({
    description: 'Whether a new related entity takes over the value.',
    resolve: fromRecord('trackedEntityAttributes', 'inherit'),
  }),
  orgunitScope: t.boolean({
    description: 'Whether values are unique within an organisation unit only.',
    resolve: fromRecord('trackedEntityAttributes', 'orgunitScope'),
  }),
  optionSet: t.field({
    type: OptionSet,
    description: 'The choices of its values; null where any value goes.',
    resolve: fromRecord('trackedEntityAttributes', 'optionSet'),
  }),
  programs: t.field({
    type: [Program],
    nullable: { list: true, items: false },
    description: 'The programs that ask for it.',
    resolve: fromPointers('programs', 'programTrackedEntityAttributes.trackedEntityAttribute'),
  }),
  trackedEntityTypes: t.field({
    type: [TrackedEntityType],
    nullable: { list: true, items: false },
    description: 'The types of tracked entity that have it.',
    resolve: fromPointers('trackedEntityTypes', 'trackedEntityTypeAttributes.trackedEntityAttribute'),
  }),
}))

builder.objectFields(DataElement, (t) => ({
  valueType: t.string({
    description: 'DHIS2’s value type: TEXT, NUMBER, BOOLEAN, USERNAME, …',
    resolve: fromRecord('dataElements', 'valueType'),
  }),
  domainType: t.string({
    description: 'TRACKER for values of events, AGGREGATE for those of data sets.',
    resolve: fromRecord('dataElements', 'domainType'),
  }),
  aggregationType: t.string({
    description: 'How analytics adds its values up.',
    resolve: fromRecord('dataElements', 'aggregationType'),
  }),
  optionSet: t.field({
    type: OptionSet,
    description: 'The choices of its values; null where any value goes.',
    resolve: fromRecord('dataElements', 'optionSet'),
  }),
  programStages: t.field({
    type: [ProgramStage],
    nullable: { list: true, items: false },
    description: 'The stages that ask for it.',
    resolve: fromPointers('programStages', 'programStageDataElements.dataElement'),
  }),
}))
