import type { SandboxAnswer, SandboxRequest } from '../exchange.ts'
import { requireTrackerProgram, requireType } from './named-metadata.ts'
import { requireTrackedEntity } from './one-record.ts'
import { refuseFailingOrder, sortRows } from './order.ts'
import { checkOrgUnitMode, checkOrgUnits, requireOrgUnits } from './org-unit-mode.ts'
import { listAnswer, type PageRequest, readPaging } from './paging.ts'
import { isUid, readPathUid } from './parameters.ts'
import type { Reader } from './reader.ts'
import { showTrackedEntity } from './record-view.ts'
import { badRequest, conflict, forbidden } from './refusal.ts'
import { rememberedRows } from './remembered-rows.ts'
import { checkSearchScope } from './search-scope.ts'
import { readTrackedEntityQuery, type TrackedEntityQuery } from './tracked-entity-query.ts'
import { readableTypes, selectTrackedEntities, trackedEntityOrderValue } from './tracked-entity-selection.ts'
import type { TrackerIndex } from './tracker-index.ts'
import type { ProgramInfo, TypeInfo } from './tracker-metadata.ts'

const maximumPageSize = 50_000

/** GET tracker/trackedEntities. */
export function listTrackedEntities(index: TrackerIndex, reader: Reader, request: SandboxRequest): SandboxAnswer {
  const facts = index.dataset.version.tracker
  const paging = readPaging(request.query, facts)
  const query = readTrackedEntityQuery(request.query, index, reader)
  if (facts.refusesOddPages) checkPageSize(paging)
  const program = requireTrackerProgram(index, reader, query.program)
  checkStage(query, program)
  const type = requireType(index, reader, query.trackedEntityType)
  if (program === undefined && !reader.user.isSuperuser && readableTypes(index, reader).length === 0) {
    throw forbidden('User has no access to any Tracked Entity Type')
  }
  checkOrgUnits(index, reader, query.orgUnits)
  checkOrgUnitMode(reader, query.mode, program)
  checkAttributes(index, query, program, type)
  requireOrgUnits(request.query, facts, query.orgUnits, query.trackedEntities)
  refuseFailingOrder(query.order, facts.failingOrders.trackedEntities)
  const maximum = checkSearchScope(index, reader, query, { program, type })
  const view = {
    key: 'trackedEntities',
    pageShape: facts.pageShape,
    emptyPageCount: facts.emptyPageCount,
    show: showTrackedEntity(request.query, { index, reader, program, isInEntityList: true }),
  }
  if (program === undefined && reader.trackerPrograms.length === 0) return nothing(paging)
  const asked = { index, reader, query: request.query, list: view.key }
  const rows = rememberedRows(index.remembered.trackedEntities, asked, () => {
    const selected = selectTrackedEntities(index, reader, query, program)
    const inOrder = facts.listsOldestFirst ? selected.toReversed() : selected
    return sortRows(inOrder, query.order, trackedEntityOrderValue(index, query), facts.ties)
  })
  if (maximum !== undefined && rows.length > maximum) throw conflict('maxteicountreached')
  return listAnswer(request, paging, rows, view)
}

/** GET tracker/trackedEntities/{uid}. */
export function readTrackedEntity(
  index: TrackerIndex,
  reader: Reader,
  request: SandboxRequest,
  uid: string,
): SandboxAnswer {
  const id = readPathUid(uid)
  const { entity, program } = requireTrackedEntity(index, reader, request.query, id)
  const showsAllAttributes = program === undefined && index.dataset.version.tracker.attributesOfOne === 'all'
  const show = showTrackedEntity(request.query, { index, reader, program, showsAllAttributes })
  return { status: 200, body: show(entity) }
}

/** A user with no tracker program gets this odd pager (2.42's `Page.empty`). */
function nothing(paging: PageRequest | undefined): SandboxAnswer {
  const rows = { trackedEntities: [] }
  return {
    status: 200,
    body: paging === undefined ? rows : { pager: { page: 0, pageSize: 0, total: 0, pageCount: 0 }, ...rows },
  }
}

function checkPageSize(paging: PageRequest | undefined): void {
  if (paging !== undefined && paging.pageSize > maximumPageSize) {
    throw badRequest(
      `Invalid page size: ${paging.pageSize}. It must not exceed the system limit of KeyTrackedEntityMaxLimit ${maximumPageSize}.`,
    )
  }
}

function checkStage({ programStage }: TrackedEntityQuery, program: ProgramInfo | undefined): void {
  if (programStage !== undefined && program?.stages.includes(programStage) !== true) {
    throw badRequest(`Program does not contain the specified programStage: ${programStage}`)
  }
}

function checkAttributes(
  index: TrackerIndex,
  { filters, order, orgUnits }: TrackedEntityQuery,
  program: ProgramInfo | undefined,
  type: TypeInfo | undefined,
): void {
  const { attributes } = index.metadata
  for (const id of filters.keys()) {
    if (!attributes.has(id)) {
      throw badRequest(index.dataset.version.tracker.filters.unknownAttribute(id))
    }
  }
  for (const { field } of order) {
    if (isUid(field) && !attributes.has(field)) {
      throw badRequest(
        `Cannot order by '${field}' as its not a tracked entity attribute. Tracked entities can be ordered by fields and tracked entity attributes.`,
      )
    }
  }
  const isAnchored = program !== undefined || type !== undefined || orgUnits.size > 0
  if (!isAnchored && [...filters.keys()].some((id) => attributes.get(id)?.isUnique !== true)) {
    throw conflict('Either a program or tracked entity type must be specified')
  }
}
