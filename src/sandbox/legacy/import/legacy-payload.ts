import { newUid } from '../../new-uid.ts'
import { type Row, rowsOf } from '../legacy-rows.ts'

/** The lists that the legacy endpoints import. */
export const legacyLists = ['trackedEntityInstances', 'enrollments', 'events', 'relationships'] as const

/** A list that the legacy endpoints import. */
export type LegacyListName = (typeof legacyLists)[number]

/** The rows of a posted body: those of its list, or the body itself as the only one. What is nested without an id gets one, as in DHIS2. */
export function payloadRows(list: LegacyListName, body: unknown): Row[] {
  const listed: unknown = Array.isArray(body) ? body : Object(body)[list]
  return rowsOf(listed ?? [body]).map((row) => withIds(list, row))
}

/** One row with ids for the rows in it. */
export function withIds(list: LegacyListName, row: Row): Row {
  if (list === 'trackedEntityInstances') {
    return {
      ...row,
      enrollments: rowsOf(row['enrollments']).map((held) => withIds('enrollments', withId('enrollment', held))),
    }
  }
  if (list !== 'enrollments') return row
  return { ...row, events: rowsOf(row['events']).map((held) => withId('event', held)) }
}

const withId = (name: 'enrollment' | 'event', row: Row): Row => ({ ...row, [name]: row[name] ?? newUid() })
