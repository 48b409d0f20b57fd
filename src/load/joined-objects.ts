import type { TrackerRow } from '../model/tracker.ts'

/** How a joined object came: the row, null where DHIS2 does not show it, or the reason why it could not be had. */
export type JoinedObject = { row: TrackerRow | null } | { failure: unknown }

/** Joined objects stand beside their row, whose own property goes on holding the UID; they go with the row. */
const joinedOf = new WeakMap<object, Map<string, JoinedObject>>()

/** Keeps the object that a row points at through `property`. */
export function keepJoined(row: object, property: string, joined: JoinedObject): void {
  const existing = joinedOf.get(row)
  if (existing) existing.set(property, joined)
  else joinedOf.set(row, new Map([[property, joined]]))
}

/** The object that a row points at through `property`, where the plan joined it. */
export function joinedObject(row: object, property: string): JoinedObject | undefined {
  return joinedOf.get(row)?.get(property)
}
