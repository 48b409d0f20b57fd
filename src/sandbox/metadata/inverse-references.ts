import type { Dataset, MetadataObject } from '../dataset.ts'
import { referenceId, referenceIds } from '../dataset-metadata.ts'
import { pathOf } from '../org-unit-scope.ts'

/** A reference as DHIS2 prints it. */
export interface Reference {
  id: string
}

/** Properties that DHIS2 derives from other objects, by type: the other direction of what the dataset holds once. */
export type InverseReferences = (plural: string, object: MetadataObject) => Record<string, unknown>

/** Builds the lookups behind the derived properties of every type, once per dataset. */
export function createInverseReferences(dataset: Dataset): InverseReferences {
  const of = (plural: string, property: string): ((id: string) => Reference[]) => {
    const index = indexBy(dataset, plural, property)
    return (id) => index.get(id) ?? []
  }
  const stageSections = of('programStageSections', 'programStage')
  const programIndicators = of('programIndicators', 'program')
  const programRuleVariables = of('programRuleVariables', 'program')
  const programSections = of('programSections', 'program')
  const optionCombos = of('categoryOptionCombos', 'categoryCombo')
  const combosOfCategory = of('categoryCombos', 'categories')
  const categoriesOfOption = of('categories', 'categoryOptions')
  const optionCombosOfOption = of('categoryOptionCombos', 'categoryOptions')
  const children = of('organisationUnits', 'parent')
  const programsOfOrgUnit = of('programs', 'organisationUnits')
  const groupsOfOrgUnit = of('organisationUnitGroups', 'organisationUnits')
  const usersOfOrgUnit = of('users', 'organisationUnits')
  const groupSets = of('organisationUnitGroupSets', 'organisationUnitGroups')
  const usersOfRole = of('users', 'userRoles')

  return (plural, { id, ...object }) => {
    if (plural === 'programs') {
      return {
        programIndicators: programIndicators(id),
        programRuleVariables: programRuleVariables(id),
        programSections: programSections(id),
      }
    }
    if (plural === 'programStages') return { programStageSections: stageSections(id) }
    if (plural === 'categoryCombos')
      return { categoryOptionCombos: optionCombos(id), isDefault: object['name'] === 'default' }
    if (plural === 'categories')
      return { categoryCombos: combosOfCategory(id), isDefault: object['name'] === 'default' }
    if (plural === 'categoryOptions') {
      return {
        categories: categoriesOfOption(id),
        categoryOptionCombos: optionCombosOfOption(id),
        isDefault: object['name'] === 'default',
      }
    }
    if (plural === 'organisationUnitGroups') return { groupSets: groupSets(id) }
    if (plural === 'userRoles') return { users: usersOfRole(id) }
    if (plural !== 'organisationUnits') return {}
    return {
      children: children(id),
      ancestors: ancestors(dataset, id),
      leaf: children(id).length === 0,
      programs: programsOfOrgUnit(id),
      organisationUnitGroups: groupsOfOrgUnit(id),
      users: usersOfOrgUnit(id),
    }
  }
}

function ancestors(dataset: Dataset, id: string): Reference[] {
  const path = pathOf(dataset, id)?.split('/') ?? []
  return path.slice(1, -1).map((ancestor) => ({ id: ancestor }))
}

function indexBy(dataset: Dataset, plural: string, property: string): Map<string, Reference[]> {
  const index = new Map<string, Reference[]>()
  for (const object of dataset.metadata.get(plural)?.values() ?? []) {
    const one = referenceId(object[property])
    for (const target of one === undefined ? referenceIds(object[property]) : [one]) {
      const found = index.get(target)
      if (found === undefined) index.set(target, [{ id: object.id }])
      else found.push({ id: object.id })
    }
  }
  return index
}
