import type { Dataset, MetadataObject, SandboxUser } from '../dataset.ts'
import { defaults, referenceId } from '../dataset-metadata.ts'
import { embeddedDefaults, typeDefaults } from './default-properties.ts'
import { displayName, displayProperties } from './display-properties.ts'
import { createInverseReferences, type InverseReferences } from './inverse-references.ts'

/** A metadata object with all properties that DHIS2 would print, references still as `{ id }`. */
export interface ExpandedObject {
  all: Record<string, unknown>
  /** Names of the properties that DHIS2 derives (`displayName`, `children`); they are not part of `:owner`. */
  derived: ReadonlySet<string>
}

/** Expands objects of the dataset, each once. */
export type Expander = (plural: string, object: MetadataObject) => ExpandedObject

const imported = '2026-11-21T04:01:39.489'

/** The expander for what each user reads: users of one language and power share one. */
export type ExpanderOf = (user: SandboxUser) => Expander

/** Builds the expanders of a dataset. */
export function createExpanders(dataset: Dataset): ExpanderOf {
  const inverse = createInverseReferences(dataset)
  const byReader = new Map<string, Expander>()
  return ({ dbLocale, isSuperuser }) => {
    const key = `${dbLocale} ${isSuperuser}`
    const expander = byReader.get(key) ?? createExpander({ dataset, locale: dbLocale, isSuperuser }, inverse)
    byReader.set(key, expander)
    return expander
  }
}

function createExpander(reading: Reading, inverse: InverseReferences): Expander {
  const cache = new WeakMap<MetadataObject, ExpandedObject>()
  return (plural, object) => {
    const known = cache.get(object)
    if (known !== undefined) return known
    const expanded = expandObject(reading, plural, object, inverse(plural, object))
    cache.set(object, expanded)
    return expanded
  }
}

interface Reading {
  dataset: Dataset
  locale: string
  isSuperuser: boolean
}

function expandObject(
  reading: Reading,
  plural: string,
  { password: _, ...object }: MetadataObject,
  inverse: Record<string, unknown>,
): ExpandedObject {
  const version = reading.dataset.version.metadata
  const own: Record<string, unknown> = {
    ...identifiableDefaults(version.hasFavorites),
    ...typeDefaults(plural, object, version),
    ...object,
  }
  if (plural === 'users') own['name'] = `${object['firstName']} ${object['surname']}`
  if (own['sharing'] !== undefined) {
    const sharing = sharingOf(reading.dataset, object['sharing'])
    own['sharing'] = sharing
    if (version.hasOldSharing) Object.assign(own, oldSharing(sharing))
  }
  for (const [property, value] of Object.entries(own)) {
    if (Array.isArray(value)) own[property] = value.map((item) => expandEmbedded(reading, property, item, own))
  }
  const admin = { id: defaults.admin }
  const derived: Record<string, unknown> = {
    ...inverse,
    ...displayProperties(own, reading.locale),
    ...(version.hasFavorites && { favorite: false }),
    user: admin,
    href: `/api/${plural}/${object.id}`,
  }
  return { all: { ...own, ...derived }, derived: new Set([...Object.keys(derived), 'access']) }
}

function sharingOf(dataset: Dataset, stored: unknown): Record<string, unknown> {
  const { external, userGroups, ...sharing } = asRecord(stored)
  const groups = Object.entries(asRecord(userGroups)).map(([id, access]) => {
    const displayName = dataset.metadata.get('userGroups')?.get(id)?.['name']
    return [id, { ...(displayName !== undefined && { displayName }), ...asRecord(access) }]
  })
  const { hasExternalSharing } = dataset.version.metadata
  return {
    owner: defaults.admin,
    ...sharing,
    userGroups: Object.fromEntries(groups),
    ...(hasExternalSharing && { external }),
  }
}

/** Sharing as it was told before `sharing`: a list for each kind of those shared with. */
function oldSharing(sharing: Record<string, unknown>): Record<string, unknown> {
  const accesses = (kind: 'users' | 'userGroups', uidName: string): unknown[] =>
    Object.values(asRecord(sharing[kind])).map((access) => ({ ...asRecord(access), [uidName]: asRecord(access)['id'] }))
  return {
    externalAccess: sharing['external'] === true,
    publicAccess: sharing['public'],
    userGroupAccesses: accesses('userGroups', 'userGroupUid'),
    userAccesses: accesses('users', 'userUid'),
  }
}

/** What every identifiable object has in DHIS2. */
function identifiableDefaults(hasFavorites: boolean): Record<string, unknown> {
  const admin = { id: defaults.admin }
  return {
    created: imported,
    lastUpdated: imported,
    createdBy: admin,
    lastUpdatedBy: admin,
    translations: [],
    ...(hasFavorites && { favorites: [] }),
    attributeValues: [],
  }
}

/** Fills an object that lives inside another, such as a program's attribute or a stage's data element. */
function expandEmbedded(
  { dataset, locale, isSuperuser }: Reading,
  property: string,
  item: unknown,
  owner: Record<string, unknown>,
): unknown {
  const embedded = asRecord(item)
  const version = dataset.version.metadata
  const filled = embeddedDefaults(property, version, isSuperuser)
  if (filled === undefined) return item
  const attribute = dataset.metadata
    .get('trackedEntityAttributes')
    ?.get(referenceId(embedded['trackedEntityAttribute']) ?? '')
  const own: Record<string, unknown> = { ...identifiableDefaults(true), ...filled, ...embedded }
  delete own['createdBy']
  delete own['lastUpdatedBy']
  if (attribute !== undefined) {
    const name = `${displayName(owner, locale)} ${displayName(attribute, locale)}`
    Object.assign(own, { name, valueType: attribute['valueType'], displayName: name, displayShortName: name })
    own[property === 'programTrackedEntityAttributes' ? 'program' : 'trackedEntityType'] = { id: owner['id'] }
  }
  return own
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
