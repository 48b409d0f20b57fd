/**
 * Tracker objects in the words of DHIS2's modern tracker API (`/api/tracker`, DHIS2 docs: "Tracker objects").
 * A property is absent where the plan did not ask for it; times are ISO 8601 in the server's own zone, without an offset.
 */

/** The state of an enrollment. */
export type EnrollmentStatus = 'ACTIVE' | 'COMPLETED' | 'CANCELLED'

/** The state of an event. */
export type EventStatus = 'ACTIVE' | 'COMPLETED' | 'VISITED' | 'SCHEDULE' | 'OVERDUE' | 'SKIPPED'

/** A user as tracker rows carry one: enough to name the person, never more. */
export interface UserSnapshot {
  uid?: string
  username?: string
  firstName?: string
  surname?: string
}

/** A GeoJSON geometry (RFC 7946), as DHIS2 stores and sends it. */
export interface Geometry {
  type: string
  coordinates?: unknown
}

/** A remark on an enrollment or an event. */
export interface Note {
  note: string
  value?: string
  storedAt?: string
  storedBy?: string
  createdBy?: UserSnapshot
}

/** A stored tracked entity attribute value. */
export interface AttributeValue {
  attribute: string
  code?: string
  value?: string
  valueType?: string
  storedBy?: string
  createdAt?: string
  updatedAt?: string
}

/** A stored data element value of an event. */
export interface DataValue {
  dataElement: string
  value?: string
  providedElsewhere?: boolean
  storedBy?: string
  createdAt?: string
  updatedAt?: string
  createdBy?: UserSnapshot
  updatedBy?: UserSnapshot
}

/** One end of a relationship: an object of some kind. */
export interface RelationshipItem {
  kind: TrackedKind
  id: string
}

/** A tie between two tracker objects. `other` is the end across from the object that it was reached through. */
export interface Relationship {
  relationship: string
  relationshipType?: string
  bidirectional?: boolean
  createdAt?: string
  createdAtClient?: string
  updatedAt?: string
  from?: RelationshipItem
  to?: RelationshipItem
  other?: RelationshipItem
}

/** Notes, in place, from which object a relationship is looked at: `other` is the end across from it. */
export function seenFrom(relationship: Relationship, { kind, id }: RelationshipItem): Relationship {
  const { from, to } = relationship
  const other = from?.kind === kind && from.id === id ? to : from
  if (other) relationship.other = other
  return relationship
}

/** The organisation unit that owns a tracked entity in one program: who may write there is decided by it. */
export interface ProgramOwner {
  program?: string
  orgUnit?: string
}

/** What every tracker object carries. */
interface Tracked {
  orgUnit?: string
  createdAt?: string
  createdAtClient?: string
  updatedAt?: string
  updatedAtClient?: string
  createdBy?: UserSnapshot
  updatedBy?: UserSnapshot
  storedBy?: string
  deleted?: boolean
  geometry?: Geometry
  relationships?: Relationship[]
}

/** A person or thing followed through programs. */
export interface TrackedEntity extends Tracked {
  trackedEntity: string
  trackedEntityType?: string
  inactive?: boolean
  potentialDuplicate?: boolean
  attributes?: AttributeValue[]
  enrollments?: Enrollment[]
  programOwners?: ProgramOwner[]
}

/** A tracked entity's passage through one program. */
export interface Enrollment extends Tracked {
  enrollment: string
  program?: string
  trackedEntity?: string
  status?: EnrollmentStatus
  enrolledAt?: string
  occurredAt?: string
  completedAt?: string
  completedBy?: string
  followUp?: boolean
  /** From 2.43. */
  attributeOptionCombo?: string
  attributes?: AttributeValue[]
  events?: TrackerEvent[]
  notes?: Note[]
}

/** An occurrence of a program stage: in an enrollment (tracker event), or alone (single event). */
export interface TrackerEvent extends Tracked {
  event: string
  program?: string
  programStage?: string
  enrollment?: string
  trackedEntity?: string
  status?: EventStatus
  occurredAt?: string
  scheduledAt?: string
  completedAt?: string
  completedBy?: string
  followUp?: boolean
  assignedUser?: UserSnapshot
  attributeOptionCombo?: string
  attributeCategoryOptions?: string[]
  dataValues?: DataValue[]
  notes?: Note[]
}

/** The three kinds of object that are followed, and that relationships tie. */
export type TrackedKind = 'trackedEntities' | 'enrollments' | 'events'

/** The kinds of object that the export endpoints list. */
export type TrackerKind = TrackedKind | 'relationships'

/** The row type of each kind. */
export interface TrackerRows {
  trackedEntities: TrackedEntity
  enrollments: Enrollment
  events: TrackerEvent
  relationships: Relationship
}

/** Any row. */
export type TrackerRow = TrackerRows[TrackerKind]

/** The property that holds an object's own UID, by kind. */
export const UID_PROPERTY = {
  trackedEntities: 'trackedEntity',
  enrollments: 'enrollment',
  events: 'event',
  relationships: 'relationship',
} as const satisfies Record<TrackerKind, string>

/** An object's own UID. */
export function uidOf(row: TrackerRow): string {
  if ('relationship' in row) return row.relationship
  return 'event' in row ? row.event : 'enrollment' in row ? row.enrollment : row.trackedEntity
}

/** The row if it is a tracked entity. */
export function asTrackedEntity(row: TrackerRow): TrackedEntity | undefined {
  return 'relationship' in row || 'event' in row || 'enrollment' in row ? undefined : row
}

/** The row if it is an enrollment. */
export function asEnrollment(row: TrackerRow): Enrollment | undefined {
  return 'enrollment' in row && !('event' in row) ? row : undefined
}

/** The row if it is an event. */
export function asEvent(row: TrackerRow): TrackerEvent | undefined {
  return 'event' in row ? row : undefined
}

/** The row if it is a relationship. */
export function asRelationship(row: TrackerRow): Relationship | undefined {
  return 'relationship' in row ? row : undefined
}
