import type { Change } from '../dataset.ts'
import type { SandboxAnswer, SandboxRequest } from '../exchange.ts'
import { parseFields } from '../fields.ts'
import { type ChangeLogEntry, changeType, eventLog, trackedEntityLog } from './change-log.ts'
import type { EventKind } from './event-kinds.ts'
import { accessibleEvent, requireTrackedEntity } from './one-record.ts'
import { readOrder, sortRows } from './order.ts'
import { listAnswer } from './paging.ts'
import { isUid, readInteger, readPathUid } from './parameters.ts'
import type { Reader } from './reader.ts'
import { badRequest, notFound } from './refusal.ts'
import type { TrackerIndex } from './tracker-index.ts'
import { userView } from './user-view.ts'
import { compileView, plain, type ViewFields, whole } from './view.ts'

/** GET tracker/trackedEntities/{uid}/changeLogs: values of the type's attributes or, with `program`, of the program's. */
export function listTrackedEntityChangeLogs(
  index: TrackerIndex,
  reader: Reader,
  request: SandboxRequest,
  uid: string,
): SandboxAnswer {
  const id = readPathUid(uid, 'trackedEntity')
  const query = readLogQuery(request.query, 'attribute', ['attribute'])
  const { entity, program } = requireTrackedEntity(index, reader, request.query, id)
  const shown = program?.attributes ?? index.metadata.types.get(entity.trackedEntityType)?.attributes
  return logAnswer(
    index,
    request,
    query,
    trackedEntityLog(entity, index.dataset.changes, (attribute) => shown?.has(attribute) === true),
  )
}

/** GET tracker/events/{uid}/changeLogs, and of the endpoints of one kind of events. */
export function listEventChangeLogs(
  kind: EventKind,
  index: TrackerIndex,
  reader: Reader,
  request: SandboxRequest,
  uid: string,
): SandboxAnswer {
  const id = readPathUid(uid, 'event')
  const query = readLogQuery(request.query, 'change', ['dataElement', 'field'])
  const event = accessibleEvent(kind, index, reader, id)
  if (event === undefined) throw notFound('Event', id)
  return logAnswer(
    index,
    request,
    query,
    eventLog(event, index.dataset.changes, index.dataset.version.tracker.logsEventFields),
  )
}

interface LogQuery {
  page: number
  pageSize: number
  order: { field: string; descending: boolean }
  passes: (entry: ChangeLogEntry) => boolean
}

/** Change logs are always paged, without totals: `paging` and `totalPages` mean nothing here. Of several terms of `order` the last one counts. */
function readLogQuery(query: URLSearchParams, sortedBy: string, filteredBy: string[]): LogQuery {
  const order = readOrder(query, [sortedBy, 'createdAt', 'username'].sort()).at(-1)
  const passes = readFilter(query, ['username', ...filteredBy])
  const page = readInteger(query, 'page') ?? 1
  const pageSize = readInteger(query, 'pageSize') ?? 50
  if (page < 1) throw badRequest('page must be greater than or equal to 1 if specified')
  if (pageSize < 1) throw badRequest('pageSize must be greater than or equal to 1 if specified')
  return { page, pageSize, order: order ?? { field: 'createdAt', descending: true }, passes }
}

/** `[field]:eq:[value]`, for one field of those given. */
function readFilter(query: URLSearchParams, fields: string[]): (entry: ChangeLogEntry) => boolean {
  const filter = query.get('filter')
  if (filter === null) return () => true
  const [field = '', operator = '', value = '', ...rest] = filter.split(':')
  if (value === '' || rest.length > 0) {
    throw badRequest(
      `Invalid filter => ${filter}. Expected format is [field]:eq:[value]. Supported fields are '${fields.join(', ')}'. Only one of them can be specified at a time`,
    )
  }
  if (!fields.includes(field)) {
    throw badRequest(
      `Invalid filter field. Supported fields are '${fields.join(', ')}'. Only one of them can be specified at a time`,
    )
  }
  if (operator.toLowerCase() !== 'eq') {
    throw badRequest("Invalid filter operator. The only supported operator is 'eq'.")
  }
  if ((field === 'attribute' || field === 'dataElement') && !isUid(value)) {
    throw badRequest(
      `Incorrect filter value provided as UID: ${value}. UID must be an alphanumeric string of 11 characters starting with a letter.`,
    )
  }
  return (entry) => named(entry)[field] === value
}

/** What can be filtered by, by the filter's names. */
function named({ username, change }: ChangeLogEntry): Record<string, string | undefined> {
  return { username, ...Object.values(change)[0] }
}

function logAnswer(
  index: TrackerIndex,
  request: SandboxRequest,
  { page, pageSize, order, passes }: LogQuery,
  log: ChangeLogEntry[],
): SandboxAnswer {
  const newestFirst = { field: 'createdAt', descending: true }
  const kept = index.dataset.version.tracker.keepsChangeLogs ? log.filter(passes) : []
  const rows = sortRows(kept, [order, newestFirst], (field) => {
    if (field === 'createdAt') return ({ createdAt }) => createdAt
    return field === 'username' ? ({ username }) => username : ({ change }) => sortText(index, change)
  })
  const fields = request.query.getAll('fields').join(',')
  const show = compileView(parseFields(fields === '' ? 'change,createdAt,createdBy,type' : fields), entryFields(index))
  return listAnswer(request, { page, pageSize, totalPages: false }, rows, {
    key: 'changeLogs',
    // Linked before other lists were (recording 536 of 2.41).
    pageShape: 'linked',
    show,
  })
}

function entryFields({ dataset }: TrackerIndex): ViewFields<ChangeLogEntry> {
  return {
    // Of a user who is gone the log still has the name.
    createdBy: whole(({ username }) => userView(dataset, username) ?? { username }),
    createdAt: plain(({ createdAt }) => createdAt),
    type: plain(({ change }) => changeType(change)),
    change: whole(({ change }) => change),
  }
}

/** DHIS2 sorts what changed by its form name and name together, in lower case. */
function sortText({ dataset }: TrackerIndex, change: Change): string {
  if ('eventField' in change) return change.eventField.field.toLowerCase()
  const [plural, id] =
    'dataValue' in change
      ? ['dataElements', change.dataValue.dataElement]
      : ['trackedEntityAttributes', change.attributeValue.attribute]
  const object = dataset.metadata.get(plural)?.get(id)
  return `${String(object?.['formName'] ?? '')}${String(object?.['name'] ?? '')}`.toLowerCase()
}
