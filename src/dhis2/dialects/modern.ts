import type { PotentialDuplicateRequest } from '../../model/potential-duplicate.ts'
import type { Capabilities } from '../../model/server-info.ts'
import { type RelationshipItem, UID_PROPERTY } from '../../model/tracker.ts'
import type { TrackerFileRequest } from '../../model/tracker-file.ts'
import type {
  EnrollmentQuery,
  EventQuery,
  TimeRange,
  TrackedEntityQuery,
  TrackedQuery,
  TrackerListRequest,
  TrackerQuery,
  UpstreamPage,
} from '../../model/tracker-query.ts'
import { changeLogFromWire } from '../wire/change-log.ts'
import { potentialDuplicatesFromWire } from '../wire/potential-duplicate.ts'
import { fileInfoFromWire, trackerFileFromWire } from '../wire/tracker-file.ts'
import { rowFromWire, rowsFromWire, trackerPage } from '../wire/tracker-page.ts'
import type { Dialect } from './dialect.ts'
import { printDuration } from './duration.ts'
import { createTrackerImport } from './import.ts'
import { createOwnershipWrites } from './ownership.ts'
import { filter, given, list, type Parameter, printFields, printPath } from './parameters.ts'

/** The parameters of a list request in the modern spelling: other dialects are their differences from it. */
export function listParameters(
  { query, fields, page }: TrackerListRequest,
  { version, filterEscapes }: Capabilities,
): Parameter[] {
  // 2.41 ignores `enrollmentStatus` and, on enrollments, `status`, and would answer with every status (recordings).
  const style = { modernStatus: version.major >= 42, escapes: filterEscapes }
  return [
    ...conditions(query, style),
    ...given('order', query.order?.map(({ by, direction }) => `${by}:${direction}`).join(',') || undefined),
    ['fields', printFields(fields)],
    ...paging(page),
  ]
}

/** The parameters of a list of potential duplicates (matrix §7). */
export function duplicateParameters({ status, trackedEntities, page }: PotentialDuplicateRequest): Parameter[] {
  // DHIS2 sorts the pairs by nothing unless told, and moves one whose state changes (source of 2.40 to 2.43): by its row number, then.
  return [['status', status], ...list('trackedEntities', trackedEntities), ['order', 'id:asc'], ...paging(page)]
}

/** Files stand below their record, from 2.41 on; `image` has sizes, `file` has none (2.42 refuses `dimension` there). */
function fileToWire({ kind, id, of, program, dimension }: TrackerFileRequest): string {
  const list = kind === 'events' ? 'dataValues' : 'attributes'
  return printPath(`tracker/${kind}/${id}/${list}/${of}/${dimension ? 'image' : 'file'}`, [
    ...given('program', kind === 'trackedEntities' ? program : undefined),
    ...given('dimension', dimension?.toLowerCase()),
  ])
}

/** What of a version decides how conditions are printed. */
interface Style {
  modernStatus: boolean
  escapes: boolean
}

/** The tracker API from 2.41 on: plural comma-separated lists of UIDs, `orgUnitMode`, a list key named for the kind. */
export function createModernDialect(capabilities: Capabilities): Dialect {
  return {
    listToWire: (request) => printPath(`tracker/${request.query.kind}`, listParameters(request, capabilities)),
    listFromWire({ query: { kind } }, body) {
      const { rows, pager, total } = trackerPage(body, kind)
      return {
        rows: rowsFromWire(kind, rows),
        ...(total !== undefined && { total }),
        ...(capabilities.tellsNextPage && pager && { more: pager.nextPage !== undefined }),
      }
    },
    objectToWire({ kind, id, program, fields }) {
      // Only a tracked entity is seen through a program; the other endpoints know no such parameter.
      const throughProgram = kind === 'trackedEntities' ? given('program', program) : []
      return printPath(`tracker/${kind}/${id}`, [...throughProgram, ['fields', printFields(fields)]])
    },
    objectFromWire: (kind, body) => rowFromWire(kind, body),
    changeLogToWire({ kind, id, program, page, pageSize }) {
      // `paging=false` is ignored here, in every version (source of 2.41 to 2.43: always paged, never counted).
      return printPath(`tracker/${kind}/${id}/changeLogs`, [
        ...given('program', program),
        ...given('page', page),
        ...given('pageSize', pageSize),
      ])
    },
    changeLogFromWire,
    potentialDuplicatesToWire: (request) => printPath('potentialDuplicates', duplicateParameters(request)),
    potentialDuplicatesFromWire,
    fileToWire,
    fileFromWire: trackerFileFromWire,
    fileInfoFromWire,
    ...createTrackerImport(capabilities),
    ...createOwnershipWrites(capabilities),
  }
}

function conditions(query: TrackerQuery, style: Style): Parameter[] {
  return query.kind === 'relationships'
    ? [...relationshipsOf(query.of), ...given('includeDeleted', query.includeDeleted)]
    : [...common(query), ...specific(query, style)]
}

function relationshipsOf({ kind, id }: RelationshipItem): Parameter[] {
  return [[UID_PROPERTY[kind], id]]
}

function common(query: TrackedQuery): Parameter[] {
  return [
    ...given('program', query.program),
    ...given('orgUnitMode', query.orgUnitMode),
    ...range('updated', query.updatedAt),
    ...given('updatedWithin', query.updatedWithin === undefined ? undefined : printDuration(query.updatedWithin)),
    ...given('followUp', query.followUp),
    ...given('includeDeleted', query.includeDeleted),
  ]
}

function specific(query: TrackedQuery, style: Style): Parameter[] {
  switch (query.kind) {
    case 'trackedEntities':
      return trackedEntityParameters(query, style)
    case 'enrollments':
      return enrollmentParameters(query, style)
    case 'events':
      return eventParameters(query, style)
  }
}

function trackedEntityParameters(query: TrackedEntityQuery, style: Style): Parameter[] {
  return [
    ...given('trackedEntityType', query.trackedEntityType),
    ...list('trackedEntities', query.ids),
    ...list('orgUnits', query.orgUnits),
    ...given(style.modernStatus ? 'enrollmentStatus' : 'programStatus', query.enrollmentStatus),
    ...range('enrollmentEnrolled', query.enrolledAt),
    ...range('enrollmentOccurred', query.enrollmentOccurredAt),
    ...given('programStage', query.programStage),
    ...given('eventStatus', query.eventStatus),
    ...range('eventOccurred', query.eventOccurredAt),
    ...given('potentialDuplicate', query.potentialDuplicate),
    ...filter('filter', query.attributes, style.escapes),
    ...given('assignedUserMode', query.assignedUserMode),
    ...list('assignedUsers', query.assignedUsers),
  ]
}

function enrollmentParameters(query: EnrollmentQuery, style: Style): Parameter[] {
  return [
    ...given('trackedEntity', query.trackedEntity),
    ...given('trackedEntityType', query.trackedEntityType),
    ...list('enrollments', query.ids),
    ...list('orgUnits', query.orgUnits),
    ...given(style.modernStatus ? 'status' : 'programStatus', query.status),
    ...range('enrolled', query.enrolledAt),
  ]
}

function eventParameters(query: EventQuery, style: Style): Parameter[] {
  return [
    ...given('programStage', query.programStage),
    ...given('trackedEntity', query.trackedEntity),
    ...list('enrollments', query.enrollments),
    ...list('events', query.ids),
    ...given('orgUnit', query.orgUnits?.[0]),
    ...given('status', query.status),
    ...given(style.modernStatus ? 'enrollmentStatus' : 'programStatus', query.enrollmentStatus),
    ...range('occurred', query.occurredAt),
    ...range('scheduled', query.scheduledAt),
    ...range('enrollmentEnrolled', query.enrolledAt),
    ...range('enrollmentOccurred', query.enrollmentOccurredAt),
    ...filter('filter', query.dataValues, style.escapes),
    ...filter('filterAttributes', query.attributes, style.escapes),
    ...given('assignedUserMode', query.assignedUserMode),
    ...list('assignedUsers', query.assignedUsers),
    ...given('attributeCategoryCombo', query.attributeCategoryCombo),
    ...list('attributeCategoryOptions', query.attributeCategoryOptions),
  ]
}

function range(prefix: string, times: TimeRange | undefined): Parameter[] {
  return [...given(`${prefix}After`, times?.after), ...given(`${prefix}Before`, times?.before)]
}

function paging(page: UpstreamPage | { page: number; pageSize: number }): Parameter[] {
  if (page === 'all') return [['paging', 'false']]
  return [
    ...given('page', page.page),
    ...given('pageSize', page.pageSize),
    ...given('totalPages', ('total' in page && page.total) || undefined),
  ]
}
