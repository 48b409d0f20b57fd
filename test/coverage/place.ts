/** Where something of DHIS2's tracker export has its place in the graph, or why it has none. */
export type Place =
  /** A path in the schema: arguments from a root field on (`where.enrolledAt.after`), or fields from a type on (`orgUnit.id`). */
  | { place: string; holds?: WireName; outsideRelationships?: true }
  /** Not in the graph, on purpose; `newer` is the name of today for one that 2.42 no longer knows. */
  | { none: string; newer?: string; outsideRelationships?: true }
  /** The place that it is to have and the schema has not yet. */
  | { pending: string; outsideRelationships?: true }

/** The shapes that the tracker export answers with. */
export type WireName =
  | 'TrackedEntity'
  | 'Enrollment'
  | 'Event'
  | 'Relationship'
  | 'RelationshipItem'
  | 'Attribute'
  | 'DataValue'
  | 'Note'
  | 'User'
  | 'DisplayedUser'
  | 'ProgramOwner'
  | 'PotentialDuplicate'
  | 'ChangeLog'
  | 'Change'
  | 'AttributeChange'
  | 'DataValueChange'
  | 'EventFieldChange'

/** The lists of the tracker export; 2.43's `trackerEvents` and `singleEvents` are `events` of one kind of program. */
export type Endpoint = 'trackedEntities' | 'enrollments' | 'events' | 'relationships'
