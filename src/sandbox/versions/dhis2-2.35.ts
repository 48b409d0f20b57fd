import { v38 } from './dhis2-2.38.ts'
import type { SandboxVersion } from './version-facts.ts'

/** DHIS2 2.35.14, known from its source and not from recordings: the legacy endpoints alone, with fewer parameters and authors. */
export const v35: SandboxVersion = {
  ...v38,
  name: '2.35',
  systemVersion: '2.35.14',
  apiVersions: { least: 28, greatest: 35 },
  hasTrackerExport: false,
  legacyTracker: {
    relatedTellInactive: false,
    pagersTellLast: false,
    tellsAuthors: false,
    tellsRejectedIndexes: false,
    newJobStatus: 'SCHEDULED',
    locationPrefix: '/api',
    answersEnrollmentsCreated: false,
    failsEventPosts: false,
    // The arguments of EnrollmentController and EventController of 2.35; EventController has none for enrollments.
    unknown: {
      trackedEntityInstances: ['potentialDuplicate'],
      enrollments: ['order'],
      events: ['enrollments', 'programInstances'],
    },
  },
}
