import type { EnrollmentStatus, EventStatus, Geometry } from './tracker.ts'

/**
 * What is written: a bundle in the words of DHIS2's import API (`POST /api/tracker`, DHIS2 docs: "Tracker import"), nested or flat.
 * A property that is absent is not sent; `null` is sent, and removes a value.
 */

/** An attribute of a tracked entity or an enrollment; `null` removes its value. */
export interface AttributeInput {
  attribute: string
  value?: string | null | undefined
}

/** A data value of an event; `null` removes it. */
export interface DataValueInput {
  dataElement: string
  value?: string | null | undefined
  providedElsewhere?: boolean | null | undefined
}

/** A remark to be added; DHIS2 never changes one that it has. */
export interface NoteInput {
  note?: string | null | undefined
  value: string
  storedBy?: string | null | undefined
}

/** A user by UID or name. */
export interface UserInput {
  uid?: string | null | undefined
  username?: string | null | undefined
}

/** What every object of a bundle may carry. */
interface WrittenObject {
  orgUnit?: string | null | undefined
  createdAtClient?: string | null | undefined
  updatedAtClient?: string | null | undefined
  storedBy?: string | null | undefined
  geometry?: Geometry | null | undefined
  relationships?: RelationshipInput[] | null | undefined
}

/** A tracked entity to be written, with what hangs on it. */
export interface TrackedEntityInput extends WrittenObject {
  trackedEntity?: string | null | undefined
  trackedEntityType?: string | null | undefined
  inactive?: boolean | null | undefined
  potentialDuplicate?: boolean | null | undefined
  attributes?: AttributeInput[] | null | undefined
  enrollments?: EnrollmentInput[] | null | undefined
}

/** An enrollment to be written, with its events. */
export interface EnrollmentInput extends WrittenObject {
  enrollment?: string | null | undefined
  trackedEntity?: string | null | undefined
  program?: string | null | undefined
  status?: EnrollmentStatus | null | undefined
  enrolledAt?: string | null | undefined
  occurredAt?: string | null | undefined
  completedAt?: string | null | undefined
  completedBy?: string | null | undefined
  followUp?: boolean | null | undefined
  /** From 2.43. */
  attributeOptionCombo?: string | null | undefined
  attributes?: AttributeInput[] | null | undefined
  events?: EventInput[] | null | undefined
  notes?: NoteInput[] | null | undefined
}

/** An event to be written. */
export interface EventInput extends WrittenObject {
  event?: string | null | undefined
  program?: string | null | undefined
  programStage?: string | null | undefined
  enrollment?: string | null | undefined
  trackedEntity?: string | null | undefined
  status?: EventStatus | null | undefined
  occurredAt?: string | null | undefined
  scheduledAt?: string | null | undefined
  completedAt?: string | null | undefined
  completedBy?: string | null | undefined
  followUp?: boolean | null | undefined
  assignedUser?: UserInput | null | undefined
  attributeOptionCombo?: string | null | undefined
  attributeCategoryOptions?: string[] | null | undefined
  dataValues?: DataValueInput[] | null | undefined
  notes?: NoteInput[] | null | undefined
}

/** One end of a relationship: exactly one of the three. */
export interface RelationshipItemInput {
  trackedEntity?: { trackedEntity: string } | null | undefined
  enrollment?: { enrollment: string } | null | undefined
  event?: { event: string } | null | undefined
}

/** A relationship to be written. */
export interface RelationshipInput {
  relationship?: string | null | undefined
  relationshipType?: string | null | undefined
  createdAtClient?: string | null | undefined
  from?: RelationshipItemInput | null | undefined
  to?: RelationshipItemInput | null | undefined
}

/** What one import holds: each list flat, or nested below its parents. */
export interface TrackerBundle {
  trackedEntities?: TrackedEntityInput[] | null | undefined
  enrollments?: EnrollmentInput[] | null | undefined
  events?: EventInput[] | null | undefined
  relationships?: RelationshipInput[] | null | undefined
}

/** The kinds of objects in a bundle, as reports name them. */
export type TrackerType = 'TRACKED_ENTITY' | 'ENROLLMENT' | 'EVENT' | 'RELATIONSHIP'
