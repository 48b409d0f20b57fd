import type { Capabilities } from '../../model/server-info.ts'
import type { TrackerKind } from '../../model/tracker.ts'
import type { TrackerListRequest, TrackerQuery } from '../../model/tracker-query.ts'
import { Dhis2Error } from '../errors.ts'
import { rowFromWire, rowsFromWire, trackerPage } from '../wire/tracker-page.ts'
import { cutPage } from './cut-page.ts'
import type { Dialect } from './dialect.ts'
import { createInstancesDialect, withScope } from './instances.ts'
import { createLegacyImport } from './legacy-import.ts'
import { legacyFields, legacyWord, modernRow } from './legacy-words.ts'
import { listParameters } from './modern.ts'
import { type Parameter, printFields, printPath } from './parameters.ts'

/** Where the old endpoints are; each answers under its own name. */
const ENDPOINTS: Record<TrackerKind, string> = {
  trackedEntities: 'trackedEntityInstances',
  enrollments: 'enrollments',
  events: 'events',
  relationships: 'relationships',
}

/** An old name of a parameter; `list`: its UIDs stand between semicolons. */
type Respelled = readonly [name: string, list?: 'list']

const COMMON: Record<string, Respelled> = {
  orgUnitMode: ['ouMode'],
  orgUnits: ['ou', 'list'],
  updatedWithin: ['lastUpdatedDuration'],
  updatedAfter: ['lastUpdatedStartDate'],
  updatedBefore: ['lastUpdatedEndDate'],
  assignedUsers: ['assignedUser', 'list'],
  enrollmentStatus: ['programStatus'],
  trackedEntity: ['trackedEntityInstance'],
}

/** What the old endpoints call a parameter of the modern API (matrix §9; one that is not here has the same name). */
const SPELLING: Record<TrackerKind, Record<string, Respelled>> = {
  trackedEntities: {
    ...COMMON,
    trackedEntities: ['trackedEntityInstance', 'list'],
    enrollmentEnrolledAfter: ['programEnrollmentStartDate'],
    enrollmentEnrolledBefore: ['programEnrollmentEndDate'],
    enrollmentOccurredAfter: ['programIncidentStartDate'],
    enrollmentOccurredBefore: ['programIncidentEndDate'],
    eventOccurredAfter: ['eventStartDate'],
    eventOccurredBefore: ['eventEndDate'],
  },
  enrollments: {
    ...COMMON,
    enrollments: ['enrollment', 'list'],
    status: ['programStatus'],
    updatedAfter: ['lastUpdated'],
    enrolledAfter: ['programStartDate'],
    enrolledBefore: ['programEndDate'],
  },
  events: {
    ...COMMON,
    events: ['event', 'list'],
    occurredAfter: ['startDate'],
    occurredBefore: ['endDate'],
    scheduledAfter: ['dueDateStart'],
    scheduledBefore: ['dueDateEnd'],
    attributeCategoryCombo: ['attributeCc'],
    attributeCategoryOptions: ['attributeCos', 'list'],
  },
  relationships: { trackedEntity: ['tei'] },
}

/** The endpoints before `/api/tracker`, with their own words for everything: 2.35, which has no others to read by. */
export function createLegacyDialect(capabilities: Capabilities): Dialect {
  return {
    ...createInstancesDialect(capabilities),
    listToWire(request) {
      const { kind } = request.query
      refuseIgnored(request.query, capabilities)
      const parameters = listParameters(inOldWords(request), capabilities)
      return printPath(
        ENDPOINTS[kind],
        parameters.map((parameter) => respell(kind, parameter)),
      )
    },
    listFromWire({ query: { kind }, page }, body) {
      // Relationships come as a bare list, whole.
      const { rows, total } = Array.isArray(body)
        ? { rows: cutPage(body, page), total: body.length }
        : trackerPage(body, ENDPOINTS[kind])
      return {
        rows: rowsFromWire(
          kind,
          rows.map((row) => modern(kind, row)),
        ),
        ...(total !== undefined && { total }),
      }
    },
    objectToWire({ kind, id, program, fields }) {
      const through: Parameter[] = kind === 'trackedEntities' && program ? [['program', program]] : []
      return printPath(`${ENDPOINTS[kind]}/${id}`, [...through, ['fields', printFields(legacyFields(kind, fields))]])
    },
    objectFromWire: (kind, body) => rowFromWire(kind, modern(kind, body)),
    ...createLegacyImport(capabilities),
  }
}

/** What these endpoints ignore must not be asked of them: they would answer with everything. */
function refuseIgnored(query: TrackerQuery, { version }: Capabilities): void {
  const ignored =
    query.kind === 'events'
      ? [query.enrollments, query.attributes, query.enrolledAt, query.enrollmentOccurredAt]
      : query.kind === 'relationships'
        ? [query.includeDeleted]
        : []
  if (ignored.some((condition) => condition !== undefined))
    throw new Dhis2Error('unsupported', `The legacy endpoints of DHIS2 ${version.text} cannot narrow a list so`)
}

function inOldWords(request: TrackerListRequest): TrackerListRequest {
  const { query } = request
  const order = query.order?.map(({ by, direction }) => ({ by: legacyWord(query.kind, by), direction }))
  return {
    ...request,
    query: withScope(order ? { ...query, order } : query),
    fields: legacyFields(query.kind, request.fields),
  }
}

function respell(kind: TrackerKind, [name, value]: Parameter): Parameter {
  if (name === 'paging') return ['skipPaging', 'true']
  const [old, list] = SPELLING[kind][name] ?? [name]
  return [old, list ? value.replaceAll(',', ';') : value]
}

function modern(kind: TrackerKind, row: unknown): unknown {
  return typeof row === 'object' && row !== null ? modernRow(kind, row) : row
}
