import { builder } from '../builder.ts'
import { createNamedType } from './named.ts'
import { fromRecord } from './record.ts'

/** A kind of tracked entity. */
export const TrackedEntityType = createNamedType(
  'TrackedEntityType',
  'trackedEntityTypes',
  'A kind of person or thing that programs follow.',
)

/** A program. */
export const Program = createNamedType(
  'Program',
  'programs',
  'A program that tracked entities are followed through, or that single events belong to.',
)

/** A stage of a program. */
export const ProgramStage = createNamedType('ProgramStage', 'programStages', 'A stage of a program: a kind of event.')

/** A choice in the category combination of a program. */
export const CategoryOptionCombo = createNamedType(
  'CategoryOptionCombo',
  'categoryOptionCombos',
  'A combination of category options, such as a funding source.',
)

/** One option of a category. */
export const CategoryOption = createNamedType('CategoryOption', 'categoryOptions', 'One option of a category.')

builder.objectFields(Program, (t) => ({
  shortName: t.string({
    description: 'The short name in the caller’s DHIS2 language.',
    resolve: fromRecord('programs', 'displayShortName'),
  }),
  programType: t.string({
    description: 'WITH_REGISTRATION follows tracked entities, WITHOUT_REGISTRATION holds single events.',
    resolve: fromRecord('programs', 'programType'),
  }),
  accessLevel: t.string({
    description: 'OPEN, AUDITED, PROTECTED or CLOSED: who may see entities that another organisation unit owns.',
    resolve: fromRecord('programs', 'accessLevel'),
  }),
  trackedEntityType: t.field({
    type: TrackedEntityType,
    description: 'What it follows; null for a program of single events.',
    resolve: fromRecord('programs', 'trackedEntityType'),
  }),
  programStages: t.field({
    type: [ProgramStage],
    nullable: { list: true, items: false },
    description: 'Its stages.',
    resolve: fromRecord('programs', 'programStages'),
  }),
}))

builder.objectFields(ProgramStage, (t) => ({
  sortOrder: t.int({ description: 'Place among the stages.', resolve: fromRecord('programStages', 'sortOrder') }),
  repeatable: t.boolean({
    description: 'Whether an enrollment can have several events of it.',
    resolve: fromRecord('programStages', 'repeatable'),
  }),
  program: t.field({
    type: Program,
    description: 'The program it belongs to.',
    resolve: fromRecord('programStages', 'program'),
  }),
}))
