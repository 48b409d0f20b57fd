import { builder } from '../builder.ts'
import { pageArguments } from '../page-arguments.ts'
import { OrganisationUnitConnection } from './connections.ts'
import { addShortName } from './named.ts'
import { ProgramTrackedEntityAttribute } from './places.ts'
import { fromDetail, fromPointers, fromRecord } from './record.ts'
import {
  CategoryCombo,
  Program,
  ProgramIndicator,
  ProgramRule,
  ProgramRuleVariable,
  ProgramSection,
  ProgramStage,
  TrackedEntityAttribute,
  TrackedEntityType,
} from './refs.ts'
import { listMetadata } from './root-fields.ts'

addShortName(Program, 'programs')

builder.objectFields(Program, (t) => ({
  programType: t.string({
    description: 'WITH_REGISTRATION follows tracked entities, WITHOUT_REGISTRATION holds single events.',
    resolve: fromRecord('programs', 'programType'),
  }),
  accessLevel: t.string({
    description: 'OPEN, AUDITED, PROTECTED or CLOSED: who may see entities that another organisation unit owns.',
    resolve: fromRecord('programs', 'accessLevel'),
  }),
  version: t.int({
    description: 'How often its configuration was changed.',
    resolve: fromRecord('programs', 'version'),
  }),
  featureType: t.string({
    description: 'What geometry its enrollments have: NONE, POINT, POLYGON.',
    resolve: fromRecord('programs', 'featureType'),
  }),
  displayIncidentDate: t.boolean({
    description: 'Whether an enrollment has an incident date.',
    resolve: fromRecord('programs', 'displayIncidentDate'),
  }),
  enrollmentDateLabel: t.string({
    description: 'What the enrollment date is called, in the DHIS2 user’s language.',
    resolve: fromRecord('programs', 'displayEnrollmentDateLabel'),
  }),
  incidentDateLabel: t.string({
    description: 'What the incident date is called, in the DHIS2 user’s language.',
    resolve: fromRecord('programs', 'displayIncidentDateLabel'),
  }),
  onlyEnrollOnce: t.boolean({
    description: 'Whether an entity can be enrolled a single time in its life.',
    resolve: fromRecord('programs', 'onlyEnrollOnce'),
  }),
  selectEnrollmentDatesInFuture: t.boolean({
    description: 'Whether an enrollment date may lie in the future.',
    resolve: fromRecord('programs', 'selectEnrollmentDatesInFuture'),
  }),
  selectIncidentDatesInFuture: t.boolean({
    description: 'Whether an incident date may lie in the future.',
    resolve: fromRecord('programs', 'selectIncidentDatesInFuture'),
  }),
  minAttributesRequiredToSearch: t.int({
    description: 'How many attributes a search outside the capture scope has to name.',
    resolve: fromRecord('programs', 'minAttributesRequiredToSearch'),
  }),
  maxTeiCountToReturn: t.int({
    description: 'How many entities such a search may find; 0 means any number.',
    resolve: fromRecord('programs', 'maxTeiCountToReturn'),
  }),
  expiryDays: t.int({
    description: 'Days after a period in which its data can still be entered; 0 means for ever.',
    resolve: fromRecord('programs', 'expiryDays'),
  }),
  completeEventsExpiryDays: t.int({
    description: 'Days after its completion in which an event can still be changed; 0 means for ever.',
    resolve: fromRecord('programs', 'completeEventsExpiryDays'),
  }),
  trackedEntityType: t.field({
    type: TrackedEntityType,
    description: 'What it follows; null for a program of single events.',
    resolve: fromRecord('programs', 'trackedEntityType'),
  }),
  categoryCombo: t.field({
    type: CategoryCombo,
    description: 'What its events are broken down by.',
    resolve: fromRecord('programs', 'categoryCombo'),
  }),
  programTrackedEntityAttributes: t.field({
    type: [ProgramTrackedEntityAttribute],
    nullable: { list: true, items: false },
    description: 'The attributes that it asks for, in their order.',
    resolve: fromDetail('programs', 'programTrackedEntityAttributes'),
  }),
  programStages: t.field({
    type: [ProgramStage],
    nullable: { list: true, items: false },
    description: 'Its stages.',
    resolve: fromRecord('programs', 'programStages'),
  }),
  programSections: t.field({
    type: [ProgramSection],
    nullable: { list: true, items: false },
    description: 'The parts of its form of attributes.',
    resolve: fromDetail('programs', 'programSections'),
  }),
  programIndicators: t.field({
    type: [ProgramIndicator],
    nullable: { list: true, items: false },
    description: 'Its indicators.',
    resolve: fromPointers('programIndicators', 'program'),
  }),
  programRules: t.field({
    type: [ProgramRule],
    nullable: { list: true, items: false },
    description: 'Its rules.',
    resolve: fromPointers('programRules', 'program'),
  }),
  programRuleVariables: t.field({
    type: [ProgramRuleVariable],
    nullable: { list: true, items: false },
    description: 'The names by which its rules call values.',
    resolve: fromPointers('programRuleVariables', 'program'),
  }),
  organisationUnits: t.field({
    type: OrganisationUnitConnection,
    description: 'Where it is run, by name: there may be thousands.',
    args: pageArguments(t.arg, 'up to 1000; 50 where neither first nor last is given'),
    resolve: ({ id }, args, context) =>
      listMetadata(context, { type: 'organisationUnits' }, args, [
        { path: 'programs.id', operator: 'eq', values: [id] },
      ]),
  }),
}))

builder.objectFields(ProgramSection, (t) => ({
  sortOrder: t.int({ description: 'Place among the sections.', resolve: fromRecord('programSections', 'sortOrder') }),
  program: t.field({
    type: Program,
    description: 'The program it belongs to.',
    resolve: fromRecord('programSections', 'program'),
  }),
  trackedEntityAttributes: t.field({
    type: [TrackedEntityAttribute],
    nullable: { list: true, items: false },
    description: 'The attributes in it, in their order.',
    resolve: fromDetail('programSections', 'trackedEntityAttributes'),
  }),
}))
