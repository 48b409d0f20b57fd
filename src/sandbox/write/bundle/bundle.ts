/** A tracker import bundle as it was sent, flat: what is nested in a body stands in the list of its kind and names what it belongs to. */
import type { Geometry, RelationshipSide } from '../../records.ts'

/** The kinds of objects of a bundle, in the order in which they are stored. */
export const trackerTypes = ['TRACKED_ENTITY', 'ENROLLMENT', 'EVENT', 'RELATIONSHIP'] as const

/** A kind of object of a bundle. */
export type TrackerType = (typeof trackerTypes)[number]

/** A value of an attribute; null and an empty text take it away. An attribute without an identifier is `''`. */
export interface AttributeItem {
  attribute: string
  value: string | undefined
}

/** A value of a data element; null takes it away. */
export interface DataValueItem {
  dataElement: string
  value: string | undefined
  providedElsewhere: boolean
}

/** A note with the UID that it gets. */
export interface NoteItem {
  note: string
  value: string | undefined
}

/** What all objects have; identifiers of metadata are in the schemes of the import and undefined where they are missing or blank. */
export interface Item {
  uid: string
  createdAtClient: string | undefined
  updatedAtClient: string | undefined
}

/** A tracked entity. */
export interface TrackedEntityItem extends Item {
  type: 'TRACKED_ENTITY'
  trackedEntityType: string | undefined
  orgUnit: string | undefined
  inactive: boolean
  potentialDuplicate: boolean
  geometry: Geometry | undefined
  attributes: AttributeItem[]
}

/** An enrollment; times are in the form of record times. */
export interface EnrollmentItem extends Item {
  type: 'ENROLLMENT'
  trackedEntity: string | undefined
  program: string | undefined
  orgUnit: string | undefined
  status: EnrollmentStatus
  enrolledAt: string | undefined
  occurredAt: string | undefined
  completedAt: string | undefined
  followUp: boolean
  geometry: Geometry | undefined
  attributes: AttributeItem[]
  notes: NoteItem[]
}

/** An event. */
export interface EventItem extends Item {
  type: 'EVENT'
  program: string | undefined
  programStage: string | undefined
  enrollment: string | undefined
  orgUnit: string | undefined
  status: EventStatus
  occurredAt: string | undefined
  scheduledAt: string | undefined
  completedAt: string | undefined
  attributeOptionCombo: string | undefined
  attributeCategoryOptions: string[]
  assignedUser: { uid: string | undefined; username: string | undefined } | undefined
  geometry: Geometry | undefined
  dataValues: DataValueItem[]
  notes: NoteItem[]
}

/** A relationship; a side may name nothing or too much. */
export interface RelationshipItem extends Item {
  type: 'RELATIONSHIP'
  relationshipType: string | undefined
  from: SideItem | undefined
  to: SideItem | undefined
}

/** One side of a relationship: the UIDs that it names by kind. */
export type SideItem = Partial<Record<RelationshipSide['kind'], string>>

/** An object of a bundle. */
export type BundleItem = TrackedEntityItem | EnrollmentItem | EventItem | RelationshipItem

/** A bundle. */
export interface Bundle {
  trackedEntities: TrackedEntityItem[]
  enrollments: EnrollmentItem[]
  events: EventItem[]
  relationships: RelationshipItem[]
}

/** The objects of a bundle in the order in which they are stored. */
export function itemsOf({ trackedEntities, enrollments, events, relationships }: Bundle): BundleItem[] {
  return [...trackedEntities, ...enrollments, ...events, ...relationships]
}

/** The statuses of enrollments. */
export const enrollmentStatuses = ['ACTIVE', 'COMPLETED', 'CANCELLED'] as const

/** The status of an enrollment. */
export type EnrollmentStatus = (typeof enrollmentStatuses)[number]

/** The statuses of events; VISITED is stored as ACTIVE. */
export const eventStatuses = ['ACTIVE', 'COMPLETED', 'VISITED', 'SCHEDULE', 'OVERDUE', 'SKIPPED'] as const

/** The status of an event. */
export type EventStatus = (typeof eventStatuses)[number]

/** Statuses of events that are not there yet, or never will be: they have no values. */
export const statusesWithoutValues: readonly string[] = ['SCHEDULE', 'OVERDUE', 'SKIPPED']
