import { tomcatPages } from '../container-pages.ts'
import type { FailedQuery, ParameterFacts, SandboxVersion } from './version-facts.ts'

const asIs: ParameterFacts = { old: [], unknown: [] }

const unknownAttribute = (id: string): string =>
  `attribute filters are invalid. Tracked entity attribute '${id}' does not exist.`

/** What PostgreSQL answers where DHIS2 names a column that two of its tables have. */
export const ambiguousColumn = (column: string, position: number): FailedQuery => ({
  message: `ERROR: column reference "${column}" is ambiguous\n  Position: ${position}`,
})

/** DHIS2 2.42.5.2, from which the others differ. */
export const v42: SandboxVersion = {
  name: '2.42',
  systemVersion: '2.42.5.2',
  systemInfo: {},
  apiVersions: { least: 28, greatest: 42 },
  pages: tomcatPages,
  session: {
    loginPath: '/dhis-web-login/',
    cookieAttributes: 'Path=/; HttpOnly; SameSite=Lax',
    opensAnonymously: false,
    expiry: undefined,
    redirects: true,
    challenge: undefined,
    refusesBearer: false,
    wrongToken: { status: 400, message: 'Checksum validation failed' },
  },
  codesErrors: true,
  legacyTracker: undefined,
  hasTrackerExport: true,
  me: { authorities: { added: [], missing: [] }, settings: {}, selectsSettings: true },
  metadata: {
    hasFavorites: true,
    hasExternalSharing: true,
    hasOldSharing: false,
    hidesUnshared: true,
    unknownTypes: [],
    hasAttributeGroups: false,
    tellsSystemId: true,
    firstSortOrder: 0,
    programDefaults: {},
    hasSkippedAnalytics: true,
    hasTwoFactorType: true,
    refusesMalformedIds: true,
  },
  tracker: {
    parameters: { trackedEntities: asIs, enrollments: asIs, events: asIs, relationships: asIs },
    ownership: { trackedEntity: ['trackedEntity'], orgUnit: ['orgUnit', 'ou'], rules: 'strict' },
    knowsSkipPaging: false,
    pageShape: 'linked',
    refusesOddPages: true,
    refusesMalformedUids: true,
    needsOrgUnits: false,
    countsEnrollments: true,
    enrollmentListsNest: true,
    pagesNamedEnrollments: true,
    codesMissingSide: true,
    emptyPageCount: 0,
    refusesNobodyProvided: true,
    ordersEventsByEnrollment: true,
    eventScope: 'owner',
    occurredFallsBack: false,
    trustsCaptureScope: true,
    hasChangeLogs: true,
    listsOldestFirst: false,
    enrollmentOrderFields: [
      'completedAt',
      'createdAt',
      'createdAtClient',
      'enrolledAt',
      'updatedAt',
      'updatedAtClient',
    ],
    duplicates: 'paged',
    trackedEntityNoun: 'TrackedEntity',
    hasOrgUnitNames: false,
    assignedUser: { displayName: 'always', isEmptyForNobody: false },
    relatedInRecords: 'full',
    attributesOfOne: 'ofType',
    splitsEvents: false,
    listsNeedProgram: false,
    ties: 'newestFirst',
    // Recordings 440 and 441.
    failingOrders: {
      trackedEntities: {},
      enrollments: {
        updatedAt: ambiguousColumn('lastupdated', 1409),
        createdAt: ambiguousColumn('created', 1409),
      },
      events: {},
    },
    filters: {
      hasNullOperators: true,
      mostOperators: 3,
      explains: true,
      hasEscapes: true,
      unknownOperator: undefined,
      unknownAttribute,
    },
    deniedOwnership: 'notFound',
    storedBy: new Set(['dataValue']),
    dataValuesHaveAuthors: true,
    notesWithAuthors: 'all',
    relatedAttributesInLists: 'all',
    relatedEnrollmentsTellCompleter: false,
    keepsProvidedElsewhere: true,
    followUpNames: ['followUp'],
    enrollmentsHaveOptionCombo: false,
    keepsChangeLogs: true,
    logsEventFields: true,
    forbidsCachingDuplicates: false,
    // Recording 414.
    placeholderEnrollment: 't8E759fYwfy',
    idSchemeKinds: ['orgUnit', 'program', 'programStage', 'categoryOptionCombo', 'categoryOption', 'dataElement'],
  },
}
