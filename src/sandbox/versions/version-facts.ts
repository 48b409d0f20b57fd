import type { ContainerPages } from '../container-pages.ts'
import type { ImportFacts } from './import-facts.ts'

/** The DHIS2 versions that the sandbox can stand for. */
export const sandboxVersionNames = ['2.35', '2.38', '2.40', '2.41', '2.42', '2.43'] as const

/** The name of a version that the sandbox can stand for. */
export type SandboxVersionName = (typeof sandboxVersionNames)[number]

/** The version that the sandbox stands for unless told otherwise. */
export const defaultSandboxVersion: SandboxVersionName = '2.42'

/** How one DHIS2 version differs from the others, as named facts that the routes ask for. */
export interface SandboxVersion {
  name: SandboxVersionName
  /** `version` of system/info. */
  systemVersion: string
  /** What system/info holds beyond what 2.42 tells; undefined for what it leaves out. */
  systemInfo: Readonly<Record<string, unknown>>
  /** The numbers that may stand behind `/api/`, where they mean nothing. */
  apiVersions: { least: number; greatest: number }
  /** The servlet container's own error pages. */
  pages: ContainerPages
  session: SessionFacts
  /** Refusals carry error codes; else what would have one for a bad request or missing right is a conflict. */
  codesErrors: boolean
  /** The endpoints before the tracker export, beside it or alone. */
  legacyTracker: LegacyFacts | undefined
  /** `tracker/…` can be read. */
  hasTrackerExport: boolean
  me: MeFacts
  metadata: MetadataFacts
  tracker: TrackerFacts
  /** `POST tracker`. */
  imports: ImportFacts
}

/** What a version decides about `trackedEntityInstances`, `enrollments`, `events` and `relationships`. */
export interface LegacyFacts {
  /** What a nested relationship relates tells `inactive`. */
  relatedTellInactive: boolean
  /** Without `totalPages` the pager tells whether a page is the last; else it counts nothing and says 0 in one page. */
  pagersTellLast: boolean
  /** Tracked entities and enrollments tell who created and updated them, and tracked entities whether they may be duplicates. */
  tellsAuthors: boolean
  /** Import summaries tell rejected indexes, and import options those of data sets. */
  tellsRejectedIndexes: boolean
  /** The status of a job that was just begun. */
  newJobStatus: 'SCHEDULED' | 'NOT_STARTED'
  /** What stands in the `Location` of an import between the server's origin and the list. */
  locationPrefix: '/api' | '/api/api'
  /** POST enrollments is answered 201 whatever became of them. */
  answersEnrollmentsCreated: boolean
  /** POST events fails in the database, unless it is a job. */
  failsEventPosts: boolean
  /** Parameters that an endpoint does not know, and so ignores. */
  unknown: Readonly<Partial<Record<'trackedEntityInstances' | 'enrollments' | 'events', readonly string[]>>>
}

/** What a version decides about signing in. */
export interface SessionFacts {
  /** Where unknown callers are sent. */
  loginPath: string
  /** What follows the id in the session's cookie. */
  cookieAttributes: string
  /** Callers who are not let in get a session too, which is good for nothing. */
  opensAnonymously: boolean
  /** Seconds that the cookie `SESSION_EXPIRE`, sent with every answer to a user, gives the session; undefined: there is no such cookie. */
  expiry: number | undefined
  /** A Bearer token that nobody issued is refused with 401, and not ignored. */
  refusesBearer: boolean
  /** Unknown callers are sent to log in; else refused with 401. */
  redirects: boolean
  /** `WWW-Authenticate` of such refusals. */
  challenge: string | undefined
  /** The refusal of an ApiToken that nobody issued. */
  wrongToken: { status: 400 | 401; message: string }
}

/** What a version decides about `/me`. */
export interface MeFacts {
  /** Authorities of a superuser beyond those of 2.42, and those of 2.42 that it does not know. */
  authorities: { added: readonly string[]; missing: readonly string[] }
  /** Settings beyond those that all versions tell; undefined for those that it leaves out. */
  settings: Readonly<Record<string, unknown>>
  /** `fields=settings[…]` selects; otherwise all settings come. */
  selectsSettings: boolean
}

/** What a version decides about metadata. */
export interface MetadataFacts {
  /** Objects have `favorite` and `favorites`. */
  hasFavorites: boolean
  /** Objects can be shown to everybody: `external` in `sharing`, `externalize` in `access`. */
  hasExternalSharing: boolean
  /** Sharing is told by `publicAccess`, `externalAccess`, `userAccesses` and `userGroupAccesses` too. */
  hasOldSharing: boolean
  /** Sharing is looked at when one object is read by its id; else only lists leave out what the user may not see. */
  hidesUnshared: boolean
  /** `locale=fr` translates the answer; else the user's own settings alone do. */
  knowsLocale: boolean
  /** Types that the version does not have yet. */
  unknownTypes: readonly string[]
  /** A program's attributes have `programTrackedEntityAttributeGroups`. */
  hasAttributeGroups: boolean
  /** `system` of the metadata bundle tells the server's id. */
  tellsSystemId: boolean
  /** The `sortOrder` of an option set's first option. */
  firstSortOrder: 0 | 1
  /** Properties of every program beyond those of 2.42; undefined for those that it leaves out. */
  programDefaults: Readonly<Record<string, unknown>>
  /** A program's attributes have `skipIndividualAnalytics`. */
  hasSkippedAnalytics: boolean
  /** Users have `twoFactorType`. */
  hasTwoFactorType: boolean
  /** A file tells whether a value names it. */
  tellsAssignedFiles: boolean
  /** An image has its smaller sizes as soon as it is uploaded; else once it is stored. */
  scalesImagesAtOnce: boolean
  /** A malformed id is no path of the API, and so answers 405 instead of 404. */
  refusesMalformedIds: boolean
}

/** What a database answers to a query that DHIS2 builds wrongly. */
export interface FailedQuery {
  message: string
  devMessage?: string
  errorCode?: string
}

/** A list of the tracker export. */
export type TrackerList = 'trackedEntities' | 'enrollments' | 'events' | 'relationships'

/** An older name of a parameter beside the one that 2.42 knows; `list` where it holds UIDs separated by `;`. */
export interface OldParameter {
  from: string
  to: string
  list?: boolean
}

/** How the parameters of a list differ from those of 2.42. */
export interface ParameterFacts {
  /** Parameters that are also, or only, known by another name. */
  old: readonly OldParameter[]
  /** Parameters of 2.42 that are not known, and so are ignored. */
  unknown: readonly string[]
}

/** What a `storedBy` can stand at; `related…` is what a relationship shows. */
export type StoredKind =
  | 'trackedEntity'
  | 'attribute'
  | 'relatedAttribute'
  | 'enrollment'
  | 'event'
  | 'dataValue'
  | 'relatedDataValue'
  | 'note'

/** What a version decides about filters by attributes and data elements. */
export interface FilterFacts {
  /** The operators `null` and `!null` are known. */
  hasNullOperators: boolean
  /** How many operators one attribute or data element may have. */
  mostOperators: number
  /** What is wrong is told, not only the filter. */
  explains: boolean
  /** `/` before a comma, colon or slash makes it part of a value. */
  hasEscapes: boolean
  /** How an unknown operator is refused, where it is told. */
  unknownOperator: ((word: string) => string) | undefined
  /** How a filter by an attribute that there is not is refused. */
  unknownAttribute: (id: string) => string
}

/** What a version decides about transferring ownership and breaking the glass. */
export interface OwnershipFacts {
  /** The names of the parameter of the tracked entity, that of today first. */
  trackedEntity: readonly string[]
  /** The names of the parameter of the new owner, that of today first. */
  orgUnit: readonly string[]
  /**
   * What is refused: only a transfer without access (`lax`), org units and programs of no right too (`scoped`), tracked entities that the
   * caller may not read (`strict`), or everything with the reason (`explained`).
   */
  rules: 'lax' | 'scoped' | 'strict' | 'explained'
}

/** What a version decides about the tracker export. */
export interface TrackerFacts {
  parameters: Readonly<Record<TrackerList, ParameterFacts>>
  ownership: OwnershipFacts
  /** `skipPaging=true` is known beside `paging=false`. */
  knowsSkipPaging: boolean
  /** The page is told by `pager` with links, by `pager` without links and once more beside it, or only beside a list that is named `instances` whatever it holds. */
  pageShape: 'linked' | 'doubled' | 'instances'
  /** Pages below 1, of no rows or of very many are refused, and so is `paging=false` beside a page. */
  refusesOddPages: boolean
  /** What is no UID is refused where one belongs; else it is one that nobody has. */
  refusesMalformedUids: boolean
  /** Lists of tracked entities and enrollments are refused without org units, unless the mode needs none or tracked entities are named. */
  needsOrgUnits: boolean
  /** Lists of enrollments with `totalPages=true` are answered; else their count fails in the database. */
  countsEnrollments: boolean
  /** How many pages an empty list has, where they are counted. */
  emptyPageCount: 0 | 1
  /** `assignedUserMode=PROVIDED` without users is refused; else it finds nothing. */
  refusesNobodyProvided: boolean
  /** Events can be ordered by what is of their enrollment or tracked entity; else such terms are ignored. */
  ordersEventsByEnrollment: boolean
  /** Whose org unit decides whether a list of events holds one: the owner of its tracked entity, or its own. */
  eventScope: 'owner' | 'event'
  /** Events that did not occur yet are judged by their scheduled day where `occurredAfter` and `occurredBefore` ask. */
  occurredFallsBack: boolean
  /** A search in the capture scope may be as vague as the caller likes. */
  trustsCaptureScope: boolean
  /** Notes are added by `note` below an enrollment or event too, not only by an import. */
  hasNoteEndpoints: boolean
  /** `changeLogs`, and files that are values, below tracked entities and events. */
  hasChangeLogs: boolean
  /** Without `order`, and where it leaves a tie, tracked entities and enrollments come oldest first; events newest first. */
  listsOldestFirst: boolean
  /** Lists of enrollments hold the events and attributes of each; else those lists are empty, and only a single enrollment has them. */
  enrollmentListsNest: boolean
  /** Lists of enrollments named by id have pages; else they come whole. */
  pagesNamedEnrollments: boolean
  /** A list of relationships of nothing is refused with an error code. */
  codesMissingSide: boolean
  /** What enrollments can be ordered by. */
  enrollmentOrderFields: readonly string[]
  /** The list of potential duplicates: `flat` tells the page size beside it. */
  duplicates: 'paged' | 'flat' | 'identifiableObjects'
  /** What a tracked entity is called where there is none of an id. */
  trackedEntityNoun: 'TrackedEntity' | 'TrackedEntityInstance'
  /** Enrollments and events have `orgUnitName`. */
  hasOrgUnitNames: boolean
  /** Where `assignedUser` tells its `displayName`, and whether it is empty or left out where nobody is assigned. */
  assignedUser: { displayName: 'always' | 'outsideRelationships' | 'never'; isEmptyForNobody: boolean }
  /** What a relationship relates shows in full inside another record, or as its id among empty fields. */
  relatedInRecords: 'full' | 'bare'
  /** A single tracked entity without `program` shows the attributes of its type, or all that the user may read. */
  attributesOfOne: 'ofType' | 'all'
  /** `trackerEvents` and `singleEvents` beside `events`; events without registration stand in no enrollment. */
  splitsEvents: boolean
  /** Lists of enrollments and events are refused without `program`, even by id. */
  listsNeedProgram: boolean
  /** Rows alike in all terms of `order`: newest first, or by age in the direction of the first term. */
  ties: 'newestFirst' | 'asFirstTerm'
  /** Orders that are allowed but fail in the database, by endpoint and field. */
  failingOrders: Readonly<Record<'trackedEntities' | 'enrollments' | 'events', Readonly<Record<string, FailedQuery>>>>
  filters: FilterFacts
  /** The refusal of one tracked entity whose owner is out of reach. */
  deniedOwnership: 'notFound' | 'forbidden' | 'unauthorized'
  /** What tells `storedBy`. */
  storedBy: ReadonlySet<StoredKind>
  /** Data values tell who created and updated them as users. */
  dataValuesHaveAuthors: boolean
  /** Notes tell who created them as a user: all, or only those of records that were themselves asked for. */
  notesWithAuthors: 'all' | 'outermost'
  /** A tracked entity that a relationship in a list of tracked entities shows has all its values, or only those of its type. */
  relatedAttributesInLists: 'all' | 'ofType'
  /** An enrollment that a relationship shows has the attributes of its program alone, or all of its tracked entity. */
  relatedEnrollmentAttributes: 'ofProgram' | 'all'
  /** A selection below a field, such as `enrollments[nosuch]`, that names nothing there is takes everything; else nothing. */
  unknownFieldsTakeAll: boolean
  /** The lists that also come as CSV, and whether one that is refused is then a page of the servlet container about a failure. */
  csv: { lists: readonly ('trackedEntities' | 'events')[]; failsWhenRefused: boolean }
  /** A single tracked entity outside the search scope is refused by its org unit, before the program is looked at. */
  refusesOneOutsideScope: boolean
  /** An enrollment that a relationship shows tells `completedBy`. */
  relatedEnrollmentsTellCompleter: boolean
  /** Data values keep `providedElsewhere` of the import. */
  keepsProvidedElsewhere: boolean
  /** Under which names events tell whether their enrollment is followed up. */
  followUpNames: readonly ('followUp' | 'followup')[]
  /** Enrollments have an `attributeOptionCombo`. */
  enrollmentsHaveOptionCombo: boolean
  /** Changes are logged whatever the program says; else only where a program or type has `enableChangeLog`, which none of the dataset's has. */
  keepsChangeLogs: boolean
  /** Change logs of events hold their dates and geometry beside data values. */
  logsEventFields: boolean
  /** The list of potential duplicates says that it must not be cached. */
  forbidsCachingDuplicates: boolean
  /** The enrollment that events without registration stand in. */
  placeholderEnrollment: string
  /** Where events without registration tell that enrollment. */
  tellsPlaceholder: 'everywhere' | 'inRelationships' | 'nowhere'
  /** The order in which missing identifiers of an id scheme are told; empty where id schemes have no effect. */
  idSchemeKinds: readonly IdSchemeKind[]
}

/** A kind of metadata that an id scheme can name in events. */
export type IdSchemeKind =
  | 'orgUnit'
  | 'program'
  | 'programStage'
  | 'categoryOptionCombo'
  | 'categoryOption'
  | 'dataElement'
