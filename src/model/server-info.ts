/** Which family of DHIS2 API versions a server speaks. */
export type DialectName = 'MODERN' | 'INSTANCES' | 'LEGACY'

/** A DHIS2 version: "2.42.5.2" is { major: 42, patch: 5, text: "2.42.5.2" } (DHIS2 counts its majors after "2."). */
export interface Dhis2Version {
  major: number
  patch: number
  text: string
}

/** What a server takes for its work, in milliseconds. */
export interface RowCosts {
  /** Any request. */
  request: number
  entity: number
  enrollment: number
  /** An event below its enrollment. */
  nestedEvent: number
  /** An event in a list of events. */
  listedEvent: number
}

/** What this server can do, decided by its version alone (design: version matrix; recordings). */
export interface Capabilities {
  version: Dhis2Version
  dialect: DialectName
  /** Notes have endpoints of their own: from 2.42. */
  noteEndpoints: boolean
  /** A program's mandatory attributes must stand in the enrollment itself, though the tracked entity has them (recorded: 2.38). */
  enrollmentNeedsAttributes: boolean
  /** A bundle is stored whole or not at all, and as a job where that is wanted: not by the endpoints before /api/tracker. */
  importsBundles: boolean
  /** Newer than any version that this gateway was proved with: it is spoken to as the newest known. */
  newerThanKnown: boolean
  /** 2.43 refuses lists of enrollments and events without a program, even by UID. */
  listsNeedProgram: boolean
  /** From 2.41 the tracker change logs exist. */
  changeLogs: boolean
  /** Change logs of events hold changes of their times and place: from 2.42 (recorded: 225). */
  logsEventFields: boolean
  /** Every program and type has change logs: not on 2.43, where one has to ask for them by `enableChangeLog` (recorded: 224). */
  logsAllPrograms: boolean
  /** Events are found by the unit that owns their tracked entity: from 2.40; before, by their own. */
  eventsByOwner: boolean
  /** Events are found by when they occurred alone: from 2.40; before, by their planned day too where they did not occur yet. */
  exactOccurredAt: boolean
  /** An entity that another unit owns in a protected program is not found: from 2.42; before, it is forbidden (recorded: 099, 191). */
  hidesProtected: boolean
  /** What rows cost on measured servers of this version: where plans start before this server is known. */
  rowCosts: RowCosts
  /** Events by their enrollments' UIDs are the same as those nested under the enrollments (recorded: not on 2.38). */
  batchedEventsExact: boolean
  /** A list may end its order in the object's UID, which makes paging exact. By kind; 2.43 fails at it for tracked entities. */
  orderByUid: { trackedEntities: boolean; enrollments: boolean; events: boolean; relationships: boolean }
  /** Lists without an order come in a stable one (recorded: from 2.41; before, paging loses and repeats rows). */
  stableDefaultOrder: boolean
  /** The pager says whether a page follows (from 2.42). */
  tellsNextPage: boolean
  /** A list by program nests enrollments of other programs too, for a superuser (recorded up to 2.41). */
  nestsOtherPrograms: boolean
  /** A filter can ask for missing values: `null` and `!null`, from 2.42. */
  nullFilters: boolean
  /** Enrollments can be narrowed by tracked entity type: up to 2.42, ignored from 2.43 on. */
  enrollmentsByType: boolean
  /** Events can be sorted by program: 2.43 fails at it (E7145). */
  orderEventsByProgram: boolean
  /** Events can be listed by their enrollments' UIDs: from 2.37. */
  eventsByEnrollments: boolean
  /** Tracked entities can be narrowed by their flag as potential duplicates: from 2.38. */
  potentialDuplicateFilter: boolean
  /** Enrollments hold the events and attributes that are asked for: from 2.41; before, those of a list hold none (recorded: 196). */
  enrollmentsNest: boolean
  /** Events can be sorted by attributes and by their enrollment's date: from 2.40; 2.38 ignores such an order. */
  orderEventsByEnrollment: boolean
  /** Values in filters can be escaped: from 2.40; before, a value with `,` or `:` is cut. */
  filterEscapes: boolean
  /** Events can be narrowed by attributes and by their enrollments' times: from 2.39, ignored before. */
  eventsByAttributes: boolean
  /** Enrollments can be counted: 2.40 answers 409 "did not return a unique result". */
  countsEnrollments: boolean
  /** Deleted relationships can be listed: from 2.40, ignored before. */
  deletedRelationships: boolean
  /** Enrollments can be sorted at all: 2.35 ignores `order` there. */
  sortsEnrollments: boolean
  /** Enrollments can be sorted by createdAt and updatedAt: 2.41 and 2.42 answer 409 "column reference is ambiguous". */
  orderEnrollmentsByTimes: boolean
}

/** What `system/info` tells of a server. Times are in `timeZone`. */
export interface ServerInfo {
  version: string
  serverDate?: string
  timeZone?: string
  systemName?: string
}

/** The signed-in user as `/api/me` shows it. */
export interface Me {
  id: string
  username: string
  displayName?: string
  authorities: string[]
  organisationUnits: { id: string }[]
  dataViewOrganisationUnits: { id: string }[]
  teiSearchOrganisationUnits: { id: string }[]
  programs: string[]
}
