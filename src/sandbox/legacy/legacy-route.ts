import type { Dataset } from '../dataset.ts'
import type { SandboxAnswer, SandboxRequest, SandboxRoute } from '../exchange.ts'
import { applyFields, type FieldTree, parseFields } from '../fields.ts'
import { listEnrollments, readEnrollment } from '../tracker/enrollments.ts'
import { anyEvents } from '../tracker/event-kinds.ts'
import { listEvents, readEvent } from '../tracker/events.ts'
import { readBoolean, takeAnyUid } from '../tracker/parameters.ts'
import { createReader, type Reader } from '../tracker/reader.ts'
import { conflict, olderRefusal, Refusal, refusalAnswer } from '../tracker/refusal.ts'
import { listRelationships, readRelationship } from '../tracker/relationships.ts'
import { listTrackedEntities, readTrackedEntity } from '../tracker/tracked-entities.ts'
import { type TrackerIndex, trackerIndexes } from '../tracker/tracker-index.ts'
import { legacyFile } from './legacy-files.ts'
import {
  enrollmentParameters,
  eventParameters,
  relationshipParameters,
  trackedEntityParameters,
  translated,
} from './legacy-parameters.ts'
import { type LegacyRows, legacyRows, type Row, rowsOf } from './legacy-rows.ts'

type List = (index: TrackerIndex, reader: Reader, request: SandboxRequest) => SandboxAnswer
type One = (index: TrackerIndex, reader: Reader, request: SandboxRequest, uid: string) => SandboxAnswer

interface LegacyEndpoint {
  parameters: Parameters<typeof translated>[1]
  /** The key of the tracker export's list. */
  key: string
  list: List
  one?: One
  row: keyof LegacyRows
  /** What shows when no `fields` are asked for. */
  fields: FieldTree
  /** Lists inside its rows that stay empty: always, or unless `fields` are given. */
  empty: { always?: readonly string[]; byDefault?: readonly string[] }
  /** Its pager comes always, or only with `totalPages=true`. */
  alwaysPages: boolean
}

type LegacyList = 'trackedEntityInstances' | 'enrollments' | 'events'

const endpoints: Readonly<Record<LegacyList, LegacyEndpoint>> = {
  trackedEntityInstances: {
    parameters: trackedEntityParameters,
    key: 'trackedEntities',
    list: listTrackedEntities,
    one: readTrackedEntity,
    row: 'trackedEntity',
    fields: parseFields('*'),
    empty: { byDefault: ['enrollments', 'relationships', 'programOwners'] },
    alwaysPages: false,
  },
  enrollments: {
    parameters: enrollmentParameters,
    key: 'enrollments',
    list: listEnrollments,
    one: readEnrollment,
    row: 'enrollment',
    fields: parseFields(
      'enrollment,created,lastUpdated,trackedEntityType,trackedEntityInstance,program,status,orgUnit,orgUnitName,enrollmentDate,incidentDate,followup',
    ),
    empty: { always: ['events', 'attributes', 'relationships'] },
    alwaysPages: true,
  },
  events: {
    parameters: eventParameters,
    key: 'events',
    list: (index, reader, request) => listEvents(anyEvents, index, reader, request),
    one: (index, reader, request, uid) => readEvent(anyEvents, index, reader, request, uid),
    row: 'event',
    fields: parseFields(
      'event,program,programType,programStage,enrollment,enrollmentStatus,trackedEntityInstance,status,assignedUser,orgUnit,orgUnitName,eventDate,created,lastUpdated,deleted,attributeOptionCombo,dataValues',
    ),
    empty: {},
    alwaysPages: true,
  },
}

const isLegacyList = (name: string): name is LegacyList => Object.hasOwn(endpoints, name)

/** The endpoints `trackedEntityInstances`, `enrollments`, `events` and `relationships` that DHIS2 had before the tracker export, until 2.41: the same rows in older words. */
export function createLegacyRoute(dataset: Dataset): SandboxRoute {
  const { version } = dataset
  const asLegacy: Dataset = { ...dataset, version: { ...version, tracker: { ...version.tracker, ...legacyFacts } } }
  const indexes = trackerIndexes(asLegacy)
  return (request) => {
    const [name = '', uid, ...rest] = request.path.split('/')
    if (version.legacyTracker === undefined || request.method !== 'GET') return undefined
    const { full, living } = indexes()
    const index = readBoolean(request.query, 'includeDeleted') === true ? full : living
    try {
      const file = legacyFile(living, request)
      if (file !== undefined || rest.length > 0) return file
      if (name === 'relationships')
        return uid === undefined ? relationshipsAnswer(living, request) : relationshipAnswer(living, request, uid)
      if (!isLegacyList(name)) return undefined
      const endpoint = endpoints[name]
      if (uid !== undefined) return oneAnswer(endpoint, living, request, uid)
      return listAnswer(endpoint, name, index, request, version.tracker.countsEnrollments)
    } catch (error) {
      if (error instanceof Refusal) return refusalAnswer(version.codesErrors ? error : olderRefusal(error))
      throw error
    }
  }
}

/** How the lists behind the legacy endpoints are asked. */
const legacyFacts = {
  pageShape: 'linked',
  refusesOddPages: false,
  refusesMalformedUids: false,
  needsOrgUnits: true,
  countsEnrollments: true,
  pagesNamedEnrollments: true,
  listsOldestFirst: true,
  hasOrgUnitNames: true,
  followUpNames: ['followUp'],
  trackedEntityNoun: 'TrackedEntityInstance',
  assignedUser: { displayName: 'always', isEmptyForNobody: false },
  tellsPlaceholder: 'nowhere',
} as const

function listAnswer(
  endpoint: LegacyEndpoint,
  name: LegacyList,
  index: TrackerIndex,
  request: SandboxRequest,
  countsEnrollments: boolean,
): SandboxAnswer {
  const facts = index.dataset.version.legacyTracker
  const known = new URLSearchParams(request.query)
  for (const parameter of facts?.unknown[name] ?? []) known.delete(parameter)
  const query = translated(known, endpoint.parameters)
  takeAnyUid(query)
  const { body } = endpoint.list(index, createReader(index, request.user), { ...request, query })
  const { pager, [endpoint.key]: list } = Object(body)
  const wantsTotal = readBoolean(request.query, 'totalPages') === true
  if (wantsTotal && name === 'enrollments' && !countsEnrollments) {
    throw conflict(`query did not return a unique result: ${pager.total}`)
  }
  const told =
    pager === undefined ? undefined : legacyPager(endpoint, pager, wantsTotal, facts?.pagersTellLast === true)
  const show = shownBy(endpoint, index, request)
  // A list of tracked entities does not tell who stored them (recording 228 of 2.41).
  const shown = rowsOf(list).map(({ storedBy, ...row }) =>
    show(endpoint.row === 'trackedEntity' ? row : { ...row, storedBy }),
  )
  return { status: 200, body: { ...(told !== undefined && { pager: told }), [name]: shown } }
}

/** Without a total DHIS2 says whether this is the last page; of an empty one it says that it is not (2.38). */
function legacyPager(
  { alwaysPages }: LegacyEndpoint,
  { page, pageSize, total, pageCount }: Record<'page' | 'pageSize' | 'total' | 'pageCount', number>,
  wantsTotal: boolean,
  tellsLast: boolean,
): Row | undefined {
  if (wantsTotal) return { page, pageCount, total, pageSize }
  if (alwaysPages && !tellsLast) return { page, pageCount: 1, total: 0, pageSize }
  const isLastPage = (page - 1) * pageSize < total && page * pageSize >= total
  return alwaysPages ? { page, pageSize, isLastPage } : undefined
}

function oneAnswer(
  endpoint: LegacyEndpoint,
  index: TrackerIndex,
  request: SandboxRequest,
  uid: string,
): SandboxAnswer | undefined {
  const query = new URLSearchParams({ fields: '*' })
  const program = request.query.get('program')
  if (program !== null) query.set('program', program)
  takeAnyUid(query)
  const { body } = endpoint.one?.(index, createReader(index, request.user), { ...request, query }, uid) ?? {}
  if (body === undefined) return undefined
  const whole = endpoint.row === 'event' ? { ...endpoint, fields: parseFields('*') } : endpoint
  const row = shownBy(whole, index, request)({ ...Object(body) })
  const origin = request.headers['host'] === undefined ? '' : `http://${request.headers['host']}`
  const isPlainEvent = endpoint.row === 'event' && !request.query.has('fields')
  return { status: 200, body: isPlainEvent ? { ...row, href: `${origin}/api/events/${uid}` } : row }
}

function shownBy(endpoint: LegacyEndpoint, index: TrackerIndex, { query }: SandboxRequest): (row: Row) => Row {
  const convert = legacyRows(index)[endpoint.row]
  const text = query.getAll('fields').join(',')
  const tree = text === '' ? endpoint.fields : parseFields(text)
  const { always = [], byDefault = [] } = endpoint.empty
  const emptied = Object.fromEntries([...always, ...(text === '' ? byDefault : [])].map((name) => [name, []]))
  return (row) => {
    const legacy = { ...convert(row), ...emptied }
    return applyFields(tree, tree.all ? legacy : withoutNestedAttributes(legacy))
  }
}

/** Where fields are named, the enrollments of a tracked entity come without their attributes, named or not (recording 229 of 2.38 to 2.41). */
function withoutNestedAttributes(row: Row): Row {
  const { enrollments } = row
  if (enrollments === undefined) return row
  return { ...row, enrollments: rowsOf(enrollments).map((enrollment) => ({ ...enrollment, attributes: [] })) }
}

function relationshipsAnswer(index: TrackerIndex, request: SandboxRequest): SandboxAnswer {
  const query = translated(request.query, relationshipParameters)
  query.delete('totalPages')
  query.set('paging', 'false')
  takeAnyUid(query)
  const { body } = listRelationships(index, createReader(index, request.user), { ...request, query })
  return { status: 200, body: rowsOf(Object(body).relationships).map(legacyRows(index).relationship) }
}

/** One relationship; this endpoint takes no `fields` (source of 2.38: RelationshipController). */
function relationshipAnswer(index: TrackerIndex, request: SandboxRequest, uid: string): SandboxAnswer {
  const query = new URLSearchParams({ fields: '*' })
  const { body } = readRelationship(index, createReader(index, request.user), { ...request, query }, uid)
  return { status: 200, body: legacyRows(index).relationship(Object(body)) }
}
