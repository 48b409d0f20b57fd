import { OrganisationUnitConnection } from './connections.ts'
import {
  Category,
  CategoryCombo,
  CategoryOption,
  CategoryOptionCombo,
  DataElement,
  OptionSet,
  OrganisationUnit,
  OrganisationUnitGroup,
  Program,
  ProgramIndicator,
  ProgramRule,
  ProgramRuleVariable,
  ProgramStage,
  RelationshipType,
  TrackedEntityAttribute,
  TrackedEntityType,
  UserGroup,
} from './refs.ts'
import { addRootFields } from './root-fields.ts'

addRootFields({
  ref: Program,
  type: 'programs',
  one: 'program',
  many: 'programs',
  called: 'programs',
  filters: {
    programType: { path: 'programType', kind: 'text', description: 'WITH_REGISTRATION or WITHOUT_REGISTRATION.' },
    trackedEntityType: {
      path: 'trackedEntityType.id',
      kind: 'id',
      description: 'UID of a type of tracked entity: the programs that follow it.',
    },
    organisationUnit: {
      path: 'organisationUnits.id',
      kind: 'id',
      description: 'UID of an organisation unit: the programs that are run there.',
    },
  },
})
addRootFields({
  ref: ProgramStage,
  type: 'programStages',
  one: 'programStage',
  many: 'programStages',
  called: 'program stages',
  filters: {
    program: { path: 'program.id', kind: 'id', description: 'UID of a program: its stages.' },
    dataElement: {
      path: 'programStageDataElements.dataElement.id',
      kind: 'id',
      description: 'UID of a data element: the stages that ask for it.',
    },
  },
})
addRootFields({
  ref: TrackedEntityType,
  type: 'trackedEntityTypes',
  one: 'trackedEntityType',
  many: 'trackedEntityTypes',
  called: 'types of tracked entity',
})
addRootFields({
  ref: TrackedEntityAttribute,
  type: 'trackedEntityAttributes',
  one: 'trackedEntityAttribute',
  many: 'trackedEntityAttributes',
  called: 'attributes',
  filters: {
    valueType: { path: 'valueType', kind: 'text', description: 'DHIS2’s value type.' },
    optionSet: {
      path: 'optionSet.id',
      kind: 'id',
      description: 'UID of an option set: the attributes whose values are of it.',
    },
    unique: { path: 'unique', kind: 'boolean', description: 'Whether no two tracked entities share a value.' },
  },
})
addRootFields({
  ref: DataElement,
  type: 'dataElements',
  one: 'dataElement',
  many: 'dataElements',
  called: 'data elements',
  filters: {
    valueType: { path: 'valueType', kind: 'text', description: 'DHIS2’s value type.' },
    domainType: { path: 'domainType', kind: 'text', description: 'TRACKER or AGGREGATE.' },
    optionSet: {
      path: 'optionSet.id',
      kind: 'id',
      description: 'UID of an option set: the data elements whose values are of it.',
    },
  },
})
addRootFields({
  ref: OptionSet,
  type: 'optionSets',
  one: 'optionSet',
  many: 'optionSets',
  called: 'option sets',
  filters: { valueType: { path: 'valueType', kind: 'text', description: 'DHIS2’s value type.' } },
})
addRootFields({
  ref: OrganisationUnit,
  type: 'organisationUnits',
  one: 'organisationUnit',
  many: 'organisationUnits',
  called: 'organisation units',
  connection: OrganisationUnitConnection,
  filters: {
    level: { path: 'level', kind: 'integer', description: 'Depth in the tree; the root is 1.' },
    parent: { path: 'parent.id', kind: 'id', description: 'UID of the unit above.' },
    group: { path: 'organisationUnitGroups.id', kind: 'id', description: 'UID of a group that it belongs to.' },
    program: { path: 'programs.id', kind: 'id', description: 'UID of a program that is run there.' },
    below: { path: 'path', kind: 'below', description: 'UID of a unit: it and all units below it.' },
  },
})
addRootFields({
  ref: OrganisationUnitGroup,
  type: 'organisationUnitGroups',
  one: 'organisationUnitGroup',
  many: 'organisationUnitGroups',
  called: 'organisation unit groups',
})
addRootFields({
  ref: RelationshipType,
  type: 'relationshipTypes',
  one: 'relationshipType',
  many: 'relationshipTypes',
  called: 'relationship types',
})
addRootFields({
  ref: ProgramIndicator,
  type: 'programIndicators',
  one: 'programIndicator',
  many: 'programIndicators',
  called: 'program indicators',
  filters: { program: { path: 'program.id', kind: 'id', description: 'UID of a program: its indicators.' } },
})
addRootFields({
  ref: ProgramRule,
  type: 'programRules',
  one: 'programRule',
  many: 'programRules',
  called: 'program rules',
  filters: { program: { path: 'program.id', kind: 'id', description: 'UID of a program: its rules.' } },
})
addRootFields({
  ref: ProgramRuleVariable,
  type: 'programRuleVariables',
  one: 'programRuleVariable',
  many: 'programRuleVariables',
  called: 'program rule variables',
  filters: { program: { path: 'program.id', kind: 'id', description: 'UID of a program: its variables.' } },
})
addRootFields({
  ref: CategoryCombo,
  type: 'categoryCombos',
  one: 'categoryCombo',
  many: 'categoryCombos',
  called: 'category combinations',
})
addRootFields({ ref: Category, type: 'categories', one: 'category', many: 'categories', called: 'categories' })
addRootFields({
  ref: CategoryOption,
  type: 'categoryOptions',
  one: 'categoryOption',
  many: 'categoryOptions',
  called: 'category options',
})
addRootFields({
  ref: CategoryOptionCombo,
  type: 'categoryOptionCombos',
  one: 'categoryOptionCombo',
  many: 'categoryOptionCombos',
  called: 'category option combinations',
  filters: {
    categoryCombo: { path: 'categoryCombo.id', kind: 'id', description: 'UID of a category combination: its choices.' },
  },
})
addRootFields({ ref: UserGroup, type: 'userGroups', one: 'userGroup', many: 'userGroups', called: 'user groups' })
