import { builder } from '../builder.ts'
import { ProgramStageDataElement } from './places.ts'
import { fromDetail, fromPointers, fromRecord } from './record.ts'
import { DataElement, Program, ProgramIndicator, ProgramRule, ProgramStage, ProgramStageSection } from './refs.ts'

builder.objectFields(ProgramStage, (t) => ({
  sortOrder: t.int({ description: 'Place among the stages.', resolve: fromRecord('programStages', 'sortOrder') }),
  repeatable: t.boolean({
    description: 'Whether an enrollment can have several events of it.',
    resolve: fromRecord('programStages', 'repeatable'),
  }),
  featureType: t.string({
    description: 'What geometry its events have: NONE, POINT, POLYGON.',
    resolve: fromRecord('programStages', 'featureType'),
  }),
  validationStrategy: t.string({
    description: 'When compulsory values are asked for: ON_COMPLETE or ON_UPDATE_AND_INSERT.',
    resolve: fromRecord('programStages', 'validationStrategy'),
  }),
  minDaysFromStart: t.int({
    description: 'Days from the enrollment to the first event.',
    resolve: fromRecord('programStages', 'minDaysFromStart'),
  }),
  standardInterval: t.int({
    description: 'Days between its events.',
    resolve: fromRecord('programStages', 'standardInterval'),
  }),
  autoGenerateEvent: t.boolean({
    description: 'Whether an enrollment makes its first event.',
    resolve: fromRecord('programStages', 'autoGenerateEvent'),
  }),
  hideDueDate: t.boolean({
    description: 'Whether forms hide the planned date.',
    resolve: fromRecord('programStages', 'hideDueDate'),
  }),
  blockEntryForm: t.boolean({
    description: 'Whether a completed event’s form is closed.',
    resolve: fromRecord('programStages', 'blockEntryForm'),
  }),
  enableUserAssignment: t.boolean({
    description: 'Whether its events can be assigned to users.',
    resolve: fromRecord('programStages', 'enableUserAssignment'),
  }),
  executionDateLabel: t.string({
    description: 'What the date of an event is called, in the DHIS2 user’s language.',
    resolve: fromRecord('programStages', 'displayExecutionDateLabel'),
  }),
  dueDateLabel: t.string({
    description: 'What the planned date is called, in the DHIS2 user’s language.',
    resolve: fromRecord('programStages', 'displayDueDateLabel'),
  }),
  program: t.field({
    type: Program,
    description: 'The program it belongs to.',
    resolve: fromRecord('programStages', 'program'),
  }),
  programStageDataElements: t.field({
    type: [ProgramStageDataElement],
    nullable: { list: true, items: false },
    description: 'The data elements that it asks for, in their order.',
    resolve: fromDetail('programStages', 'programStageDataElements'),
  }),
  programStageSections: t.field({
    type: [ProgramStageSection],
    nullable: { list: true, items: false },
    description: 'The parts of its form.',
    resolve: fromDetail('programStages', 'programStageSections'),
  }),
  programRules: t.field({
    type: [ProgramRule],
    nullable: { list: true, items: false },
    description: 'The rules of this stage alone.',
    resolve: fromPointers('programRules', 'programStage'),
  }),
}))

builder.objectFields(ProgramStageSection, (t) => ({
  sortOrder: t.int({
    description: 'Place among the sections.',
    resolve: fromRecord('programStageSections', 'sortOrder'),
  }),
  programStage: t.field({
    type: ProgramStage,
    description: 'The stage it belongs to.',
    resolve: fromRecord('programStageSections', 'programStage'),
  }),
  dataElements: t.field({
    type: [DataElement],
    nullable: { list: true, items: false },
    description: 'The data elements in it, in their order.',
    resolve: fromDetail('programStageSections', 'dataElements'),
  }),
  programIndicators: t.field({
    type: [ProgramIndicator],
    nullable: { list: true, items: false },
    description: 'The indicators shown in it.',
    resolve: fromDetail('programStageSections', 'programIndicators'),
  }),
}))
