import type { Capabilities } from '../model/server-info.ts'
import type { EnrollmentStatus, EventStatus } from '../model/tracker.ts'
import type { AssignedUserMode, EventQuery, OrgUnitMode } from '../model/tracker-query.ts'
import { checkOrgUnits, optionalUid, optionalUids } from './checks.ts'
import type { Demand } from './demand.ts'
import { type Maybe, type OrderArgument, orderTerms, type RangeArgument, timeRange } from './list-arguments.ts'
import type { PageArguments } from './page-arguments.ts'
import { PlanError } from './plan-error.ts'
import { type ListPlan, type PlannerStyle, planList } from './plan-list.ts'
import { assignedUsers, type ValueCondition, valueTests } from './value-conditions.ts'

/** The arguments of `events`. */
export interface EventsArguments extends PageArguments {
  program?: Maybe<string>
  programStage?: Maybe<string>
  trackedEntity?: Maybe<string>
  enrollments?: Maybe<readonly string[]>
  ids?: Maybe<readonly string[]>
  orgUnit?: Maybe<string>
  orgUnitMode?: Maybe<OrgUnitMode>
  where?: Maybe<EventWhere>
  orderBy?: Maybe<readonly OrderArgument[]>
  includeDeleted?: Maybe<boolean>
}

/** The `where` of `events`. */
export interface EventWhere {
  status?: Maybe<EventStatus>
  enrollmentStatus?: Maybe<EnrollmentStatus>
  followUp?: Maybe<boolean>
  occurredAt?: Maybe<RangeArgument>
  scheduledAt?: Maybe<RangeArgument>
  updatedAt?: Maybe<RangeArgument>
  updatedWithin?: Maybe<string>
  enrolledAt?: Maybe<RangeArgument>
  enrollmentOccurredAt?: Maybe<RangeArgument>
  dataValues?: Maybe<readonly ValueCondition[]>
  attributes?: Maybe<readonly ValueCondition[]>
  assignedUsers?: Maybe<readonly string[]>
  assignedUserMode?: Maybe<AssignedUserMode>
  attributeCategoryCombo?: Maybe<string>
  attributeCategoryOptions?: Maybe<readonly string[]>
}

/** The plan of `events`; throws a PlanError for what this server's version cannot answer. */
export function planEvents(
  args: EventsArguments,
  demand: Demand,
  context: { capabilities: Capabilities; style: PlannerStyle },
): ListPlan {
  const { capabilities } = context
  const query = eventQuery(args, capabilities)
  if (capabilities.listsNeedProgram && !query.program)
    throw new PlanError(
      'program',
      `DHIS2 ${capabilities.version.text} lists events of one program only: give program`,
      { byServer: true },
    )
  checkEnrollmentOrder(args.orderBy, capabilities)
  if (!capabilities.orderEventsByProgram && query.order?.some(({ by }) => by === 'program'))
    throw new PlanError(
      'orderBy',
      `DHIS2 ${capabilities.version.text} fails when it sorts events by PROGRAM: leave it out, a list is of one program`,
      { byServer: true },
    )
  return planList(query, args, demand, context)
}

function eventQuery(args: EventsArguments, capabilities: Capabilities): EventQuery {
  const program = optionalUid('program', args.program)
  const programStage = optionalUid('programStage', args.programStage)
  const trackedEntity = optionalUid('trackedEntity', args.trackedEntity)
  const enrollments = optionalUids('enrollments', args.enrollments)
  const ids = optionalUids('ids', args.ids)
  const orgUnit = optionalUid('orgUnit', args.orgUnit)
  checkOrgUnits(orgUnit ? [orgUnit] : undefined, args.orgUnitMode ?? undefined, 'orgUnit')
  if (enrollments && !capabilities.eventsByEnrollments)
    throw new PlanError('enrollments', `DHIS2 ${capabilities.version.text} cannot list events by it`, {
      needsVersion: '2.37',
    })
  if (!program && !programStage && !trackedEntity && !enrollments && !ids)
    throw new PlanError('program', 'give program, programStage, trackedEntity, enrollments or ids, to say which events')
  return {
    kind: 'events',
    ...(program && { program }),
    ...(programStage && { programStage }),
    ...(trackedEntity && { trackedEntity }),
    ...(enrollments && { enrollments }),
    ...(ids && { ids }),
    ...(orgUnit && { orgUnits: [orgUnit] }),
    ...(args.orgUnitMode && { orgUnitMode: args.orgUnitMode }),
    ...(args.includeDeleted && { includeDeleted: true }),
    ...conditions(args.where, ids, capabilities),
    order: orderTerms(args.orderBy),
  }
}

function conditions(
  where: Maybe<EventWhere>,
  ids: string[] | undefined,
  capabilities: Capabilities,
): Partial<EventQuery> {
  if (!where) return {}
  checkSupport(where, capabilities)
  const dataValues = valueTests('where.dataValues', where.dataValues, capabilities)
  if (dataValues && ids)
    throw new PlanError('where.dataValues', 'goes without ids: DHIS2 refuses data value filters beside event UIDs')
  const attributes = valueTests('where.attributes', where.attributes, capabilities)
  return {
    ...(where.status && { status: where.status }),
    ...(where.enrollmentStatus && { enrollmentStatus: where.enrollmentStatus }),
    ...(typeof where.followUp === 'boolean' && { followUp: where.followUp }),
    ...ranges(where),
    ...(where.updatedWithin && { updatedWithin: where.updatedWithin }),
    ...(dataValues && { dataValues }),
    ...(attributes && { attributes }),
    ...assignedUsers(where),
    ...categories(where),
  }
}

/** Before 2.40 such an order is ignored, and pages would come in another. */
function checkEnrollmentOrder(orderBy: EventsArguments['orderBy'], capabilities: Capabilities): void {
  for (const [index, { attribute, field }] of (orderBy ?? []).entries())
    if (!capabilities.orderEventsByEnrollment && (attribute || field === 'enrolledAt'))
      throw new PlanError(
        `orderBy[${index}]`,
        `DHIS2 ${capabilities.version.text} cannot sort events by attributes or ENROLLED_AT`,
        { needsVersion: '2.40' },
      )
}

/** What versions before 2.39 ignore, and would answer with all events. */
const BY_ATTRIBUTES = ['attributes', 'enrolledAt', 'enrollmentOccurredAt'] as const

function checkSupport(where: EventWhere, { eventsByAttributes, version }: Capabilities): void {
  for (const name of BY_ATTRIBUTES)
    if (where[name] && !eventsByAttributes)
      throw new PlanError(`where.${name}`, `DHIS2 ${version.text} cannot narrow events by it`, { needsVersion: '2.39' })
}

const RANGES = ['occurredAt', 'scheduledAt', 'updatedAt', 'enrolledAt', 'enrollmentOccurredAt'] as const

function ranges(where: EventWhere): Partial<EventQuery> {
  const query: Partial<EventQuery> = {}
  for (const name of RANGES) {
    const range = timeRange(where[name])
    if (range) query[name] = range
  }
  return query
}

/** A category combination and options of it name one attribute option combination; DHIS2 wants both or neither. */
function categories(where: EventWhere): Partial<EventQuery> {
  const combo = optionalUid('where.attributeCategoryCombo', where.attributeCategoryCombo)
  const options = optionalUids('where.attributeCategoryOptions', where.attributeCategoryOptions)
  if (combo === undefined && options === undefined) return {}
  if (combo === undefined || !options?.length)
    throw new PlanError(
      combo === undefined ? 'where.attributeCategoryCombo' : 'where.attributeCategoryOptions',
      'must be given: a category combination and its options go together',
    )
  return { attributeCategoryCombo: combo, attributeCategoryOptions: options }
}
