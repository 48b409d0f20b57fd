import type { TrackerBundle } from '../../model/import-bundle.ts'

type BundleList = 'trackedEntities' | 'enrollments' | 'events' | 'relationships'

/** The lists of a bundle, with the UID's property and the lists that its objects hold (by what is in them). */
const KINDS: Record<BundleList, { uid: string; nested: readonly BundleList[]; parts: readonly string[] }> = {
  trackedEntities: { uid: 'trackedEntity', nested: ['enrollments', 'relationships'], parts: ['attributes'] },
  enrollments: { uid: 'enrollment', nested: ['events', 'relationships'], parts: ['attributes', 'notes'] },
  events: { uid: 'event', nested: ['relationships'], parts: ['dataValues', 'notes'] },
  relationships: { uid: 'relationship', nested: [], parts: [] },
}
const LISTS = ['trackedEntities', 'enrollments', 'events', 'relationships'] as const

/** What tells an object's kind, the surest first: a relationship's, an event's and an enrollment's own properties. */
const SIGNS: readonly [BundleList, readonly string[]][] = [
  ['relationships', ['relationship', 'relationshipType', 'from', 'to']],
  ['events', ['event', 'programStage', 'dataValues', 'scheduledAt']],
  ['enrollments', ['enrollment', 'enrolledAt', 'program']],
  ['trackedEntities', ['trackedEntity', 'trackedEntityType', 'attributes', 'orgUnit']],
]

/** An input's object as a bundle; `alone`: in which list it was put, where it was no bundle itself. */
export interface ShapedBundle {
  bundle: TrackerBundle
  alone?: BundleList
}

/** Takes a JSON value for a bundle, or for the one tracker object that its properties tell it to be; what is wrong with it, else. */
export function shapeBundle(value: unknown): ShapedBundle | { fault: string } {
  if (!isObject(value)) return { fault: 'is no object of JSON' }
  const alone = SIGNS.find(([, signs]) => signs.some((sign) => sign in value))?.[0]
  if (alone === undefined && !LISTS.some((list) => list in value))
    return { fault: 'is neither a bundle (trackedEntities, enrollments, events, relationships) nor a tracker object' }
  const bundle: unknown = alone === undefined ? value : { [alone]: [value] }
  if (!isBundle(bundle)) return { fault: (faultOfBundle(bundle) ?? '').replace(`${alone}[0]`, 'the object') }
  return alone === undefined ? { bundle } : { bundle, alone }
}

function isBundle(value: unknown): value is TrackerBundle {
  return faultOfBundle(value) === undefined
}

function faultOfBundle(value: unknown): string | undefined {
  if (!isObject(value)) return 'is no object of JSON'
  return firstOf(LISTS, (list) =>
    faultOfList(Reflect.get(value, list), list, (one, place) => faultIn(list, one, place)),
  )
}

function faultIn(kind: BundleList, value: unknown, place: string): string | undefined {
  if (!isObject(value)) return `${place} is no object`
  const { uid, nested, parts } = KINDS[kind]
  if (!isTextOrNone(Reflect.get(value, uid))) return `${place}.${uid} is no text`
  return (
    firstOf(nested, (list) =>
      faultOfList(Reflect.get(value, list), `${place}.${list}`, (one, at) => faultIn(list, one, at)),
    ) ??
    firstOf(parts, (list) =>
      faultOfList(Reflect.get(value, list), `${place}.${list}`, (one, at) =>
        isObject(one) ? undefined : `${at} is no object`,
      ),
    )
  )
}

function faultOfList(
  list: unknown,
  place: string,
  faultOf: (one: unknown, place: string) => string | undefined,
): string | undefined {
  if (list === undefined || list === null) return undefined
  if (!Array.isArray(list)) return `${place} is no list`
  return firstOf([...list.entries()], ([index, one]) => faultOf(one, `${place}[${index}]`))
}

function firstOf<Item>(items: readonly Item[], look: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const found = look(item)
    if (found !== undefined) return found
  }
  return undefined
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTextOrNone(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string'
}
