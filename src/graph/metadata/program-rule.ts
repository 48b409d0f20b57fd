import { builder } from '../builder.ts'
import { fromDetail, fromRecord } from './record.ts'
import {
  DataElement,
  Program,
  ProgramRule,
  ProgramRuleAction,
  ProgramRuleVariable,
  ProgramStage,
  TrackedEntityAttribute,
} from './refs.ts'

builder.objectFields(ProgramRule, (t) => ({
  condition: t.string({
    description: 'When it applies, in DHIS2’s expression language.',
    resolve: fromRecord('programRules', 'condition'),
  }),
  priority: t.int({
    description: 'Which rules go first: the lowest.',
    resolve: fromRecord('programRules', 'priority'),
  }),
  program: t.field({
    type: Program,
    description: 'The program it belongs to.',
    resolve: fromRecord('programRules', 'program'),
  }),
  programStage: t.field({
    type: ProgramStage,
    description: 'The one stage that it is for; null where it is for all.',
    resolve: fromRecord('programRules', 'programStage'),
  }),
  programRuleActions: t.field({
    type: [ProgramRuleAction],
    nullable: { list: true, items: false },
    description: 'What it does.',
    resolve: fromDetail('programRules', 'programRuleActions'),
  }),
}))

builder.objectFields(ProgramRuleAction, (t) => ({
  programRuleActionType: t.string({
    description: 'SHOWWARNING, SHOWERROR, ASSIGN, HIDEFIELD, …',
    resolve: fromRecord('programRuleActions', 'programRuleActionType'),
  }),
  content: t.string({ description: 'The text that is shown.', resolve: fromRecord('programRuleActions', 'content') }),
  data: t.string({
    description: 'The expression whose value is assigned or added to the text.',
    resolve: fromRecord('programRuleActions', 'data'),
  }),
  location: t.string({ description: 'Where it is shown.', resolve: fromRecord('programRuleActions', 'location') }),
  programRule: t.field({
    type: ProgramRule,
    description: 'The rule it belongs to.',
    resolve: fromRecord('programRuleActions', 'programRule'),
  }),
  dataElement: t.field({
    type: DataElement,
    description: 'The data element that it is about.',
    resolve: fromRecord('programRuleActions', 'dataElement'),
  }),
  trackedEntityAttribute: t.field({
    type: TrackedEntityAttribute,
    description: 'The attribute that it is about.',
    resolve: fromRecord('programRuleActions', 'trackedEntityAttribute'),
  }),
}))

builder.objectFields(ProgramRuleVariable, (t) => ({
  programRuleVariableSourceType: t.string({
    description: 'Where its value comes from: DATAELEMENT_CURRENT_EVENT, TEI_ATTRIBUTE, …',
    resolve: fromRecord('programRuleVariables', 'programRuleVariableSourceType'),
  }),
  program: t.field({
    type: Program,
    description: 'The program it belongs to.',
    resolve: fromRecord('programRuleVariables', 'program'),
  }),
  programStage: t.field({
    type: ProgramStage,
    description: 'The stage whose events it looks at.',
    resolve: fromRecord('programRuleVariables', 'programStage'),
  }),
  dataElement: t.field({
    type: DataElement,
    description: 'The data element whose value it is.',
    resolve: fromRecord('programRuleVariables', 'dataElement'),
  }),
  trackedEntityAttribute: t.field({
    type: TrackedEntityAttribute,
    description: 'The attribute whose value it is.',
    resolve: fromRecord('programRuleVariables', 'trackedEntityAttribute'),
  }),
}))
