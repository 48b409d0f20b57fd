/** Deletes rows as DHIS2 does: they stay, marked as deleted, with everything that belongs to them. */
import type { RelationshipSide } from '../../records.ts'
import type { BundleItem } from '../bundle/bundle.ts'
import { touch, touchSides } from './store-rows.ts'
import type { RunWrite } from './store-values.ts'

/** Deletes one object and what hangs on it. */
export function deleteItem(write: RunWrite, { type, uid }: BundleItem): void {
  if (type === 'TRACKED_ENTITY') deleteTrackedEntity(write, uid)
  else if (type === 'ENROLLMENT') deleteEnrollment(write, uid)
  else if (type === 'EVENT') deleteEvent(write, uid)
  else deleteRelationship(write, uid)
}

type Rows = ReadonlyMap<string, { deleted?: true; updatedAt: string; updatedBy?: string }>

/** Marks a row; false where it is deleted already or not there. */
function mark({ username, nextMoment }: RunWrite, rows: Rows, uid: string): boolean {
  const row = rows.get(uid)
  if (row === undefined || row.deleted === true) return false
  row.deleted = true
  row.updatedAt = nextMoment()
  row.updatedBy = username
  return true
}

/** Its values are deleted for good, so that a unique one is free again. */
function deleteTrackedEntity(write: RunWrite, uid: string): void {
  const { dataset } = write.run
  const entity = dataset.trackedEntities.get(uid)
  for (const id of entity?.enrollments ?? []) deleteEnrollment(write, id)
  deleteRelationshipsOf(write, { kind: 'trackedEntity', id: uid })
  if (!mark(write, dataset.trackedEntities, uid)) return
  entity?.attributes.splice(0)
}

function deleteEnrollment(write: RunWrite, uid: string): void {
  const { dataset } = write.run
  const enrollment = dataset.enrollments.get(uid)
  if (enrollment === undefined || enrollment.deleted === true) return
  for (const id of enrollment.events) deleteEvent(write, id)
  deleteRelationshipsOf(write, { kind: 'enrollment', id: uid })
  mark(write, dataset.enrollments, uid)
  touch(write, enrollment.trackedEntity)
}

function deleteEvent(write: RunWrite, uid: string): void {
  const { dataset } = write.run
  const event = dataset.events.get(uid)
  deleteRelationshipsOf(write, { kind: 'event', id: uid })
  if (event === undefined || !mark(write, dataset.events, uid)) return
  const enrollment = dataset.enrollments.get(event.enrollment)
  if (enrollment === undefined) return
  enrollment.updatedAt = write.nextMoment()
  enrollment.updatedBy = write.username
  touch(write, enrollment.trackedEntity)
}

function deleteRelationship(write: RunWrite, uid: string): void {
  const { dataset } = write.run
  const relationship = dataset.relationships.get(uid)
  if (relationship === undefined || !mark(write, dataset.relationships, uid)) return
  const type = dataset.metadata.get('relationshipTypes')?.get(relationship.relationshipType)
  touchSides(write, type, relationship.from, relationship.to)
}

function deleteRelationshipsOf(write: RunWrite, { kind, id }: RelationshipSide): void {
  for (const { relationship, from, to } of write.run.dataset.relationships.values()) {
    const isOf = [from, to].some((side) => side.kind === kind && side.id === id)
    if (isOf) deleteRelationship(write, relationship)
  }
}
