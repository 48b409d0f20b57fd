import { superuserAuthorities } from './superuser-authorities.ts'
import type { MetadataFacts } from './versions/version-facts.ts'

/** A metadata object as the dataset holds it, with references as `{ id }`. */
export interface MetadataObject {
  id: string
  [property: string]: unknown
}

/** The shape of the dataset's `metadata.json`: lists of objects by plural. */
export type MetadataBundle = Record<string, MetadataObject[]>

/** Ids of what every DHIS2 database has from its start, though no dataset lists it. */
export const defaults = {
  categoryOption: 'xYerKDKCefk',
  category: 'GLevLNI9wkl',
  categoryCombo: 'bjDvmb4bfuf',
  categoryOptionCombo: 'HllvX50cXC0',
  admin: 'M5zQapPyTZI',
  superuserRole: 'yrB6vc5Ip3r',
} as const

const readWrite = { public: 'rwrw----', external: false, users: {}, userGroups: {} }

function defaultMetadata(): MetadataBundle {
  const { categoryOption, category, categoryCombo, categoryOptionCombo } = defaults
  const named = { name: 'default', code: 'default' }
  return {
    categoryOptions: [{ id: categoryOption, ...named, shortName: 'default', sharing: readWrite }],
    categories: [
      {
        id: category,
        ...named,
        shortName: 'default',
        dataDimension: false,
        dataDimensionType: 'DISAGGREGATION',
        categoryOptions: [{ id: categoryOption }],
        sharing: { ...readWrite, public: 'rw------' },
      },
    ],
    categoryCombos: [
      {
        id: categoryCombo,
        ...named,
        dataDimensionType: 'DISAGGREGATION',
        skipTotal: false,
        categories: [{ id: category }],
        sharing: { ...readWrite, public: 'rw------' },
      },
    ],
    categoryOptionCombos: [
      {
        id: categoryOptionCombo,
        ...named,
        categoryCombo: { id: categoryCombo },
        categoryOptions: [{ id: categoryOption }],
      },
    ],
    userRoles: [
      { id: defaults.superuserRole, name: 'Superuser', code: 'Superuser', authorities: [...superuserAuthorities] },
    ],
    users: [adminUser()],
  }
}

function adminUser(): MetadataObject {
  const country = [{ id: 'xFHN90MB0JE' }]
  return {
    id: defaults.admin,
    code: 'admin',
    username: 'admin',
    firstName: 'admin',
    surname: 'admin',
    password: 'district',
    userRoles: [{ id: defaults.superuserRole }],
    organisationUnits: country,
    dataViewOrganisationUnits: country,
    teiSearchOrganisationUnits: country,
    userGroups: [{ id: 'sdnUnKf1QAh' }],
  }
}

/** Indexes the dataset's metadata by plural and id, adds DHIS2's defaults, and gives org units their `path` and `level`. */
export function indexMetadata(
  bundle: MetadataBundle,
  { firstSortOrder }: MetadataFacts,
): Map<string, Map<string, MetadataObject>> {
  const index = new Map<string, Map<string, MetadataObject>>()
  for (const part of [defaultMetadata(), bundle]) {
    for (const [plural, objects] of Object.entries(part)) {
      const ofType = index.get(plural) ?? new Map<string, MetadataObject>()
      index.set(plural, ofType)
      for (const object of objects) ofType.set(object.id, object)
    }
  }
  placeOrgUnits(index.get('organisationUnits') ?? new Map())
  numberOptions(index, firstSortOrder)
  return index
}

/** DHIS2 numbers the options of a set, from 0 or up to 2.40 from 1, in the set's order, whatever the import said (recording 028). */
function numberOptions(index: Map<string, Map<string, MetadataObject>>, first: number): void {
  for (const optionSet of index.get('optionSets')?.values() ?? []) {
    referenceIds(optionSet['options']).forEach((id, position) => {
      const option = index.get('options')?.get(id)
      if (option !== undefined) option['sortOrder'] = first + position
    })
  }
}

function placeOrgUnits(orgUnits: Map<string, MetadataObject>): void {
  const pathOf = (orgUnit: MetadataObject): string => {
    const parent = orgUnits.get(referenceId(orgUnit['parent']) ?? '')
    return `${parent === undefined ? '' : pathOf(parent)}/${orgUnit.id}`
  }
  for (const orgUnit of orgUnits.values()) {
    orgUnit['path'] = pathOf(orgUnit)
    orgUnit['level'] = pathOf(orgUnit).split('/').length - 1
    orgUnit['sharing'] ??= { ...readWrite, public: 'rw------' }
  }
}

/** The id of a reference `{ id }`, or undefined when the value is none. */
export function referenceId(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined
  return typeof value.id === 'string' ? value.id : undefined
}

/** The ids of a list of references `{ id }`; empty when the value is no list. */
export function referenceIds(value: unknown): string[] {
  if (!Array.isArray(value)) return []
  return value.map(referenceId).filter((id) => id !== undefined)
}
