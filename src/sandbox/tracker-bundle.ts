import type { Geometry, RelationshipSide } from './records.ts'

/** An attribute value of an entity or, before the import spreads it, of an enrollment. */
export interface AttributeSource {
  attribute: string
  value: string
}

/** A note of an enrollment or event. */
export interface NoteSource {
  note: string
  value: string
}

/** An event, under an enrollment or, for a program without registration, alone. */
export interface EventSource {
  event: string
  program: string
  programStage: string
  orgUnit: string
  status: string
  occurredAt?: string
  scheduledAt: string
  geometry?: Geometry
  assignedUser?: { username: string }
  attributeOptionCombo?: string
  dataValues: { dataElement: string; value: string; providedElsewhere: boolean }[]
  notes?: NoteSource[]
}

/** An enrollment with its events. */
export interface EnrollmentSource {
  enrollment: string
  program: string
  orgUnit: string
  status: string
  enrolledAt: string
  occurredAt: string
  followUp?: boolean
  geometry?: Geometry
  attributes: AttributeSource[]
  events: EventSource[]
  notes?: NoteSource[]
}

/** A tracked entity with its enrollments. */
export interface TrackedEntitySource {
  trackedEntity: string
  trackedEntityType: string
  orgUnit: string
  geometry?: Geometry
  potentialDuplicate?: boolean
  attributes: AttributeSource[]
  enrollments: EnrollmentSource[]
}

/** One side of a relationship: exactly one of the three is given. */
export type SideSource = { [Kind in RelationshipSide['kind']]?: { [Key in Kind]: string } }

/** A relationship between two records that stand in earlier files. */
export interface RelationshipSource {
  relationship: string
  relationshipType: string
  from: SideSource
  to: SideSource
}

/** One file of the dataset's `tracker` folder: a tracker import bundle. */
export interface TrackerBundle {
  trackedEntities?: TrackedEntitySource[]
  events?: EventSource[]
  relationships?: RelationshipSource[]
}
