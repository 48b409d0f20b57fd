import { jettyPages } from '../container-pages.ts'
import { ambiguousColumn, v42 } from './dhis2-2.42.ts'
import { imports41 } from './import-facts.ts'
import type { OldParameter, SandboxVersion } from './version-facts.ts'

const orgUnitMode: OldParameter = { from: 'ouMode', to: 'orgUnitMode' }
const orgUnits: OldParameter = { from: 'orgUnit', to: 'orgUnits', list: true }
const assignedUsers: OldParameter = { from: 'assignedUser', to: 'assignedUsers', list: true }

/** DHIS2 2.41.9.1, which takes both spellings of most parameters and runs on Jetty. */
export const v41: SandboxVersion = {
  ...v42,
  name: '2.41',
  systemVersion: '2.41.9.1',
  imports: imports41,
  // What it has no value of is left out.
  systemInfo: {
    lastAnalyticsTableSuccess: undefined,
    intervalSinceLastAnalyticsTableSuccess: undefined,
    lastAnalyticsTableRuntime: undefined,
    lastSystemMonitoringSuccess: undefined,
    lastAnalyticsTablePartitionSuccess: undefined,
    intervalSinceLastAnalyticsTablePartitionSuccess: undefined,
    lastAnalyticsTablePartitionRuntime: undefined,
    systemMetadataVersion: undefined,
    lastMetadataVersionSyncAttempt: undefined,
  },
  pages: jettyPages,
  legacyTracker: {
    relatedTellInactive: true,
    pagersTellLast: true,
    tellsAuthors: true,
    tellsRejectedIndexes: true,
    newJobStatus: 'NOT_STARTED',
    locationPrefix: '/api',
    answersEnrollmentsCreated: true,
    failsEventPosts: true,
    unknown: { events: ['programInstances'] },
  },
  session: {
    ...v42.session,
    loginPath: '/dhis-web-login',
    cookieAttributes: 'Path=/',
    opensAnonymously: true,
    expiry: undefined,
    refusesBearer: true,
  },
  me: {
    authorities: {
      added: ['F_IGNORE_TRACKER_REQUIRED_VALUE_VALIDATION'],
      missing: [
        'F_CATEGORY_OPTION_COMBO_MERGE',
        'F_CATEGORY_OPTION_MERGE',
        'F_DATA_ELEMENT_MERGE',
        'F_JOB_LOG_READ',
        'F_LEGEND_SET_DELETE',
        'F_LEGEND_SET_PRIVATE_ADD',
        'F_LEGEND_SET_PUBLIC_ADD',
        'F_LOCALE_DELETE',
        'F_METADATA_MANAGE',
        'F_MINMAX_DATAELEMENT_ADD',
        'F_MOBILE_SENDSMS',
        'F_MOBILE_SETTINGS',
        'F_OAUTH2_CLIENT_MANAGE',
        'M_dhis-web-app-management',
      ],
    },
    settings: {
      keyDbLocale: undefined,
      keyAnalysisDisplayProperty: 'name',
      keyMessageEmailNotification: true,
      keyMessageSmsNotification: true,
    },
    selectsSettings: false,
  },
  metadata: {
    ...v42.metadata,
    hasExternalSharing: false,
    hasSkippedAnalytics: false,
    hasTwoFactorType: false,
    programDefaults: { categoryMappings: undefined },
    refusesMalformedIds: false,
  },
  tracker: {
    ...v42.tracker,
    parameters: {
      trackedEntities: {
        old: [orgUnits, orgUnitMode, { from: 'trackedEntity', to: 'trackedEntities', list: true }, assignedUsers],
        unknown: ['enrollmentStatus'],
      },
      enrollments: {
        old: [orgUnits, orgUnitMode, { from: 'enrollment', to: 'enrollments', list: true }],
        unknown: ['status'],
      },
      events: {
        old: [
          orgUnitMode,
          { from: 'event', to: 'events', list: true },
          assignedUsers,
          { from: 'attributeCc', to: 'attributeCategoryCombo' },
          { from: 'attributeCos', to: 'attributeCategoryOptions', list: true },
        ],
        unknown: ['enrollmentStatus'],
      },
      relationships: { old: [{ from: 'tei', to: 'trackedEntity' }], unknown: [] },
    },
    ownership: { trackedEntity: ['trackedEntity', 'trackedEntityInstance'], orgUnit: ['ou'], rules: 'scoped' },
    knowsSkipPaging: true,
    pageShape: 'doubled',
    hasNoteEndpoints: false,
    failingOrders: {
      trackedEntities: {},
      enrollments: {
        updatedAt: ambiguousColumn('lastupdated', 1370),
        createdAt: ambiguousColumn('created', 1370),
      },
      events: {},
    },
    filters: { ...v42.tracker.filters, hasNullOperators: false, mostOperators: 2, explains: false },
    deniedOwnership: 'forbidden',
    storedBy: new Set([
      'trackedEntity',
      'attribute',
      'relatedAttribute',
      'enrollment',
      'event',
      'dataValue',
      'relatedDataValue',
      'note',
    ]),
    dataValuesHaveAuthors: false,
    notesWithAuthors: 'outermost',
    // Recording 102.
    relatedAttributesInLists: 'ofType',
    relatedEnrollmentsTellCompleter: true,
    // Recordings 101 and 193.
    unknownFieldsTakeAll: true,
    keepsProvidedElsewhere: false,
    followUpNames: ['followUp', 'followup'],
    logsEventFields: false,
    forbidsCachingDuplicates: true,
    // Recording 111.
    placeholderEnrollment: 'xeN6ggGFYdd',
    idSchemeKinds: [],
  },
}
