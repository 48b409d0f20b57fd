import { type Relationship, type RelationshipItem, type TrackedKind, UID_PROPERTY } from '../../model/tracker.ts'

/** Turns the ends of a relationship, which DHIS2 sends as `{ "event": { "event": UID, … } }`, into kind and UID, in place. */
export function adaptRelationship(row: Relationship): Relationship {
  const from = itemFromWire(row.from)
  const to = itemFromWire(row.to)
  delete row.from
  delete row.to
  if (from) row.from = from
  if (to) row.to = to
  return row
}

const KINDS: readonly TrackedKind[] = ['trackedEntities', 'enrollments', 'events']

function itemFromWire(end: unknown): RelationshipItem | undefined {
  if (typeof end !== 'object' || end === null) return undefined
  for (const kind of KINDS) {
    const object: unknown = Reflect.get(end, UID_PROPERTY[kind])
    const id: unknown = typeof object === 'object' && object !== null ? Reflect.get(object, UID_PROPERTY[kind]) : object
    if (typeof id === 'string') return { kind, id }
  }
  return undefined
}
