/** Turns the body of `POST tracker` into a flat bundle; objects and notes without a UID get one. Unknown properties mean nothing. */
import { newUid } from '../../new-uid.ts'
import type { ImportFacts } from '../../versions/import-facts.ts'
import {
  type AttributeItem,
  type Bundle,
  type EnrollmentItem,
  type EventItem,
  enrollmentStatuses,
  eventStatuses,
  type NoteItem,
  type RelationshipItem,
  type SideItem,
  type TrackedEntityItem,
} from './bundle.ts'
import {
  type Row,
  readEnum,
  readFlag,
  readGeometry,
  readIdentifier,
  readMoment,
  readRow,
  readRows,
  readText,
  readUidText,
} from './json-values.ts'

/** Reads a body; throws `UnreadableBody` for what is no bundle. */
export function readBundle(body: unknown, { malformedUids }: ImportFacts): Bundle {
  const bundle: Bundle = { trackedEntities: [], enrollments: [], events: [], relationships: [] }
  const reading: Reading = { bundle, strict: malformedUids === 'unreadable' }
  const root = readRow(body)
  for (const row of readRows(root, 'trackedEntities')) addTrackedEntity(reading, row)
  for (const row of readRows(root, 'enrollments')) addEnrollment(reading, row, undefined)
  for (const row of readRows(root, 'events')) addEvent(reading, row, undefined)
  for (const row of readRows(root, 'relationships')) addRelationship(reading, row)
  return bundle
}

interface Reading {
  bundle: Bundle
  /** What is no UID makes the body unreadable. */
  strict: boolean
}

function addTrackedEntity(reading: Reading, row: Row): void {
  const item: TrackedEntityItem = {
    type: 'TRACKED_ENTITY',
    ...common(reading, row, 'trackedEntity'),
    trackedEntityType: readIdentifier(row, 'trackedEntityType'),
    orgUnit: readIdentifier(row, 'orgUnit'),
    inactive: readFlag(row, 'inactive'),
    potentialDuplicate: readFlag(row, 'potentialDuplicate'),
    geometry: readGeometry(row, 'geometry'),
    attributes: attributes(row),
  }
  reading.bundle.trackedEntities.push(item)
  for (const inner of readRows(row, 'enrollments')) addEnrollment(reading, inner, item.uid)
  for (const inner of readRows(row, 'relationships')) addRelationship(reading, inner)
}

function addEnrollment(reading: Reading, row: Row, trackedEntity: string | undefined): void {
  const item: EnrollmentItem = {
    type: 'ENROLLMENT',
    ...common(reading, row, 'enrollment'),
    trackedEntity: trackedEntity ?? readUidText(row, 'trackedEntity', reading.strict),
    program: readIdentifier(row, 'program'),
    orgUnit: readIdentifier(row, 'orgUnit'),
    status: readEnum(row, 'status', enrollmentStatuses, 'org.hisp.dhis.program.EnrollmentStatus', 'ACTIVE'),
    enrolledAt: readMoment(row, 'enrolledAt'),
    occurredAt: readMoment(row, 'occurredAt'),
    completedAt: readMoment(row, 'completedAt'),
    followUp: readFlag(row, 'followUp'),
    geometry: readGeometry(row, 'geometry'),
    attributes: attributes(row),
    notes: notes(reading, row),
  }
  reading.bundle.enrollments.push(item)
  for (const inner of readRows(row, 'events')) addEvent(reading, inner, item.uid)
  for (const inner of readRows(row, 'relationships')) addRelationship(reading, inner)
}

function addEvent(reading: Reading, row: Row, enrollment: string | undefined): void {
  const status = readEnum(row, 'status', eventStatuses, 'org.hisp.dhis.event.EventStatus', 'ACTIVE')
  const item: EventItem = {
    type: 'EVENT',
    ...common(reading, row, 'event'),
    program: readIdentifier(row, 'program'),
    programStage: readIdentifier(row, 'programStage'),
    enrollment: enrollment ?? readUidText(row, 'enrollment', reading.strict),
    orgUnit: readIdentifier(row, 'orgUnit'),
    status: status === 'VISITED' ? 'ACTIVE' : status,
    occurredAt: readMoment(row, 'occurredAt'),
    scheduledAt: readMoment(row, 'scheduledAt'),
    completedAt: readMoment(row, 'completedAt'),
    attributeOptionCombo: readIdentifier(row, 'attributeOptionCombo'),
    attributeCategoryOptions: categoryOptions(row),
    assignedUser: assignedUser(row),
    geometry: readGeometry(row, 'geometry'),
    dataValues: readRows(row, 'dataValues').map((value) => ({
      dataElement: readIdentifier(value, 'dataElement') ?? '',
      value: readText(value, 'value'),
      providedElsewhere: readFlag(value, 'providedElsewhere'),
    })),
    notes: notes(reading, row),
  }
  reading.bundle.events.push(item)
  for (const inner of readRows(row, 'relationships')) addRelationship(reading, inner)
}

function addRelationship(reading: Reading, row: Row): void {
  const item: RelationshipItem = {
    type: 'RELATIONSHIP',
    ...common(reading, row, 'relationship'),
    relationshipType: readIdentifier(row, 'relationshipType'),
    from: side(reading, row, 'from'),
    to: side(reading, row, 'to'),
  }
  reading.bundle.relationships.push(item)
}

function common({ strict }: Reading, row: Row, key: string) {
  return {
    uid: readUidText(row, key, strict) ?? newUid(),
    createdAtClient: readMoment(row, 'createdAtClient'),
    updatedAtClient: readMoment(row, 'updatedAtClient'),
  }
}

function attributes(row: Row): AttributeItem[] {
  return readRows(row, 'attributes').map((value) => ({
    attribute: readIdentifier(value, 'attribute') ?? '',
    value: readText(value, 'value'),
  }))
}

function notes({ strict }: Reading, row: Row): NoteItem[] {
  return readRows(row, 'notes').map((note) => ({
    note: readUidText(note, 'note', strict) ?? newUid(),
    value: readText(note, 'value'),
  }))
}

/** A list, or as the export tells it, a text with commas, which up to 2.40 had semicolons. */
function categoryOptions(row: Row): string[] {
  const value = row['attributeCategoryOptions']
  const texts = Array.isArray(value)
    ? value.map(String)
    : (readText(row, 'attributeCategoryOptions') ?? '').split(/[;,]/)
  return texts.map((text) => text.trim()).filter((text) => text !== '')
}

function assignedUser(row: Row): EventItem['assignedUser'] {
  const value = row['assignedUser']
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return { uid: value === '' ? undefined : value, username: undefined }
  const user = readRow(value)
  return { uid: readIdentifier(user, 'uid'), username: readIdentifier(user, 'username') }
}

const kinds = ['trackedEntity', 'enrollment', 'event'] as const

/** A side names each kind by an object with its UID, or by the UID itself. */
function side({ strict }: Reading, row: Row, name: string): SideItem | undefined {
  const value = row[name]
  if (value === undefined || value === null) return undefined
  const given = readRow(value)
  const found: SideItem = {}
  for (const kind of kinds) {
    const named = given[kind]
    const uid =
      typeof named === 'object' && named !== null
        ? readUidText(readRow(named), kind, strict)
        : readUidText(given, kind, strict)
    if (uid !== undefined) found[kind] = uid
  }
  return found
}
