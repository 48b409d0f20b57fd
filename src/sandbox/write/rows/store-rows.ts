/** Stores the objects of a bundle: new rows at the end of the dataset's maps, changes in the rows that are there. */
import type { EnrollmentRecord, EventRecord, TrackedEntityRecord } from '../../dataset.ts'
import { defaults, type MetadataObject, referenceIds } from '../../dataset-metadata.ts'
import type { RelationshipSide } from '../../records.ts'
import type {
  BundleItem,
  EnrollmentItem,
  EventItem,
  Item,
  RelationshipItem,
  TrackedEntityItem,
} from '../bundle/bundle.ts'
import { optionComboOfEvent } from '../checks/event-option-combo.ts'
import { sideOf } from '../checks/relationships.ts'
import { nextSerial } from '../tracker-store.ts'
import { logEventFields } from './event-field-changes.ts'
import { type RunWrite, storeAttributes, storeDataValues, storeNotes } from './store-values.ts'

/** Stores one object; false for a relationship that is there already, which never changes. */
export function storeItem(write: RunWrite, item: BundleItem): boolean {
  if (item.type === 'TRACKED_ENTITY') storeTrackedEntity(write, item)
  else if (item.type === 'ENROLLMENT') storeEnrollment(write, item)
  else if (item.type === 'EVENT') storeEvent(write, item)
  else return storeRelationship(write, item)
  return true
}

/** What every row says of its writing. */
function authorship(
  { username, nextMoment }: RunWrite,
  stored: { createdAt: string; createdBy?: string } | undefined,
  item: Item,
) {
  const now = nextMoment()
  const createdBy = stored === undefined ? username : stored.createdBy
  return {
    createdAt: stored?.createdAt ?? now,
    updatedAt: now,
    ...(createdBy !== undefined && { createdBy }),
    updatedBy: username,
    ...(item.createdAtClient !== undefined && { createdAtClient: item.createdAtClient }),
    ...(item.updatedAtClient !== undefined && { updatedAtClient: item.updatedAtClient }),
  }
}

/** Takes away what an earlier write set and this one leaves out, then sets what it gives: the row itself stays the same object. */
function overwrite<Row extends object>(stored: Row | undefined, row: Row): Row {
  if (stored === undefined) return row
  for (const key of ['createdAtClient', 'updatedAtClient']) Reflect.deleteProperty(stored, key)
  return Object.assign(stored, row)
}

function storeTrackedEntity(write: RunWrite, item: TrackedEntityItem): void {
  const { dataset, names } = write.run
  const stored = dataset.trackedEntities.get(item.uid)
  const entity = overwrite<TrackedEntityRecord>(stored, {
    serial: stored?.serial ?? nextSerial(dataset.trackedEntities),
    trackedEntity: item.uid,
    trackedEntityType: names.find('trackedEntityTypes', item.trackedEntityType)?.id ?? '',
    orgUnit: names.find('organisationUnits', item.orgUnit)?.id ?? '',
    geometry: item.geometry,
    potentialDuplicate: item.potentialDuplicate,
    inactive: item.inactive,
    attributes: stored?.attributes ?? [],
    enrollments: stored?.enrollments ?? [],
    ...authorship(write, stored, item),
  })
  dataset.trackedEntities.set(item.uid, entity)
  storeAttributes(write, entity, item.attributes, stored === undefined)
}

function storeEnrollment(write: RunWrite, item: EnrollmentItem): void {
  const { dataset, names } = write.run
  const stored = dataset.enrollments.get(item.uid)
  const entity = dataset.trackedEntities.get(item.trackedEntity ?? '')
  if (entity === undefined || item.enrolledAt === undefined) return
  keepOwner(write, stored)
  const enrollment = overwrite<EnrollmentRecord>(stored, {
    serial: stored?.serial ?? nextSerial(dataset.enrollments),
    enrollment: item.uid,
    trackedEntity: entity.trackedEntity,
    program: names.find('programs', item.program)?.id ?? '',
    orgUnit: names.find('organisationUnits', item.orgUnit)?.id ?? '',
    status: item.status,
    enrolledAt: item.enrolledAt,
    occurredAt: item.occurredAt ?? item.enrolledAt,
    followUp: item.followUp,
    geometry: item.geometry,
    ...enrollmentCompletion(write, item, stored),
    notes: stored?.notes ?? [],
    events: stored?.events ?? [],
    ...authorship(write, stored, item),
  })
  dataset.enrollments.set(item.uid, enrollment)
  if (stored === undefined) entity.enrollments.push(item.uid)
  storeAttributes(write, entity, item.attributes, false)
  storeNotes(write, enrollment.notes, item.notes)
  touch(write, entity.trackedEntity)
}

/** An enrollment that moves leaves ownership where it was: readers take it from the first enrollment unless it was transferred. */
function keepOwner({ run }: RunWrite, stored: EnrollmentRecord | undefined): void {
  if (stored === undefined) return
  const { trackedEntity, program } = stored
  const owner = run.index.ownerOf(trackedEntity, program)
  if (owner !== undefined) run.dataset.ownership.transferred.set(`${trackedEntity}/${program}`, owner)
}

function enrollmentCompletion(write: RunWrite, item: EnrollmentItem, stored: EnrollmentRecord | undefined) {
  if (stored?.status === item.status) return { completedAt: stored.completedAt, completedBy: stored.completedBy }
  if (item.status === 'ACTIVE') return { completedAt: undefined, completedBy: undefined }
  return {
    completedAt: item.completedAt ?? write.nextMoment(),
    completedBy: item.status === 'COMPLETED' ? write.username : undefined,
  }
}

function storeEvent(write: RunWrite, item: EventItem): void {
  const { run } = write
  const { dataset, names } = run
  const stored = dataset.events.get(item.uid)
  const enrollment = dataset.enrollments.get(stored?.enrollment ?? item.enrollment ?? '')
  const program = names.find('programs', item.program)
  const combo = program === undefined ? undefined : optionComboOfEvent(run, item, program)
  const before = stored === undefined ? undefined : { ...stored }
  const event = overwrite<EventRecord>(stored, {
    serial: stored?.serial ?? nextSerial(dataset.events),
    event: item.uid,
    program: program?.id ?? '',
    programStage: names.find('programStages', item.programStage)?.id ?? '',
    enrollment: enrollment?.enrollment ?? dataset.version.tracker.placeholderEnrollment,
    trackedEntity: enrollment?.trackedEntity,
    orgUnit: names.find('organisationUnits', item.orgUnit)?.id ?? '',
    status: item.status,
    occurredAt: item.occurredAt,
    scheduledAt: item.scheduledAt ?? (run.facts.schedulesByOccurrence ? item.occurredAt : undefined),
    geometry: item.geometry,
    assignedUser: assignedUser(write, item),
    attributeOptionCombo: combo?.id ?? defaults.categoryOptionCombo,
    attributeCategoryOptions: referenceIds(combo?.['categoryOptions']),
    ...eventCompletion(write, item, stored),
    dataValues: stored?.dataValues ?? [],
    notes: stored?.notes ?? [],
    ...authorship(write, stored, item),
  })
  dataset.events.set(item.uid, event)
  if (stored === undefined) enrollment?.events.push(item.uid)
  if (before !== undefined) logEventFields(write, before, event)
  storeDataValues(write, event, item.dataValues, stored === undefined)
  storeNotes(write, event.notes, item.notes)
  if (event.trackedEntity !== undefined) touch(write, event.trackedEntity)
}

function eventCompletion(write: RunWrite, item: EventItem, stored: EventRecord | undefined) {
  if (item.status !== 'COMPLETED') return { completedAt: undefined, completedBy: undefined }
  if (stored?.status === 'COMPLETED') return { completedAt: stored.completedAt, completedBy: stored.completedBy }
  return { completedAt: item.completedAt ?? write.nextMoment(), completedBy: write.username }
}

function assignedUser({ run }: RunWrite, item: EventItem): string | undefined {
  const { uid, username } = item.assignedUser ?? {}
  const stage = run.names.find('programStages', item.programStage)
  if (stage?.['enableUserAssignment'] !== true) return undefined
  const user = [...run.dataset.users.values()].find((candidate) =>
    username === undefined ? candidate.id === uid : candidate.username === username,
  )
  return user?.username
}

function storeRelationship(write: RunWrite, item: RelationshipItem): boolean {
  const { dataset, names } = write.run
  const [from, to] = [sideOf(item.from), sideOf(item.to)]
  if (dataset.relationships.has(item.uid) || from === undefined || to === undefined) return false
  const type = names.find('relationshipTypes', item.relationshipType)
  dataset.relationships.set(item.uid, {
    serial: nextSerial(dataset.relationships),
    relationship: item.uid,
    relationshipType: type?.id ?? '',
    from,
    to,
    ...authorship(write, undefined, item),
  })
  touchSides(write, type, from, to)
  return true
}

/** A relationship updates the tracked entity that it comes from, and where it is bidirectional the one that it goes to. */
export function touchSides(
  write: RunWrite,
  type: MetadataObject | undefined,
  from: RelationshipSide,
  to: RelationshipSide,
): void {
  for (const side of type?.['bidirectional'] === true ? [from, to] : [from]) touch(write, entityOfSide(write, side))
}

function entityOfSide({ run: { dataset } }: RunWrite, { kind, id }: RelationshipSide): string {
  if (kind === 'trackedEntity') return id
  const row = kind === 'enrollment' ? dataset.enrollments.get(id) : dataset.events.get(id)
  return row?.trackedEntity ?? ''
}

/** A tracked entity is updated when something of it is. */
export function touch({ run, username, nextMoment }: RunWrite, trackedEntity: string): void {
  const entity = run.dataset.trackedEntities.get(trackedEntity)
  if (entity === undefined) return
  entity.updatedAt = nextMoment()
  entity.updatedBy = username
}
