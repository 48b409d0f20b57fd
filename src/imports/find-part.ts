import type { RelationshipItemInput } from '../model/import-bundle.ts'
import type { BundleObject } from './bundle-objects.ts'

/** The category option that is named, else the list of them, else the combination, as far as the object has them. */
export function categoryOptionPath(entry: BundleObject, names: readonly string[]): string[] {
  const options = entry.trackerType === 'EVENT' ? (entry.object.attributeCategoryOptions ?? []) : []
  const index = options.findIndex((option) => names.includes(option))
  if (index >= 0) return [...entry.path, 'attributeCategoryOptions', String(index)]
  const property = firstGiven(entry, ['attributeCategoryOptions', 'attributeOptionCombo'])
  return property === undefined ? entry.path : [...entry.path, property]
}

/** The note that is named, else the object. */
export function notePath(entry: BundleObject, names: readonly string[]): string[] {
  if (entry.trackerType !== 'ENROLLMENT' && entry.trackerType !== 'EVENT') return entry.path
  const index = (entry.object.notes ?? []).findIndex(({ note }) => note && names.includes(note))
  return index >= 0 ? [...entry.path, 'notes', String(index)] : entry.path
}

/** The end of a relationship that is told by its side, or by the UID that stands there; else the relationship. */
export function endPath(entry: BundleObject, names: readonly string[]): string[] {
  if (entry.trackerType !== 'RELATIONSHIP') return entry.path
  const { from, to } = entry.object
  const side =
    names.find((name) => name === 'from' || name === 'to') ??
    (names.some((name) => name === uidOfEnd(from)) ? 'from' : undefined) ??
    (names.some((name) => name === uidOfEnd(to)) ? 'to' : undefined)
  return side === undefined ? entry.path : [...entry.path, side]
}

const UID_PROPERTIES = {
  TRACKED_ENTITY: 'trackedEntity',
  ENROLLMENT: 'enrollment',
  EVENT: 'event',
  RELATIONSHIP: 'relationship',
} as const

/** The malformed UID: a note's or the object's own; 2.38 to 2.41 report either as the object's. */
export function uidPath(entry: BundleObject, names: readonly string[]): string[] {
  const ownIsNamed = entry.uid !== undefined && names.includes(entry.uid)
  const note = ownIsNamed ? entry.path : notePath(entry, names)
  if (note.length > entry.path.length) return [...note, 'note']
  return ownIsNamed ? [...entry.path, UID_PROPERTIES[entry.trackerType]] : entry.path
}

/** The first of some properties that an object has. */
export function firstGiven(entry: BundleObject, properties: readonly string[]): string | undefined {
  return properties.find((property) => {
    const value: unknown = Reflect.get(entry.object, property)
    return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)
  })
}

/** The first of some properties that holds an identifier among those named. */
export function firstHolding(
  entry: BundleObject,
  properties: readonly string[],
  names: readonly string[],
): string | undefined {
  return properties.find((property) => {
    const value: unknown = Reflect.get(entry.object, property)
    return typeof value === 'string' && names.includes(value)
  })
}

function uidOfEnd(end: RelationshipItemInput | null | undefined): string | undefined {
  return end?.trackedEntity?.trackedEntity ?? end?.enrollment?.enrollment ?? end?.event?.event
}
