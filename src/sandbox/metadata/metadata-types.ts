/** Types that DHIS2 2.42 has and the dataset holds no object of; their lists are empty. */
const emptyTypes = [
  'attributes',
  'constants',
  'dashboards',
  'dataElementGroups',
  'dataElementGroupSets',
  'dataSets',
  'eventFilters',
  'eventVisualizations',
  'fileResources',
  'indicators',
  'indicatorTypes',
  'legendSets',
  'maps',
  'optionGroups',
  'optionGroupSets',
  'programIndicatorGroups',
  'programNotificationTemplates',
  'programStageWorkingLists',
  'sections',
  'trackedEntityFilters',
  'visualizations',
]

/** Plurals that the Web API answers beyond those of the dataset. */
export const emptyPlurals: ReadonlySet<string> = new Set(emptyTypes)

/** The plural of the type that a property refers to, for every property that holds `{ id }` or a list of them. */
export const referenceTargets: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ancestors: 'organisationUnits',
    categories: 'categories',
    category: 'categories',
    categoryCombo: 'categoryCombos',
    categoryCombos: 'categoryCombos',
    categoryOptionCombos: 'categoryOptionCombos',
    categoryOptions: 'categoryOptions',
    children: 'organisationUnits',
    createdBy: 'users',
    dataElement: 'dataElements',
    dataElements: 'dataElements',
    dataViewOrganisationUnits: 'organisationUnits',
    groupSets: 'organisationUnitGroupSets',
    lastUpdatedBy: 'users',
    optionSet: 'optionSets',
    options: 'options',
    organisationUnit: 'organisationUnits',
    organisationUnitGroups: 'organisationUnitGroups',
    organisationUnits: 'organisationUnits',
    parent: 'organisationUnits',
    program: 'programs',
    programIndicators: 'programIndicators',
    programRule: 'programRules',
    programRuleActions: 'programRuleActions',
    programRuleVariables: 'programRuleVariables',
    programSections: 'programSections',
    programStage: 'programStages',
    programStages: 'programStages',
    programStageSections: 'programStageSections',
    programs: 'programs',
    relationshipType: 'relationshipTypes',
    teiSearchOrganisationUnits: 'organisationUnits',
    trackedEntityAttribute: 'trackedEntityAttributes',
    trackedEntityAttributes: 'trackedEntityAttributes',
    trackedEntityType: 'trackedEntityTypes',
    user: 'users',
    userGroups: 'userGroups',
    userRoles: 'userRoles',
    users: 'users',
  }),
)

/** Types whose sharing has data positions besides the metadata ones. */
export const dataSharedPlurals: ReadonlySet<string> = new Set([
  'categoryOptions',
  'programStages',
  'programs',
  'relationshipTypes',
  'trackedEntityTypes',
])

/** The class name that DHIS2's messages use for a type: `programs` → `Program`, `categories` → `Category`. */
export function className(plural: string): string {
  const singular = singularName(plural)
  return singular.charAt(0).toUpperCase() + singular.slice(1)
}

/** The name of one object of a type: `programs` → `program`, `categories` → `category`. */
export function singularName(plural: string): string {
  return plural.endsWith('ies') ? `${plural.slice(0, -3)}y` : plural.replace(/s$/, '')
}
