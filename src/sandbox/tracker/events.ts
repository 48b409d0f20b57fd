import type { EventRecord } from '../dataset.ts'
import type { SandboxAnswer, SandboxRequest } from '../exchange.ts'
import type { TrackerFacts } from '../versions/version-facts.ts'
import { type EventKind, knownParameters } from './event-kinds.ts'
import { eventOrderFields, eventOrderValue } from './event-order.ts'
import { readEventTest } from './event-query.ts'
import { eventScope } from './event-scope.ts'
import { type IdSchemes, readIdSchemes } from './id-schemes.ts'
import { checkTrackedEntity, requireNamedProgram, requireProgram, requireTrackerProgram } from './named-metadata.ts'
import { accessibleEvent } from './one-record.ts'
import { readOrder, refuseFailingOrder, sortRows } from './order.ts'
import { checkOrgUnitMode, readOrgUnitMode } from './org-unit-mode.ts'
import { listAnswer, readPaging } from './paging.ts'
import { isUid, readPathUid, readUid, readUids } from './parameters.ts'
import type { Reader } from './reader.ts'
import { type Onlooker, showEvent } from './record-view.ts'
import { badRequest, forbidden, notFound } from './refusal.ts'
import { rememberedRows } from './remembered-rows.ts'
import type { TrackerIndex } from './tracker-index.ts'
import type { ProgramInfo } from './tracker-metadata.ts'

/** GET tracker/events, trackerEvents or singleEvents. */
export function listEvents(
  kind: EventKind,
  index: TrackerIndex,
  reader: Reader,
  request: SandboxRequest,
): SandboxAnswer {
  const facts = index.dataset.version.tracker
  const query = knownParameters(request.query, kind)
  if (facts.listsNeedProgram && query.get('program') === null && kind.key === 'events') {
    return index.dataset.version.pages.missingParameter('program', request)
  }
  const paging = namesNoEnrollment(query, facts) ? undefined : readPaging(query, facts)
  if (facts.listsNeedProgram) requireNamedProgram(query)
  const orgUnit = readUid(query, 'orgUnit')
  const mode = readOrgUnitMode(query, new Set(orgUnit === undefined ? [] : [orgUnit]))
  const known = readOrder(query, kind.orderFields, 'data element and attribute')
  const order = facts.ordersEventsByEnrollment ? known : known.filter(({ field }) => isOfEvent(index, field))
  const program = requireProgramOfKind(index, reader, kind, readUid(query, 'program'))
  checkStage(index, reader, readUid(query, 'programStage'))
  checkTrackedEntity(index, reader, readUid(query, 'trackedEntity'))
  checkOrgUnit(index, reader, orgUnit)
  checkOrgUnitMode(reader, mode, program)
  const isWanted = readEventTest(query, index, reader)
  for (const { field } of order) checkOrderUid(index, field)
  refuseFailingOrder(order, facts.failingOrders.events)
  const isInScope = eventScope(index, reader, {
    mode,
    orgUnit,
    program,
    ignoresOpened: !query.has('trackedEntity'),
    judge: facts.eventScope,
  })
  const schemes = readIdSchemes(query, index)
  const show = showEvent(query, onlooker(index, reader, schemes), kind)
  const terms = order.length === 0 && facts.splitsEvents && program?.isRegistration === false ? latestFirst : order
  const sorted = rememberedRows(index.remembered.events, { index, reader, query, list: kind.key }, () => {
    const rows = candidates(index, query).filter(
      (event) => isWanted(event) && isInScope(event) && reader.canReadEventMetadata(event),
    )
    return sortRows(rows, terms, eventOrderValue(index), facts.ties)
  })
  return listAnswer(request, paging, sorted, {
    key: kind.key,
    pageShape: facts.pageShape,
    emptyPageCount: facts.emptyPageCount,
    show,
    check: schemes?.check,
  })
}

/** Whether enrollments are named of which none has the form of an id: such a list comes empty, and without its page (recording 212 of 2.40). */
function namesNoEnrollment(query: URLSearchParams, { refusesMalformedUids }: TrackerFacts): boolean {
  const enrollments = refusesMalformedUids ? new Set<string>() : readUids(query, 'enrollments')
  return enrollments.size > 0 && ![...enrollments].some(isUid)
}

/** Where events without registration have an endpoint of their own, they come in this order unless another is asked for (recording 123 of 2.43). */
const latestFirst = [{ field: 'occurredAt', descending: true }]

/** GET tracker/events/{uid}, trackerEvents/{uid} or singleEvents/{uid}. */
export function readEvent(
  kind: EventKind,
  index: TrackerIndex,
  reader: Reader,
  request: SandboxRequest,
  uid: string,
): SandboxAnswer {
  const id = readPathUid(uid)
  const event = accessibleEvent(kind, index, reader, id)
  if (event === undefined) throw notFound('Event', id)
  const schemes = readIdSchemes(request.query, index)
  schemes?.check([event])
  return { status: 200, body: showEvent(request.query, onlooker(index, reader, schemes), kind)(event) }
}

function requireProgramOfKind(
  index: TrackerIndex,
  reader: Reader,
  { isRegistration }: EventKind,
  id: string | undefined,
): ProgramInfo | undefined {
  const program = requireProgram(index, reader, id)
  if (program === undefined || !index.dataset.version.tracker.splitsEvents) return program
  if (isRegistration ?? program.isRegistration) return requireTrackerProgram(index, reader, id)
  if (program.isRegistration) throw badRequest(`Program specified is not an event program: ${program.id}`)
  return program
}

function onlooker(index: TrackerIndex, reader: Reader, schemes: IdSchemes | undefined): Onlooker {
  return schemes === undefined ? { index, reader } : { index, reader, eventNames: schemes.names }
}

/** The events of a few ids or enrollments are found without walking all. */
function candidates(index: TrackerIndex, query: URLSearchParams): EventRecord[] {
  const events = readUids(query, 'events')
  const enrollments = readUids(query, 'enrollments')
  const { dataset } = index
  if (events.size === 0 && enrollments.size === 0) return index.events
  const ids =
    events.size > 0 ? [...events] : [...enrollments].flatMap((id) => dataset.enrollments.get(id)?.events ?? [])
  return ids
    .map((id) => dataset.events.get(id))
    .filter((event) => event !== undefined)
    .sort((one, other) => other.serial - one.serial)
}

function checkStage(index: TrackerIndex, reader: Reader, id: string | undefined): void {
  if (id === undefined) return
  const stage = index.metadata.stages.get(id)
  if (stage === undefined || !reader.canReadMetadata(stage)) {
    throw badRequest(`Program stage is specified but does not exist: ${id}`)
  }
  if (!reader.canReadData(stage)) throw forbidden(`User has no access to program stage: ${id}`)
}

function checkOrgUnit(index: TrackerIndex, reader: Reader, id: string | undefined): void {
  if (id === undefined) return
  if (index.dataset.metadata.get('organisationUnits')?.has(id) !== true) {
    throw badRequest(`Organisation unit is specified but does not exist: ${id}`)
  }
  if (!reader.isInSearchScope(id)) throw forbidden(`Organisation unit is not part of your search scope: ${id}`)
}

const isOfEvent = ({ metadata }: TrackerIndex, field: string): boolean =>
  !['enrolledAt', 'enrollmentStatus', 'trackedEntity'].includes(field) && !metadata.attributes.has(field)

function checkOrderUid({ metadata }: TrackerIndex, field: string): void {
  if (!isUid(field) || metadata.dataElements.has(field) || metadata.attributes.has(field)) return
  if (eventOrderFields.includes(field)) return
  throw badRequest(
    `Cannot order by '${field}' as its neither a data element nor a tracked entity attribute. Events can be ordered by event fields, data elements and tracked entity attributes.`,
  )
}
