import type { Dataset, MetadataObject } from '../dataset.ts'
import { referenceId, referenceIds } from '../dataset-metadata.ts'
import { pathOf } from '../org-unit-scope.ts'

/** A reference as DHIS2 prints it. */
export interface Reference {
  id: string
}

/** Properties that DHIS2 derives from other objects, by type: the other direction of what the dataset holds once. */
export type InverseReferences = (plural: string, object: MetadataObject) => Record<string, unknown>

/** For each type its derived collections: name, and the type and property that point back. */
const collections: Record<string, readonly (readonly [name: string, from: string, property: string])[]> = {
  programs: [
    ['programIndicators', 'programIndicators', 'program'],
    ['programRuleVariables', 'programRuleVariables', 'program'],
    ['programSections', 'programSections', 'program'],
  ],
  programStages: [['programStageSections', 'programStageSections', 'programStage']],
  categoryCombos: [['categoryOptionCombos', 'categoryOptionCombos', 'categoryCombo']],
  categories: [['categoryCombos', 'categoryCombos', 'categories']],
  categoryOptions: [
    ['categories', 'categories', 'categoryOptions'],
    ['categoryOptionCombos', 'categoryOptionCombos', 'categoryOptions'],
  ],
  organisationUnitGroups: [['groupSets', 'organisationUnitGroupSets', 'organisationUnitGroups']],
  userRoles: [['users', 'users', 'userRoles']],
  organisationUnits: [
    ['children', 'organisationUnits', 'parent'],
    ['programs', 'programs', 'organisationUnits'],
    ['organisationUnitGroups', 'organisationUnitGroups', 'organisationUnits'],
    ['users', 'users', 'organisationUnits'],
  ],
}

const withDefault = new Set(['categoryCombos', 'categories', 'categoryOptions'])

/** Builds the lookups behind the derived properties of every type, once per dataset. */
export function createInverseReferences(dataset: Dataset): InverseReferences {
  const lookups = new Map(
    Object.entries(collections).map(([plural, list]) => [
      plural,
      list.map(([name, from, property]) => ({ name, index: indexBy(dataset, from, property) })),
    ]),
  )
  return (plural, object) => {
    const derived: Record<string, unknown> = {}
    for (const { name, index } of lookups.get(plural) ?? []) derived[name] = index.get(object.id) ?? []
    if (withDefault.has(plural)) derived['isDefault'] = object['name'] === 'default'
    if (plural === 'organisationUnits') {
      derived['ancestors'] = ancestors(dataset, object.id)
      derived['leaf'] = isEmptyList(derived['children'])
    }
    return derived
  }
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
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
