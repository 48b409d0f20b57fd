import { joinedObject } from '../../load/joined-objects.ts'
import type { Enrollment, TrackedEntity, TrackerRow } from '../../model/tracker.ts'
import { notFound } from '../errors.ts'

/** The tracked entity that a row points at: joined by the plan, or its UID alone where nothing else of it is selected. */
export function trackedEntityOf(row: { trackedEntity?: string }): TrackedEntity | null {
  if (row.trackedEntity === undefined) return null
  const joined = joinedRow(row, 'trackedEntity', row.trackedEntity)
  if (!joined) return { trackedEntity: row.trackedEntity }
  if ('event' in joined || 'enrollment' in joined) throw notFound('trackedEntity', row.trackedEntity)
  return joined
}

/** The enrollment that an event belongs to: joined by the plan, or its UID alone where nothing else of it is selected. */
export function enrollmentOf(row: { enrollment?: string }): Enrollment | null {
  if (row.enrollment === undefined) return null
  const joined = joinedRow(row, 'enrollment', row.enrollment)
  if (!joined) return { enrollment: row.enrollment }
  if ('event' in joined || !('enrollment' in joined)) throw notFound('enrollment', row.enrollment)
  return joined
}

function joinedRow(row: object, property: string, id: string): TrackerRow | undefined {
  const joined = joinedObject(row, property)
  if (!joined) return undefined
  if ('failure' in joined) throw joined.failure
  if (joined.row === null) throw notFound(property, id)
  return joined.row
}
