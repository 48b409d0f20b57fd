/** A GeoJSON geometry as the dataset gives it. */
export interface Geometry {
  type: string
  coordinates: unknown
}

/**
 * When a record was stored and by whom. Times have DHIS2's own form, no zone, such as `2026-11-21T04:01:43.985`; they are deterministic and grow
 * with the order of writing. Users are named by username; where none is told it was the import of the dataset, and so admin.
 */
export interface RecordTimes {
  createdAt: string
  updatedAt: string
  createdBy?: string
  updatedBy?: string
  /** Times that a client gave for itself. */
  createdAtClient?: string
  updatedAtClient?: string
}

/** A record that can be deleted: DHIS2 keeps it, and shows it to who asks for deleted ones too. */
export interface DeletableRecord extends RecordTimes {
  deleted?: true
}

/** One attribute value of a tracked entity; whether it belongs to the type or to a program is decided when read. */
export interface AttributeValueRecord extends RecordTimes {
  attribute: string
  value: string
}

/** One note of an enrollment or event. */
export interface NoteRecord {
  note: string
  value: string
  storedAt: string
  /** A username; admin unless told. */
  storedBy?: string
}

/** One data value of an event. */
export interface DataValueRecord extends RecordTimes {
  dataElement: string
  value: string
  providedElsewhere: boolean
}

/** A tracked entity; `attributes` holds those of its type first, then those of its enrollments' programs. */
export interface TrackedEntityRecord extends DeletableRecord {
  serial: number
  trackedEntity: string
  trackedEntityType: string
  orgUnit: string
  geometry: Geometry | undefined
  potentialDuplicate: boolean
  inactive: boolean
  attributes: AttributeValueRecord[]
  /** Its enrollments in the order of import. */
  enrollments: string[]
}

/** An enrollment of a tracked entity in a program. `completedAt` is set when it is completed or cancelled, `completedBy` when completed. */
export interface EnrollmentRecord extends DeletableRecord {
  serial: number
  enrollment: string
  trackedEntity: string
  program: string
  orgUnit: string
  status: string
  enrolledAt: string
  occurredAt: string
  followUp: boolean
  geometry: Geometry | undefined
  completedAt: string | undefined
  completedBy: string | undefined
  notes: NoteRecord[]
  /** Its events in the order of import. */
  events: string[]
}

/** An event; one of a program without registration has no tracked entity and stands in the program's placeholder enrollment, which is in no list. */
export interface EventRecord extends DeletableRecord {
  serial: number
  event: string
  program: string
  programStage: string
  enrollment: string
  trackedEntity: string | undefined
  orgUnit: string
  status: string
  occurredAt: string | undefined
  scheduledAt: string | undefined
  geometry: Geometry | undefined
  /** The username of the user it is assigned to. */
  assignedUser: string | undefined
  attributeOptionCombo: string
  /** Ids of the attribute option combo's category options. */
  attributeCategoryOptions: string[]
  completedAt: string | undefined
  completedBy: string | undefined
  dataValues: DataValueRecord[]
  notes: NoteRecord[]
}

/** One side of a relationship. */
export interface RelationshipSide {
  kind: 'trackedEntity' | 'enrollment' | 'event'
  id: string
}

/** A relationship between two records. */
export interface RelationshipRecord extends DeletableRecord {
  serial: number
  relationship: string
  relationshipType: string
  from: RelationshipSide
  to: RelationshipSide
}

/** What users decided about who owns tracked entities. */
export interface OwnershipRecords {
  /** The org units to which tracked entities were transferred, by `trackedEntity/program`. */
  transferred: Map<string, string>
  /** Until when (milliseconds since 1970) a user has broken the glass, by `username/trackedEntity/program`. */
  opened: Map<string, number>
}

/** Two tracked entities that a user marked as perhaps the same. */
export interface PotentialDuplicateRecord {
  id: string
  original: string
  duplicate: string
  status: 'OPEN' | 'INVALID' | 'MERGED'
  created: string
  lastUpdated: string
  /** The username of who marked them; admin unless told. */
  createdBy?: string
  /** The username of who last changed the status. */
  lastUpdatedBy?: string
}

/** A value or field of a tracked entity or event before and after; without a value before it was created, without one after it was deleted. */
export interface ChangedValues {
  previousValue?: string
  currentValue?: string
}

/** What changed, in the form of DHIS2's change logs. */
export type Change =
  | { attributeValue: { attribute: string } & ChangedValues }
  | { dataValue: { dataElement: string } & ChangedValues }
  | { eventField: { field: string } & ChangedValues }

/** A change after the import, of the tracked entity or event of this id. */
export interface ChangeRecord {
  record: string
  createdAt: string
  username: string
  change: Change
}
