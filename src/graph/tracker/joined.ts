import { joinedObject } from '../../load/joined-objects.ts'
import { type BringLate, latePart } from '../../load/late-parts.ts'
import type { Ready } from '../../load/ready.ts'
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
  uidOf,
} from '../../model/tracker.ts'
import type { RelationshipEnd } from '../../plan/need.ts'
import { type ViewArguments, viewKey, viewOf } from '../../plan/view.ts'
import { notFound } from '../errors.ts'

/** The tracked entity that a row points at: joined by the plan, or its UID alone where nothing else of it is selected. */
export function trackedEntityOf(row: { trackedEntity?: string }): Ready<TrackedEntity | null> {
  const { trackedEntity } = row
  if (trackedEntity === undefined) return null
  const joined = joinedRow(row, 'trackedEntity')
  if (joined === undefined) return whenFetched(row, 'trackedEntity', trackedEntityOf) ?? { trackedEntity }
  return found('trackedEntity', trackedEntity, joined && asTrackedEntity(joined))
}

/** The enrollment that an event belongs to: joined by the plan, or its UID alone where nothing else of it is selected. */
export function enrollmentOf(row: { enrollment?: string }): Ready<Enrollment | null> {
  const { enrollment } = row
  if (enrollment === undefined) return null
  const joined = joinedRow(row, 'enrollment')
  if (joined === undefined) return whenFetched(row, 'enrollment', enrollmentOf) ?? { enrollment }
  return found('enrollment', enrollment, joined && asEnrollment(joined))
}

/** The object at an end of a relationship. */
export function endOf(
  row: Relationship,
  end: RelationshipEnd,
): Ready<TrackedEntity | Enrollment | TrackerEvent | null> {
  const item = row[end]
  if (!item) return null
  const joined = joinedRow(row, end)
  if (joined === undefined) return whenFetched(row, end, endOf) ?? bare(item)
  const object = joined && (asTrackedEntity(joined) ?? asEnrollment(joined) ?? asEvent(joined))
  return found(item.kind, item.id, object)
}

/**
 * A tracked entity as the view that the arguments ask for shows it: the row itself where that is the view. Null where
 * DHIS2 does not show it so, as one that is not enrolled in the program.
 */
export function viewedEntity(row: TrackedEntity, args: ViewArguments): Ready<TrackedEntity | null> {
  const view = viewOf(args)
  return view ? viewedAs(row, viewKey(view)) : row
}

function viewedAs(row: TrackedEntity, key: string): Ready<TrackedEntity | null> {
  const joined = joinedRow(row, key)
  if (joined === undefined) return whenFetched(row, key, viewedAs) ?? row
  return (joined && asTrackedEntity(joined)) ?? null
}

/** The enrollments of a tracked entity as a view shows it. */
export function enrollmentsOf(row: TrackedEntity, args: ViewArguments): Ready<readonly Enrollment[]> {
  const viewed = viewedEntity(row, args)
  return viewed instanceof Promise ? viewed.then(ownEnrollments) : ownEnrollments(viewed)
}

function ownEnrollments(row: TrackedEntity | null): Ready<readonly Enrollment[]> {
  if (!row) return []
  return row.enrollments ?? whenFetched(row, 'enrollments', fetchedEnrollments) ?? []
}

function fetchedEnrollments(row: TrackedEntity): readonly Enrollment[] {
  return found('trackedEntity', row.trackedEntity, row.enrollments)
}

/** The relationships of an object. */
export function relationshipsOf(row: TrackedEntity | Enrollment | TrackerEvent): Ready<readonly Relationship[]> {
  return row.relationships ?? whenFetched(row, 'relationships', fetchedRelationships) ?? []
}

function fetchedRelationships(row: TrackedEntity | Enrollment | TrackerEvent): readonly Relationship[] {
  return found('object', uidOf(row), row.relationships)
}

/** Reads what a fragment deferred once it is fetched; undefined where it was not deferred. */
function whenFetched<Row extends object, Key extends string, Value>(
  row: Row,
  property: Key,
  read: (row: Row, property: Key) => Ready<Value>,
): Promise<Value> | undefined {
  const bring = latePart(row, property)
  return bring && bringThen(bring, row, property, read)
}

async function bringThen<Row extends object, Key extends string, Value>(
  bring: BringLate,
  row: Row,
  property: Key,
  read: (row: Row, property: Key) => Ready<Value>,
): Promise<Value> {
  await bring()
  return read(row, property)
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
