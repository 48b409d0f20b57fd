import { v41 } from './dhis2-2.41.ts'
import { imports40 } from './import-facts.ts'
import type { LegacyFacts, ParameterFacts, SandboxVersion, TrackerList } from './version-facts.ts'

/** The old names of 2.41 are the only ones; what has none is no parameter yet. */
function oldNamesOnly(list: TrackerList, unknown: readonly string[] = []): ParameterFacts {
  const { old } = v41.tracker.parameters[list]
  return { old, unknown: ['paging', 'enrollmentStatus', ...old.map(({ to }) => to), ...unknown] }
}

/** What 2.40 decides about the legacy endpoints; its EventCriteria names enrollments `programInstances` alone. */
export const legacyTracker40: LegacyFacts = {
  relatedTellInactive: true,
  pagersTellLast: true,
  tellsAuthors: true,
  tellsRejectedIndexes: true,
  newJobStatus: 'SCHEDULED',
  locationPrefix: '/api',
  answersEnrollmentsCreated: true,
  failsEventPosts: false,
  unknown: { events: ['enrollments'] },
}

/** DHIS2 2.40.12, whose tracker export has the old names alone and keeps every list under `instances`. */
export const v40: SandboxVersion = {
  ...v41,
  name: '2.40',
  systemVersion: '2.40.12',
  imports: imports40,
  legacyTracker: legacyTracker40,
  systemInfo: {
    ...v41.systemInfo,
    lastAnalyticsTableSuccess: '2026-11-21T02:35:18.998',
    intervalSinceLastAnalyticsTableSuccess: '23 s',
    lastAnalyticsTableRuntime: '00:00:22.133',
  },
  session: {
    ...v41.session,
    loginPath: '/dhis-web-commons/security/login.action',
    wrongToken: { status: 401, message: 'The API token does not exists.' },
  },
  me: {
    ...v41.me,
    authorities: {
      added: [
        ...v41.me.authorities.added,
        'F_DATAVALUE_DELETE',
        'F_EXPORT_EVENTS',
        'F_IMPORT_DATA',
        'F_IMPORT_EVENTS',
        'F_PROGRAM_DASHBOARD_CONFIG_ADMIN',
        'F_TRACKER_IMPORTER_EXPERIMENTAL',
        'F_USERGROUP_MANAGING_RELATIONSHIPS_ADD',
        'F_USERGROUP_MANAGING_RELATIONSHIPS_VIEW',
      ],
      missing: [
        ...v41.me.authorities.missing,
        'F_INDICATOR_MERGE',
        'F_INDICATOR_TYPE_MERGE',
        'F_PREVIOUS_IMPERSONATOR_AUTHORITY',
      ],
    },
  },
  metadata: {
    ...v41.metadata,
    hasExternalSharing: true,
    hasOldSharing: true,
    tellsAssignedFiles: false,
    hidesUnshared: false,
    // Recordings 420 and 422.
    knowsLocale: true,
    firstSortOrder: 1,
  },
  tracker: {
    ...v41.tracker,
    parameters: {
      trackedEntities: oldNamesOnly('trackedEntities'),
      enrollments: oldNamesOnly('enrollments', ['status']),
      events: oldNamesOnly('events'),
      relationships: v41.tracker.parameters.relationships,
    },
    ownership: { trackedEntity: ['trackedEntityInstance'], orgUnit: ['ou'], rules: 'scoped' },
    pageShape: 'instances',
    refusesOddPages: false,
    refusesMalformedUids: false,
    needsOrgUnits: true,
    countsEnrollments: false,
    // Recording 196.
    enrollmentListsNest: false,
    pagesNamedEnrollments: false,
    codesMissingSide: false,
    hasChangeLogs: false,
    listsOldestFirst: true,
    enrollmentOrderFields: [
      ...v41.tracker.enrollmentOrderFields,
      'enrollment',
      'trackedEntity',
      'occurredAt',
      'status',
    ],
    failingOrders: { trackedEntities: {}, enrollments: {}, events: {} },
    filters: { ...v41.tracker.filters, unknownAttribute: (id) => `Attribute does not exist: ${id}` },
    deniedOwnership: 'unauthorized',
    duplicates: 'flat',
    trackedEntityNoun: 'TrackedEntityInstance',
    hasOrgUnitNames: true,
    assignedUser: { displayName: 'outsideRelationships', isEmptyForNobody: true },
    relatedInRecords: 'bare',
    attributesOfOne: 'all',
    storedBy: new Set(),
    followUpNames: ['followup'],
    // Recording 471.
    placeholderEnrollment: 'Q0vWQ2diGaa',
    tellsPlaceholder: 'inRelationships',
    relatedEnrollmentAttributes: 'ofProgram',
    // Recording 226.
    csv: { lists: ['trackedEntities', 'events'], failsWhenRefused: true },
  },
}
