/** The DHIS2 versions that the sandbox can stand for. */
export const sandboxVersionNames = ['2.42', '2.43'] as const

/** The name of a version that the sandbox can stand for. */
export type SandboxVersionName = (typeof sandboxVersionNames)[number]

/** The version that the sandbox stands for unless told otherwise. */
export const defaultSandboxVersion: SandboxVersionName = '2.42'

/** What a database answers to a query that DHIS2 builds wrongly. */
export interface FailedQuery {
  message: string
  devMessage?: string
  errorCode?: string
}

/** How one DHIS2 version differs from the others, as named facts that the routes ask for. */
export interface SandboxVersion {
  name: SandboxVersionName
  /** `version` of system/info. */
  systemVersion: string
  /** What system/info holds beyond what all versions tell. */
  systemInfo: Readonly<Record<string, unknown>>
  /** Where unknown callers are sent, with slashes around it. */
  loginPath: string
  /** Seconds that the cookie `SESSION_EXPIRE`, sent with every answer to a user, gives the session; undefined: there is no such cookie. */
  sessionExpiry: number | undefined
  /** Authorities of a superuser beyond those that all versions list. */
  superuserAuthorities: readonly string[]
  metadata: MetadataFacts
  tracker: TrackerFacts
}

/** What a version decides about metadata. */
export interface MetadataFacts {
  /** Objects have `favorite` and `favorites`. */
  hasFavorites: boolean
  /** Objects can be shown to everybody: `external` in `sharing`, `externalize` in `access`. */
  hasExternalSharing: boolean
  /** Properties of every program beyond those that all versions print. */
  programDefaults: Readonly<Record<string, unknown>>
  /** A program's attributes have `skipIndividualAnalytics`. */
  hasSkippedAnalytics: boolean
}

/** What a version decides about the tracker export. */
export interface TrackerFacts {
  /** `trackerEvents` and `singleEvents` beside `events`; events without registration stand in no enrollment. */
  splitsEvents: boolean
  /** Lists of enrollments and events are refused without `program`, even by id. */
  listsNeedProgram: boolean
  /** Rows alike in all terms of `order`: newest first, or by age in the direction of the first term. */
  ties: 'newestFirst' | 'asFirstTerm'
  /** Orders that are allowed but fail in the database, by endpoint and field. */
  failingOrders: Readonly<Record<'trackedEntities' | 'enrollments' | 'events', Readonly<Record<string, FailedQuery>>>>
  /** Attribute values and events tell `storedBy`. */
  showsStoredBy: boolean
  /** Enrollments have an `attributeOptionCombo`. */
  enrollmentsHaveOptionCombo: boolean
  /** Changes are logged whatever the program says; else only where a program or type has `enableChangeLog`, which none of the dataset's has. */
  keepsChangeLogs: boolean
  /** The order in which missing identifiers of an id scheme are told. */
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

const ambiguous = (column: string): FailedQuery => ({
  message: `ERROR: column reference "${column}" is ambiguous\n  Position: 1409`,
})

/** DHIS2 2.42.5.2. */
const v42: SandboxVersion = {
  name: '2.42',
  systemVersion: '2.42.5.2',
  systemInfo: {},
  loginPath: '/dhis-web-login/',
  sessionExpiry: undefined,
  superuserAuthorities: [],
  metadata: { hasFavorites: true, hasExternalSharing: true, programDefaults: {}, hasSkippedAnalytics: true },
  tracker: {
    splitsEvents: false,
    listsNeedProgram: false,
    ties: 'newestFirst',
    // Recordings 440 and 441.
    failingOrders: {
      trackedEntities: {},
      enrollments: { updatedAt: ambiguous('lastupdated'), createdAt: ambiguous('created') },
      events: {},
    },
    showsStoredBy: false,
    enrollmentsHaveOptionCombo: false,
    keepsChangeLogs: true,
    idSchemeKinds: ['orgUnit', 'program', 'programStage', 'categoryOptionCombo', 'categoryOption', 'dataElement'],
  },
}

/** DHIS2 2.43.1. */
const v43: SandboxVersion = {
  name: '2.43',
  systemVersion: '2.43.1',
  systemInfo: { sessionTimeout: 3600, capability: { analyticsTotalCounts: false } },
  loginPath: '/login/',
  sessionExpiry: 3600,
  superuserAuthorities: ['F_CATEGORY_COMBO_MERGE', 'F_CATEGORY_MERGE'],
  metadata: {
    hasFavorites: false,
    hasExternalSharing: false,
    hasSkippedAnalytics: false,
    programDefaults: { enableChangeLog: false, enrollmentCategoryCombo: { id: 'bjDvmb4bfuf' } },
  },
  tracker: {
    splitsEvents: true,
    listsNeedProgram: true,
    ties: 'asFirstTerm',
    // Recordings 432 and 450.
    failingOrders: {
      trackedEntities: {
        trackedEntity: {
          message: 'Query failed because of a syntax error (SqlState: 42702)',
          devMessage: 'ERROR: column reference "uid" is ambiguous\n  Position: 28',
          errorCode: 'E7145',
        },
      },
      enrollments: {},
      events: {
        program: {
          message: 'Query failed because of a syntax error (SqlState: 42703)',
          devMessage: 'ERROR: column "p_uid" does not exist\n  Position: 2885',
          errorCode: 'E7145',
        },
      },
    },
    showsStoredBy: true,
    enrollmentsHaveOptionCombo: true,
    keepsChangeLogs: false,
    idSchemeKinds: ['orgUnit', 'program', 'categoryOptionCombo', 'categoryOption', 'programStage', 'dataElement'],
  },
}

const versions: Readonly<Record<SandboxVersionName, SandboxVersion>> = { '2.42': v42, '2.43': v43 }

/** The facts of a version. */
export const sandboxVersion = (name: SandboxVersionName): SandboxVersion => versions[name]
