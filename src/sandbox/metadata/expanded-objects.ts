import type { Dataset, MetadataObject } from '../dataset.ts'
import { defaults, referenceId } from '../dataset-metadata.ts'
import { embeddedDefaults, typeDefaults } from './default-properties.ts'
import { createInverseReferences } from './inverse-references.ts'

/** A metadata object with all properties that DHIS2 would print, references still as `{ id }`. */
export interface ExpandedObject {
  all: Record<string, unknown>
  /** Names of the properties that DHIS2 derives (`displayName`, `children`); they are not part of `:owner`. */
  derived: ReadonlySet<string>
}

/** Expands objects of the dataset, each once. */
export type Expander = (plural: string, object: MetadataObject) => ExpandedObject

const imported = '2026-11-21T04:01:39.489'

/** Builds the expander of a dataset. */
export function createExpander(dataset: Dataset): Expander {
  const inverse = createInverseReferences(dataset)
  const cache = new WeakMap<MetadataObject, ExpandedObject>()
  return (plural, object) => {
    const known = cache.get(object)
    if (known !== undefined) return known
    const expanded = expandObject(dataset, plural, object, inverse(plural, object))
    cache.set(object, expanded)
    return expanded
  }
}

function expandObject(
  dataset: Dataset,
  plural: string,
  { password: _, ...object }: MetadataObject,
  inverse: Record<string, unknown>,
): ExpandedObject {
  const version = dataset.version.metadata
  const own: Record<string, unknown> = {
    ...identifiableDefaults(version.hasFavorites),
    ...typeDefaults(plural, object, version),
    ...object,
  }
  if (plural === 'users') own['name'] = `${object['firstName']} ${object['surname']}`
  if (own['sharing'] !== undefined) {
    own['sharing'] = sharingOf(object['sharing'], version.hasExternalSharing)
  }
  for (const [property, value] of Object.entries(own)) {
    if (Array.isArray(value)) own[property] = value.map((item) => expandEmbedded(dataset, property, item, own))
  }
  const admin = { id: defaults.admin }
  const derived: Record<string, unknown> = {
    ...inverse,
    ...displayProperties(own),
    ...(version.hasFavorites && { favorite: false }),
    user: admin,
    href: `/api/${plural}/${object.id}`,
  }
  return { all: { ...own, ...derived }, derived: new Set([...Object.keys(derived), 'access']) }
}

function sharingOf(stored: unknown, hasExternalSharing: boolean): Record<string, unknown> {
  const { external, ...sharing } = asRecord(stored)
  return { owner: defaults.admin, ...sharing, ...(hasExternalSharing && { external }) }
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

const displayed = [
  'name',
  'shortName',
  'description',
  'enrollmentDateLabel',
  'incidentDateLabel',
  'executionDateLabel',
  'dueDateLabel',
  'fromToName',
  'toFromName',
  'content',
]

/** DHIS2's `display…` properties: the translated ones, which in this dataset equal the originals. */
function displayProperties(own: Record<string, unknown>): Record<string, unknown> {
  const display: Record<string, unknown> = {}
  for (const property of displayed) {
    if (own[property] !== undefined)
      display[`display${property.charAt(0).toUpperCase()}${property.slice(1)}`] = own[property]
  }
  if (own['shortName'] !== undefined) display['displayFormName'] = own['formName'] ?? own['name']
  return display
}

/** Fills an object that lives inside another, such as a program's attribute or a stage's data element. */
function expandEmbedded(dataset: Dataset, property: string, item: unknown, owner: Record<string, unknown>): unknown {
  const embedded = asRecord(item)
  const version = dataset.version.metadata
  const filled = embeddedDefaults(property, version)
  if (filled === undefined) return item
  const attribute = dataset.metadata
    .get('trackedEntityAttributes')
    ?.get(referenceId(embedded['trackedEntityAttribute']) ?? '')
  const own: Record<string, unknown> = { ...identifiableDefaults(true), ...filled, ...embedded }
  delete own['createdBy']
  delete own['lastUpdatedBy']
  if (attribute !== undefined) {
    const name = `${String(owner['name'])} ${String(attribute['name'])}`
    Object.assign(own, { name, valueType: attribute['valueType'], displayName: name, displayShortName: name })
    own[property === 'programTrackedEntityAttributes' ? 'program' : 'trackedEntityType'] = { id: owner['id'] }
  }
  return own
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
