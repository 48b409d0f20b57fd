import { legacyTracker40, v40 } from './dhis2-2.40.ts'
import { imports38 } from './import-facts.ts'
import type { ParameterFacts, SandboxVersion } from './version-facts.ts'

const events: ParameterFacts = {
  old: v40.tracker.parameters.events.old,
  unknown: [
    ...v40.tracker.parameters.events.unknown,
    'filterAttributes',
    'enrollmentEnrolledAfter',
    'enrollmentEnrolledBefore',
    'enrollmentOccurredAfter',
    'enrollmentOccurredBefore',
  ],
}

/** DHIS2 2.38.7, which has no error codes and answers most mistakes with 409. */
export const v38: SandboxVersion = {
  ...v40,
  name: '2.38',
  systemVersion: '2.38.7',
  imports: imports38,
  systemInfo: {
    ...v40.systemInfo,
    lastAnalyticsTableSuccess: '2026-11-21T03:47:19.315',
    intervalSinceLastAnalyticsTableSuccess: '10 s',
    lastAnalyticsTableRuntime: '00:00:07.058',
  },
  apiVersions: { least: 28, greatest: 39 },
  session: { ...v40.session, redirects: false, challenge: 'Basic realm="DHIS2_API"' },
  codesErrors: false,
  legacyTracker: {
    ...legacyTracker40,
    relatedTellInactive: false,
    tellsRejectedIndexes: false,
    locationPrefix: '/api/api',
  },
  me: {
    ...v40.me,
    authorities: {
      ...v40.me.authorities,
      missing: [...v40.me.authorities.missing, 'F_CAPTURE_DATASTORE_UPDATE', 'F_IMPERSONATE_USER'],
    },
  },
  metadata: {
    ...v40.metadata,
    unknownTypes: ['programStageWorkingLists'],
    hasAttributeGroups: true,
    tellsSystemId: false,
  },
  tracker: {
    ...v40.tracker,
    parameters: { ...v40.tracker.parameters, events },
    ownership: { ...v40.tracker.ownership, rules: 'lax' },
    countsEnrollments: true,
    emptyPageCount: 1,
    refusesNobodyProvided: false,
    ordersEventsByEnrollment: false,
    eventScope: 'event',
    occurredFallsBack: true,
    trustsCaptureScope: false,
    filters: {
      ...v40.tracker.filters,
      hasEscapes: false,
      unknownOperator: (word) => `No enum constant org.hisp.dhis.common.QueryOperator.${word.toUpperCase()}`,
    },
    duplicates: 'identifiableObjects',
    assignedUser: { displayName: 'never', isEmptyForNobody: true },
    attributesOfOne: 'ofType',
    placeholderEnrollment: 'uwzrMuFh510',
    // Recording 226.
    csv: { ...v40.tracker.csv, lists: ['events'] },
    // Recordings 100 and 192.
    refusesOneOutsideScope: true,
  },
}
