import type { Capabilities, Dhis2Version } from '../../model/server-info.ts'
import { Dhis2Error } from '../errors.ts'
import { rowCostsOf } from './row-costs.ts'

/** The oldest and the newest DHIS2 whose exchanges this gateway's dialects are proved by. */
export const OLDEST_MAJOR = 35
/** The newest known version: newer servers are spoken to as this one. */
export const NEWEST_MAJOR = 43

/** What a server can do when it is asked by the endpoints before /api/tracker, whatever its version (matrix §9). */
export function asLegacy(capabilities: Capabilities): Capabilities {
  return {
    ...capabilities,
    dialect: 'LEGACY',
    noteEndpoints: false,
    importsBundles: false,
    enrollmentNeedsAttributes: true,
    changeLogs: false,
    logsEventFields: false,
    logsAllPrograms: false,
    eventsByOwner: false,
    exactOccurredAt: false,
    batchedEventsExact: false,
    orderByUid: { ...capabilities.orderByUid, enrollments: false },
    stableDefaultOrder: false,
    tellsNextPage: false,
    nullFilters: false,
    filterEscapes: false,
    sortsEnrollments: false,
    enrollmentsNest: false,
    orderEventsByEnrollment: false,
    eventsByAttributes: false,
    eventsByEnrollments: false,
    potentialDuplicateFilter: false,
    deletedRelationships: false,
  }
}

/** Reads "2.42.5.2", "2.43-SNAPSHOT" or, from 43 on, "43.1.0" (DHIS2 may drop the leading "2."). */
export function parseVersion(text: string): Dhis2Version {
  const match = /^(?:2\.)?(\d{2,3})(?:\.(\d+))?/.exec(text)
  if (!match) throw new Dhis2Error('unexpected', `The server calls its version "${text}", which is none of DHIS2's`)
  return { major: Number(match[1]), patch: Number(match[2] ?? 0), text }
}

/** What a server of this version can do. Sources: `design` version matrix §0, §2, §10; the recordings of each version. */
export function capabilitiesOf(version: Dhis2Version): Capabilities {
  if (version.major < OLDEST_MAJOR)
    throw new Dhis2Error(
      'unsupported',
      `This gateway serves DHIS2 2.${OLDEST_MAJOR} and newer, and the server is ${version.text}: upgrade the server`,
    )
  const { major } = version
  const known: Capabilities = {
    version,
    dialect: major >= 41 ? 'MODERN' : major >= 36 ? 'INSTANCES' : 'LEGACY',
    importsBundles: true,
    noteEndpoints: major >= 42,
    enrollmentNeedsAttributes: major <= 39,
    newerThanKnown: major > NEWEST_MAJOR,
    listsNeedProgram: major >= 43,
    changeLogs: major >= 41,
    logsEventFields: major >= 42,
    logsAllPrograms: major === 41 || major === 42,
    eventsByOwner: major >= 40,
    exactOccurredAt: major >= 40,
    hidesProtected: major >= 42,
    rowCosts: rowCostsOf(major),
    batchedEventsExact: major >= 40,
    orderByUid: { trackedEntities: major <= 42, enrollments: major <= 40, events: true, relationships: false },
    stableDefaultOrder: major >= 41,
    tellsNextPage: major >= 42,
    nestsOtherPrograms: major <= 41,
    nullFilters: major >= 42,
    enrollmentsByType: major <= 42,
    orderEventsByProgram: major <= 42,
    sortsEnrollments: major >= 36,
    enrollmentsNest: major >= 41,
    orderEventsByEnrollment: major >= 40,
    eventsByEnrollments: major >= 37,
    potentialDuplicateFilter: major >= 38,
    filterEscapes: major >= 40,
    eventsByAttributes: major >= 39,
    countsEnrollments: major !== 40,
    deletedRelationships: major >= 40,
    orderEnrollmentsByTimes: major >= 43 || major <= 40,
  }
  return known.dialect === 'LEGACY' ? asLegacy(known) : known
}
