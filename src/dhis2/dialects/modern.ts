import type { Capabilities } from '../../model/server-info.ts'
import { type RelationshipItem, UID_PROPERTY } from '../../model/tracker.ts'
import type {
  EnrollmentQuery,
  EventQuery,
  TimeRange,
  TrackedEntityQuery,
  TrackedQuery,
  TrackerQuery,
  UpstreamPage,
} from '../../model/tracker-query.ts'
import { changeLogFromWire } from '../wire/change-log.ts'
import { rowFromWire, rowsFromWire, trackerPage } from '../wire/tracker-page.ts'
import type { Dialect } from './dialect.ts'
import { printDuration } from './duration.ts'
import { filter, given, list, type Parameter, printFields, printPath } from './parameters.ts'

/** The tracker API from 2.41 on: plural comma-separated lists of UIDs, `orgUnitMode`, a list key named for the kind. */
export function createModernDialect(capabilities: Capabilities): Dialect {
  // 2.41 ignores `enrollmentStatus` and, on enrollments, `status`, and would answer with every status (recordings).
  const modernStatus = capabilities.version.major >= 42
  return {
    listToWire({ query, fields, page }) {
      const parameters = [
        ...conditions(query, modernStatus),
        ...given('order', query.order?.map(({ by, direction }) => `${by}:${direction}`).join(',') || undefined),
        ['fields', printFields(fields)] as const,
        ...paging(page),
      ]
      return printPath(`tracker/${query.kind}`, parameters)
    },
    listFromWire(kind, body) {
      const { rows, pager } = trackerPage(body, kind)
      return {
        rows: rowsFromWire(kind, rows),
        ...(pager?.total !== undefined && { total: pager.total }),
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
  }
}

function conditions(query: TrackerQuery, modernStatus: boolean): Parameter[] {
  return query.kind === 'relationships'
    ? [...relationshipsOf(query.of), ...given('includeDeleted', query.includeDeleted)]
    : [...common(query), ...specific(query, modernStatus)]
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

function specific(query: TrackedQuery, modernStatus: boolean): Parameter[] {
  switch (query.kind) {
    case 'trackedEntities':
      return trackedEntityParameters(query, modernStatus)
    case 'enrollments':
      return enrollmentParameters(query, modernStatus)
    case 'events':
      return eventParameters(query, modernStatus)
  }
}

function trackedEntityParameters(query: TrackedEntityQuery, modernStatus: boolean): Parameter[] {
  return [
    ...given('trackedEntityType', query.trackedEntityType),
    ...list('trackedEntities', query.ids),
    ...list('orgUnits', query.orgUnits),
    ...given(modernStatus ? 'enrollmentStatus' : 'programStatus', query.enrollmentStatus),
    ...range('enrollmentEnrolled', query.enrolledAt),
    ...range('enrollmentOccurred', query.enrollmentOccurredAt),
    ...given('programStage', query.programStage),
    ...given('eventStatus', query.eventStatus),
    ...range('eventOccurred', query.eventOccurredAt),
    ...given('potentialDuplicate', query.potentialDuplicate),
    ...filter('filter', query.attributes),
    ...given('assignedUserMode', query.assignedUserMode),
    ...list('assignedUsers', query.assignedUsers),
  ]
}

function enrollmentParameters(query: EnrollmentQuery, modernStatus: boolean): Parameter[] {
  return [
    ...given('trackedEntity', query.trackedEntity),
    ...given('trackedEntityType', query.trackedEntityType),
    ...list('enrollments', query.ids),
    ...list('orgUnits', query.orgUnits),
    ...given(modernStatus ? 'status' : 'programStatus', query.status),
    ...range('enrolled', query.enrolledAt),
  ]
}

function eventParameters(query: EventQuery, modernStatus: boolean): Parameter[] {
  return [
    ...given('programStage', query.programStage),
    ...given('trackedEntity', query.trackedEntity),
    ...list('enrollments', query.enrollments),
    ...list('events', query.ids),
    ...given('orgUnit', query.orgUnits?.[0]),
    ...given('status', query.status),
    ...given(modernStatus ? 'enrollmentStatus' : 'programStatus', query.enrollmentStatus),
    ...range('occurred', query.occurredAt),
    ...range('scheduled', query.scheduledAt),
    ...range('enrollmentEnrolled', query.enrolledAt),
    ...range('enrollmentOccurred', query.enrollmentOccurredAt),
    ...filter('filter', query.dataValues),
    ...filter('filterAttributes', query.attributes),
    ...given('assignedUserMode', query.assignedUserMode),
    ...list('assignedUsers', query.assignedUsers),
    ...given('attributeCategoryCombo', query.attributeCategoryCombo),
    ...list('attributeCategoryOptions', query.attributeCategoryOptions),
  ]
}

function range(prefix: string, times: TimeRange | undefined): Parameter[] {
  return [...given(`${prefix}After`, times?.after), ...given(`${prefix}Before`, times?.before)]
}

function paging(page: UpstreamPage): Parameter[] {
  if (page === 'all') return [['paging', 'false']]
  return [
    ...given('page', page.page),
    ...given('pageSize', page.pageSize),
    ...given('totalPages', page.total || undefined),
  ]
}
