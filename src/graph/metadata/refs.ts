import { createNamedType } from './named.ts'

/** A kind of tracked entity. */
export const TrackedEntityType = createNamedType(
  'TrackedEntityType',
  'trackedEntityTypes',
  'A kind of person or thing that programs follow.',
)
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
/** A closed list of choices. */
export const OptionSet = createNamedType('OptionSet', 'optionSets', 'A closed list of choices.')
/** A program. */
export const Program = createNamedType(
  'Program',
  'programs',
  'A program that tracked entities are followed through, or that single events belong to.',
)
/** A part of the form of a program's attributes. */
export const ProgramSection = createNamedType(
  'ProgramSection',
  'programSections',
  'A part of the form in which a program’s attributes are entered.',
)
/** A stage of a program. */
export const ProgramStage = createNamedType('ProgramStage', 'programStages', 'A stage of a program: a kind of event.')
/** A part of the form of a stage. */
export const ProgramStageSection = createNamedType(
  'ProgramStageSection',
  'programStageSections',
  'A part of the form in which an event’s data values are entered.',
)
/** A calculation over a program's data. */
export const ProgramIndicator = createNamedType(
  'ProgramIndicator',
  'programIndicators',
  'A calculation over the events or enrollments of a program.',
)
/** A rule of a program's forms. */
export const ProgramRule = createNamedType(
  'ProgramRule',
  'programRules',
  'A rule that a program’s forms apply while data is entered.',
)
/** What a rule does. */
export const ProgramRuleAction = createNamedType('ProgramRuleAction', 'programRuleActions', 'What a program rule does.')
/** A name that rules call a value by. */
export const ProgramRuleVariable = createNamedType(
  'ProgramRuleVariable',
  'programRuleVariables',
  'A name by which program rules call a value.',
)
/** A kind of tie between tracker objects. */
export const RelationshipType = createNamedType(
  'RelationshipType',
  'relationshipTypes',
  'A kind of tie between tracker objects.',
)
/** A node of the organisation unit tree. */
export const OrganisationUnit = createNamedType(
  'OrganisationUnit',
  'organisationUnits',
  'A place or office of the organisation unit tree.',
)
/** Organisation units that belong together. */
export const OrganisationUnitGroup = createNamedType(
  'OrganisationUnitGroup',
  'organisationUnitGroups',
  'Organisation units that belong together, such as all hospitals.',
)
/** The categories that data is broken down by. */
export const CategoryCombo = createNamedType(
  'CategoryCombo',
  'categoryCombos',
  'A combination of categories that a program’s events are broken down by.',
)
/** One of those categories. */
export const Category = createNamedType('Category', 'categories', 'A category, such as funding source.')
/** One option of a category. */
export const CategoryOption = createNamedType('CategoryOption', 'categoryOptions', 'One option of a category.')
/** A choice in the category combination of a program. */
export const CategoryOptionCombo = createNamedType(
  'CategoryOptionCombo',
  'categoryOptionCombos',
  'A choice of one option of each category of a combination.',
)
/** A group of users. */
export const UserGroup = createNamedType('UserGroup', 'userGroups', 'A group of users, to whom objects are shared.')
/** A role of users. */
export const UserRole = createNamedType('UserRole', 'userRoles', 'A role, which gives users their authorities.')
