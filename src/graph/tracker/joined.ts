import { joinedObject } from '../../load/joined-objects.ts'
import {
  asEnrollment,
  asEvent,
  asTrackedEntity,
  type Enrollment,
  type Relationship,
  type RelationshipItem,
  type TrackedEntity,
  type TrackerEvent,
  type TrackerRow,
} from '../../model/tracker.ts'
import type { RelationshipEnd } from '../../plan/need.ts'
import { type ViewArguments, viewKey, viewOf } from '../../plan/view.ts'
import { notFound } from '../errors.ts'

/** The tracked entity that a row points at: joined by the plan, or its UID alone where nothing else of it is selected. */
export function trackedEntityOf(row: { trackedEntity?: string }): TrackedEntity | null {
  const { trackedEntity } = row
  if (trackedEntity === undefined) return null
  const joined = joinedRow(row, 'trackedEntity')
  if (joined === undefined) return { trackedEntity }
  return found('trackedEntity', trackedEntity, joined && asTrackedEntity(joined))
}

/** The enrollment that an event belongs to: joined by the plan, or its UID alone where nothing else of it is selected. */
export function enrollmentOf(row: { enrollment?: string }): Enrollment | null {
  const { enrollment } = row
  if (enrollment === undefined) return null
  const joined = joinedRow(row, 'enrollment')
  if (joined === undefined) return { enrollment }
  return found('enrollment', enrollment, joined && asEnrollment(joined))
}

/** The object at an end of a relationship. */
export function endOf(row: Relationship, end: RelationshipEnd): TrackedEntity | Enrollment | TrackerEvent | null {
  const item = row[end]
  if (!item) return null
  const joined = joinedRow(row, end)
  if (joined === undefined) return bare(item)
  const object = joined && (asTrackedEntity(joined) ?? asEnrollment(joined) ?? asEvent(joined))
  return found(item.kind, item.id, object)
}

/**
 * A tracked entity as the view that the arguments ask for shows it: the row itself where that is the view. Null where
 * DHIS2 does not show it so, as one that is not enrolled in the program.
 */
export function viewedEntity(row: TrackedEntity, args: ViewArguments): TrackedEntity | null {
  const view = viewOf(args)
  const joined = view && joinedRow(row, viewKey(view))
  if (joined === undefined) return row
  return (joined && asTrackedEntity(joined)) ?? null
}

function bare({ kind, id }: RelationshipItem): TrackedEntity | Enrollment | TrackerEvent {
  switch (kind) {
    case 'trackedEntities':
      return { trackedEntity: id }
    case 'enrollments':
      return { enrollment: id }
    case 'events':
      return { event: id }
  }
}

function found<Row>(what: string, id: string, row: Row | null | undefined): Row {
  if (row === null || row === undefined) throw notFound(what, id)
  return row
}

/** The joined row, null where DHIS2 does not show it, undefined where the plan joined none; throws why it could not be had. */
function joinedRow(row: object, property: string): TrackerRow | null | undefined {
  const joined = joinedObject(row, property)
  if (!joined) return undefined
  if ('failure' in joined) throw joined.failure
  return joined.row
}
