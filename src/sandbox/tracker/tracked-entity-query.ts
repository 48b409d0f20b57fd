import type { EnrollmentRecord, EventRecord } from '../dataset.ts'
import { readAssignedUsers } from './assigned-users.ts'
import { type OrderTerm, readOrder } from './order.ts'
import { type OrgUnitMode, readOrgUnitMode } from './org-unit-mode.ts'
import { durationStart, isBetween, readBoolean, readTime, readUid, readUids } from './parameters.ts'
import type { Reader } from './reader.ts'
import { badRequest, conflict } from './refusal.ts'
import { hasStatusWithin, readEnrollmentStatus, readEventStatus } from './statuses.ts'
import type { TrackerIndex } from './tracker-index.ts'
import { readFilters, type ValueFilter } from './value-filters.ts'

/** What a list of tracked entities is asked for, with parameters checked against each other but not yet against metadata. */
export interface TrackedEntityQuery {
  program: string | undefined
  programStage: string | undefined
  trackedEntityType: string | undefined
  trackedEntities: Set<string>
  orgUnits: Set<string>
  mode: OrgUnitMode
  filters: Map<string, ValueFilter[]>
  order: OrderTerm[]
  potentialDuplicate: boolean | undefined
  updatedAfter: string | undefined
  updatedBefore: string | undefined
  isEnrollmentWanted: (enrollment: EnrollmentRecord) => boolean
  /** Undefined when no event is asked for. */
  isEventWanted: ((event: EventRecord) => boolean) | undefined
}

const orderFields = [
  'createdAt',
  'createdAtClient',
  'enrolledAt',
  'inactive',
  'trackedEntity',
  'updatedAt',
  'updatedAtClient',
]

/** The query that finds one tracked entity wherever the user may reach it. */
export function accessibleOne(trackedEntity: string): TrackedEntityQuery {
  return {
    program: undefined,
    programStage: undefined,
    trackedEntityType: undefined,
    trackedEntities: new Set([trackedEntity]),
    orgUnits: new Set(),
    mode: 'ACCESSIBLE',
    filters: new Map(),
    order: [],
    potentialDuplicate: undefined,
    updatedAfter: undefined,
    updatedBefore: undefined,
    isEnrollmentWanted: () => true,
    isEventWanted: undefined,
  }
}

/** Reads the query of a list of tracked entities. */
export function readTrackedEntityQuery(
  query: URLSearchParams,
  index: TrackerIndex,
  reader: Reader,
): TrackedEntityQuery {
  const orgUnits = readUids(query, 'orgUnits')
  const trackedEntities = readUids(query, 'trackedEntities')
  const program = readUid(query, 'program')
  const trackedEntityType = readUid(query, 'trackedEntityType')
  const facts = index.dataset.version.tracker
  const hasScope = program !== undefined || trackedEntityType !== undefined || trackedEntities.size > 0
  if (facts.needsOrgUnits && !hasScope) throw conflict('Either Program or Tracked entity type should be specified')
  const mode = readOrgUnitMode(query, orgUnits, trackedEntities)
  const order = readOrder(query, orderFields, 'attribute')
  const isEnrollmentWanted = readEnrollmentTest(query)
  if (program !== undefined && trackedEntityType !== undefined) {
    throw badRequest('`program` and `trackedEntityType` cannot be specified simultaneously')
  }
  if (program === undefined) {
    if (trackedEntities.size === 0 && trackedEntityType === undefined) {
      throw badRequest('Either `program`, `trackedEntityType` or `trackedEntities` should be specified')
    }
    refuseWithoutProgram(query, order)
  }
  return {
    program,
    programStage: readUid(query, 'programStage'),
    trackedEntityType,
    trackedEntities,
    orgUnits,
    mode,
    filters: readFilters(query, 'filter', facts.filters),
    order,
    potentialDuplicate: readBoolean(query, 'potentialDuplicate'),
    isEnrollmentWanted,
    isEventWanted: readEventTest(query, index, reader),
    ...readUpdated(query, index.now),
  }
}

function refuseWithoutProgram(query: URLSearchParams, order: OrderTerm[]): void {
  const isGiven = (name: string): boolean => (query.get(name) ?? '') !== ''
  const defined = ['programStatus', 'enrollmentStatus', 'followUp'].find(isGiven)
  if (defined !== undefined) throw badRequest(`\`program\` must be defined when \`${defined}\` is defined`)
  const specified = [
    'enrollmentEnrolledAfter',
    'enrollmentEnrolledBefore',
    'enrollmentOccurredAfter',
    'enrollmentOccurredBefore',
  ].find(isGiven)
  if (specified !== undefined) throw badRequest(`\`program\` must be defined when \`${specified}\` is specified`)
  if (order.some(({ field }) => field === 'enrolledAt')) {
    throw badRequest('`program` must be defined when `order=enrolledAt` is used')
  }
}

function readEnrollmentTest(query: URLSearchParams): (enrollment: EnrollmentRecord) => boolean {
  const status = readEnrollmentStatus(query, 'enrollmentStatus')
  const followUp = readBoolean(query, 'followUp')
  const enrolledAfter = readTime(query, 'enrollmentEnrolledAfter', 'start')
  const enrolledBefore = readTime(query, 'enrollmentEnrolledBefore', 'end')
  const occurredAfter = readTime(query, 'enrollmentOccurredAfter', 'start')
  const occurredBefore = readTime(query, 'enrollmentOccurredBefore', 'end')
  return (enrollment) =>
    (status === undefined || enrollment.status === status) &&
    (followUp === undefined || enrollment.followUp === followUp) &&
    isBetween(enrollment.enrolledAt, enrolledAfter, enrolledBefore) &&
    isBetween(enrollment.occurredAt, occurredAfter, occurredBefore)
}

/** The program stage narrows events only where a status or assigned user asks for events at all, as in DHIS2. */
function readEventTest(
  query: URLSearchParams,
  index: TrackerIndex,
  reader: Reader,
): ((event: EventRecord) => boolean) | undefined {
  const status = readEventStatus(query, 'eventStatus')
  const after = readTime(query, 'eventOccurredAfter', 'start')
  const before = readTime(query, 'eventOccurredBefore', 'end')
  const given = [status, after, before].filter((part) => part !== undefined)
  if (given.length > 0 && given.length < 3) {
    throw badRequest('`eventOccurredAfter`, `eventOccurredBefore` and `eventStatus` must be specified together')
  }
  const isAssigned = readAssignedUsers(query, index, reader)
  if (status === undefined && isAssigned === undefined) return undefined
  const stage = readUid(query, 'programStage')
  return (event) =>
    (stage === undefined || event.programStage === stage) &&
    (isAssigned === undefined || isAssigned(event)) &&
    (status === undefined || hasStatusWithin(event, status, (time) => isBetween(time, after, before), index.now))
}

function readUpdated(
  query: URLSearchParams,
  now: string,
): { updatedAfter: string | undefined; updatedBefore: string | undefined } {
  const within = query.get('updatedWithin')
  const updatedAfter = readTime(query, 'updatedAfter', 'start')
  const updatedBefore = readTime(query, 'updatedBefore', 'end')
  if (within === null || within === '') return { updatedAfter, updatedBefore }
  if (updatedAfter !== undefined || updatedBefore !== undefined) {
    throw badRequest('`updatedAfter` or `updatedBefore` and `updatedWithin` cannot be specified simultaneously')
  }
  const start = durationStart(within, now)
  if (start === undefined) throw badRequest(`\`updatedWithin\` is not valid: ${within}`)
  return { updatedAfter: start, updatedBefore: undefined }
}
