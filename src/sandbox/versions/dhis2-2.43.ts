import { defaults } from '../dataset-metadata.ts'
import { v42 } from './dhis2-2.42.ts'
import { imports43 } from './import-facts.ts'
import type { SandboxVersion } from './version-facts.ts'

/** DHIS2 2.43.1. */
export const v43: SandboxVersion = {
  ...v42,
  name: '2.43',
  systemVersion: '2.43.1',
  imports: imports43,
  systemInfo: { sessionTimeout: 3600, capability: { analyticsTotalCounts: false } },
  apiVersions: { least: 28, greatest: 43 },
  session: { ...v42.session, loginPath: '/login/', expiry: 3600 },
  me: { ...v42.me, authorities: { added: ['F_CATEGORY_COMBO_MERGE', 'F_CATEGORY_MERGE'], missing: [] } },
  metadata: {
    ...v42.metadata,
    hasFavorites: false,
    hasExternalSharing: false,
    hasSkippedAnalytics: false,
    scalesImagesAtOnce: true,
    programDefaults: { enableChangeLog: false, enrollmentCategoryCombo: { id: defaults.categoryCombo } },
  },
  tracker: {
    ...v42.tracker,
    ownership: { trackedEntity: ['trackedEntity'], orgUnit: ['orgUnit'], rules: 'explained' },
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
    storedBy: new Set(['attribute', 'enrollment', 'event', 'dataValue', 'note']),
    enrollmentsHaveOptionCombo: true,
    keepsChangeLogs: false,
    tellsPlaceholder: 'nowhere',
    idSchemeKinds: ['orgUnit', 'program', 'categoryOptionCombo', 'categoryOption', 'programStage', 'dataElement'],
  },
}
