/** What the checks of an import look up again and again, arranged once: objects of the bundle by UID, notes, and holders of unique values. */
import type { Dataset } from '../dataset.ts'
import type { AttributeItem, Bundle, EnrollmentItem, TrackedEntityItem } from './bundle/bundle.ts'
import type { MetadataNames } from './metadata-names.ts'

/** Looks up what is stored and what comes in the bundle. */
export interface ImportLookups {
  /** A tracked entity of the bundle. */
  trackedEntity: (uid: string | undefined) => TrackedEntityItem | undefined
  /** An enrollment of the bundle. */
  enrollment: (uid: string | undefined) => EnrollmentItem | undefined
  /** The enrollments of a tracked entity in the bundle. */
  enrollmentsOf: (trackedEntity: string | undefined) => readonly EnrollmentItem[]
  /** Whether a note of this UID is stored. */
  isNoteStored: (uid: string) => boolean
  /** The tracked entities, stored or in the bundle, that have a value of a unique attribute. */
  holdersOf: (attribute: string, value: string) => ReadonlySet<string>
}

/** Arranges what is asked for at the first question. */
export function createImportLookups(dataset: Dataset, bundle: Bundle, names: MetadataNames): ImportLookups {
  const entities = once(() => byUid(bundle.trackedEntities))
  const enrollments = once(() => byUid(bundle.enrollments))
  const byEntity = once(() => Map.groupBy(bundle.enrollments, ({ trackedEntity }) => trackedEntity))
  const notes = once(() => storedNotes(dataset))
  const holders = once(() => uniqueHolders(dataset, bundle, names))
  return {
    trackedEntity: (uid) => entities().get(uid ?? ''),
    enrollment: (uid) => enrollments().get(uid ?? ''),
    enrollmentsOf: (uid) => byEntity().get(uid) ?? [],
    isNoteStored: (uid) => notes().has(uid),
    holdersOf: (attribute, value) => holders().get(`${attribute}/${value}`) ?? new Set(),
  }
}

function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** Of objects with the same UID the first counts. */
function byUid<Item extends { uid: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.uid, item] as const).reverse())
}

function storedNotes({ enrollments, events }: Dataset): Set<string> {
  const holders = [...enrollments.values(), ...events.values()]
  return new Set(holders.flatMap(({ notes }) => notes.map(({ note }) => note)))
}

function uniqueHolders({ trackedEntities, metadata }: Dataset, bundle: Bundle, names: MetadataNames) {
  const holders = new Map<string, Set<string>>()
  const attributes = metadata.get('trackedEntityAttributes')
  const add = (entity: string, attribute: string | undefined, value: string | undefined): void => {
    if (attribute === undefined || value === undefined || attributes?.get(attribute)?.['unique'] !== true) return
    const key = `${attribute}/${value}`
    holders.set(key, (holders.get(key) ?? new Set()).add(entity))
  }
  for (const { trackedEntity, attributes: values, deleted } of trackedEntities.values()) {
    if (deleted !== true) for (const { attribute, value } of values) add(trackedEntity, attribute, value)
  }
  const addGiven = (entity: string, items: readonly AttributeItem[]): void => {
    for (const { attribute, value } of items) add(entity, names.find('trackedEntityAttributes', attribute)?.id, value)
  }
  for (const { uid, attributes: items } of bundle.trackedEntities) addGiven(uid, items)
  for (const { trackedEntity = '', attributes: items } of bundle.enrollments) addGiven(trackedEntity, items)
  return holders
}
