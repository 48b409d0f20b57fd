import type { EnrollmentRecord } from '../dataset.ts'
import type { SandboxAnswer, SandboxRequest } from '../exchange.ts'
import { checkTrackedEntity, requireNamedProgram, requireTrackerProgram, requireType } from './named-metadata.ts'
import { type OrderValue, readOrder, refuseFailingOrder, sortRows } from './order.ts'
import {
  checkOrgUnitMode,
  checkOrgUnits,
  type OrgUnitMode,
  orgUnitPredicate,
  readOrgUnitMode,
  requireOrgUnits,
} from './org-unit-mode.ts'
import { listAnswer, readPaging } from './paging.ts'
import { durationStart, isBetween, readBoolean, readPathUid, readTime, readUid, readUids } from './parameters.ts'
import type { Reader } from './reader.ts'
import { showEnrollment } from './record-view.ts'
import { badRequest, conflict, notFound, type Refusal } from './refusal.ts'
import { rememberedRows } from './remembered-rows.ts'
import { readEnrollmentStatus } from './statuses.ts'
import type { TrackerIndex } from './tracker-index.ts'

/** GET tracker/enrollments. What the user may not read is dropped after paging, so pages can be short, as in DHIS2. */
export function listEnrollments(index: TrackerIndex, reader: Reader, request: SandboxRequest): SandboxAnswer {
  const { query } = request
  const facts = index.dataset.version.tracker
  const asked = readPaging(query, facts)
  const orgUnits = readUids(query, 'orgUnits')
  const mode = readOrgUnitMode(query, orgUnits)
  const ids = readUids(query, 'enrollments')
  requireOrgUnits(query, facts, orgUnits, ids)
  const order = readOrder(query, facts.enrollmentOrderFields)
  if (facts.listsNeedProgram) requireNamedProgram(query)
  const isWanted = readEnrollmentTest(query, index)
  const program = requireTrackerProgram(index, reader, readUid(query, 'program'))
  requireType(index, reader, readUid(query, 'trackedEntityType'))
  checkTrackedEntity(index, reader, readUid(query, 'trackedEntity'))
  checkOrgUnits(index, reader, orgUnits)
  checkOrgUnitMode(reader, mode, program)
  refuseFailingOrder(order, facts.failingOrders.enrollments)
  const isInOrgUnits = ownedWithin(index, reader, mode, orgUnits)
  const rows = rememberedRows(index.remembered.enrollments, { index, reader, query, list: 'enrollments' }, () => {
    const wanted = candidates(index, ids).filter((enrollment) => isWanted(enrollment) && isInOrgUnits(enrollment))
    const inOrder = facts.listsOldestFirst && ids.size === 0 ? wanted.toReversed() : wanted
    return sortRows(inOrder, order, orderValue, facts.ties)
  })
  const paging = facts.pagesNamedEnrollments || ids.size === 0 ? asked : undefined
  if (paging?.totalPages && !facts.countsEnrollments) throw failingCount(rows.length)
  return listAnswer(request, paging, rows, {
    key: 'enrollments',
    pageShape: facts.pageShape,
    emptyPageCount: facts.emptyPageCount,
    show: showEnrollment(query, { index, reader, isHollow: !facts.enrollmentListsNest }),
    visible: (enrollment) => reader.canReadEnrollment(enrollment, mode === 'ALL'),
  })
}

/** The count of a grouped query, which has a row for each enrollment (recording 195 of 2.40). */
const failingCount = (rows: number): Refusal => conflict(`query did not return a unique result: ${rows}`)

/** GET tracker/enrollments/{uid}. */
export function readEnrollment(
  index: TrackerIndex,
  reader: Reader,
  request: SandboxRequest,
  uid: string,
): SandboxAnswer {
  const id = readPathUid(uid)
  const enrollment = index.dataset.enrollments.get(id)
  const isInOrgUnits = ownedWithin(index, reader, 'ACCESSIBLE', new Set())
  if (enrollment === undefined || !isInOrgUnits(enrollment) || !reader.canReadEnrollment(enrollment, false)) {
    throw notFound('Enrollment', id)
  }
  return { status: 200, body: showEnrollment(request.query, { index, reader })(enrollment) }
}

function candidates(index: TrackerIndex, ids: Set<string>): EnrollmentRecord[] {
  if (ids.size === 0) return index.enrollments
  return [...ids]
    .map((id) => index.dataset.enrollments.get(id))
    .filter((enrollment) => enrollment !== undefined)
    .sort((one, other) => other.serial - one.serial)
}

function ownedWithin(
  index: TrackerIndex,
  reader: Reader,
  mode: OrgUnitMode,
  orgUnits: Set<string>,
): (enrollment: EnrollmentRecord) => boolean {
  const isInOrgUnits = orgUnitPredicate(index, reader, mode, orgUnits)
  return ({ trackedEntity, program, orgUnit }) => isInOrgUnits(index.ownerOf(trackedEntity, program) ?? orgUnit)
}

function readEnrollmentTest(query: URLSearchParams, index: TrackerIndex): (enrollment: EnrollmentRecord) => boolean {
  const program = readUid(query, 'program')
  const type = readUid(query, 'trackedEntityType')
  const trackedEntity = readUid(query, 'trackedEntity')
  const status = readEnrollmentStatus(query, 'status')
  const followUp = readBoolean(query, 'followUp')
  const enrolledAfter = readTime(query, 'enrolledAfter', 'start')
  const enrolledBefore = readTime(query, 'enrolledBefore', 'end')
  refuseContradictions(query)
  const updatedAfter = readUpdatedAfter(query, index.now)
  const typeOf = (id: string): string | undefined => index.dataset.trackedEntities.get(id)?.trackedEntityType
  return (enrollment) =>
    (program === undefined || enrollment.program === program) &&
    (trackedEntity === undefined || enrollment.trackedEntity === trackedEntity) &&
    (type === undefined || typeOf(enrollment.trackedEntity) === type) &&
    (status === undefined || enrollment.status === status) &&
    (followUp === undefined || enrollment.followUp === followUp) &&
    isBetween(enrollment.enrolledAt, enrolledAfter, enrolledBefore) &&
    isBetween(enrollment.updatedAt, updatedAfter, undefined)
}

function refuseContradictions(query: URLSearchParams): void {
  const isGiven = (name: string): boolean => (query.get(name) ?? '') !== ''
  if (isGiven('program')) {
    if (!isGiven('trackedEntityType')) return
    throw badRequest('`program` and `trackedEntityType` cannot be specified simultaneously')
  }
  const endings: Record<string, string> = {
    programStatus: 'is defined',
    status: 'is defined',
    followUp: 'status is defined',
    enrolledAfter: 'is specified',
    enrolledBefore: 'is specified',
  }
  const name = Object.keys(endings).find(isGiven)
  if (name !== undefined) throw badRequest(`\`program\` must be defined when \`${name}\` ${endings[name]}`)
}

function readUpdatedAfter(query: URLSearchParams, now: string): string | undefined {
  const within = query.get('updatedWithin')
  const updatedAfter = readTime(query, 'updatedAfter', 'start')
  if (within === null || within === '') return updatedAfter
  if (updatedAfter !== undefined) {
    throw badRequest('`updatedAfter` and `updatedWithin` cannot be specified simultaneously')
  }
  const start = durationStart(within, now)
  if (start === undefined) throw badRequest(`\`updatedWithin\` is not valid: ${within}`)
  return start
}

function orderValue(field: string): (enrollment: EnrollmentRecord) => OrderValue {
  if (field === 'enrolledAt') return ({ enrolledAt }) => enrolledAt
  if (field === 'createdAt') return ({ createdAt }) => createdAt
  if (field === 'updatedAt') return ({ updatedAt }) => updatedAt
  if (field === 'completedAt') return ({ completedAt }) => completedAt
  if (field === 'occurredAt') return ({ occurredAt }) => occurredAt
  if (field === 'enrollment') return ({ enrollment }) => enrollment
  if (field === 'trackedEntity') return ({ trackedEntity }) => trackedEntity
  return () => undefined
}
