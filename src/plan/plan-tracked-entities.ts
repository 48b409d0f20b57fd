import type { Capabilities } from '../model/server-info.ts'
import type { EnrollmentStatus, EventStatus } from '../model/tracker.ts'
import type { AssignedUserMode, OrderTerm, OrgUnitMode, TimeRange, TrackedEntityQuery } from '../model/tracker-query.ts'
import { checkOrgUnits, optionalUid, optionalUids } from './checks.ts'
import type { Demand } from './demand.ts'
import { type Maybe, type OrderArgument, orderTerms, type RangeArgument, timeRange } from './list-arguments.ts'
import type { PageArguments } from './page-arguments.ts'
import { PlanError } from './plan-error.ts'
import { type ListPlan, type PlannerStyle, planList } from './plan-list.ts'
import { assignedUsers, type ValueCondition, valueTests } from './value-conditions.ts'

/** The arguments of `trackedEntities`. */
export interface TrackedEntitiesArguments extends PageArguments {
  program?: Maybe<string>
  trackedEntityType?: Maybe<string>
  ids?: Maybe<readonly string[]>
  orgUnits?: Maybe<readonly string[]>
  orgUnitMode?: Maybe<OrgUnitMode>
  where?: Maybe<TrackedEntityWhere>
  orderBy?: Maybe<readonly OrderArgument[]>
  includeDeleted?: Maybe<boolean>
}

/** The `where` of `trackedEntities`. */
export interface TrackedEntityWhere {
  enrollmentStatus?: Maybe<EnrollmentStatus>
  followUp?: Maybe<boolean>
  enrolledAt?: Maybe<RangeArgument>
  enrollmentOccurredAt?: Maybe<RangeArgument>
  updatedAt?: Maybe<RangeArgument>
  updatedWithin?: Maybe<string>
  programStage?: Maybe<string>
  eventStatus?: Maybe<EventStatus>
  eventOccurredAt?: Maybe<RangeArgument>
  potentialDuplicate?: Maybe<boolean>
  attributes?: Maybe<readonly ValueCondition[]>
  assignedUsers?: Maybe<readonly string[]>
  assignedUserMode?: Maybe<AssignedUserMode>
}

/** The plan of `trackedEntities`; throws a PlanError for what no version of DHIS2 could answer. */
export function planTrackedEntities(
  args: TrackedEntitiesArguments,
  demand: Demand,
  context: { capabilities: Capabilities; style: PlannerStyle },
): ListPlan {
  return planList(trackedEntityQuery(args, context.capabilities), args, demand, context)
}

function trackedEntityQuery(args: TrackedEntitiesArguments, capabilities: Capabilities): TrackedEntityQuery {
  const program = optionalUid('program', args.program)
  const trackedEntityType = optionalUid('trackedEntityType', args.trackedEntityType)
  const ids = optionalUids('ids', args.ids)
  const orgUnits = optionalUids('orgUnits', args.orgUnits)
  checkOrgUnits(orgUnits, args.orgUnitMode ?? undefined)
  if (program && trackedEntityType)
    throw new PlanError('trackedEntityType', 'goes without program, which already decides the type')
  if (!program && !trackedEntityType && !ids)
    throw new PlanError(
      'program',
      'give program, trackedEntityType or ids: DHIS2 lists no tracked entities without one',
    )
  return {
    kind: 'trackedEntities',
    ...(program && { program }),
    ...(trackedEntityType && { trackedEntityType }),
    ...(ids && { ids }),
    ...(orgUnits && { orgUnits }),
    ...(args.orgUnitMode && { orgUnitMode: args.orgUnitMode }),
    ...(args.includeDeleted && { includeDeleted: true }),
    ...conditions(args.where, program, capabilities),
    order: order(args.orderBy, program, capabilities),
  }
}

/** Conditions on enrollments or events, which DHIS2 honours only inside one program (it ignores or refuses them elsewhere). */
const NEEDS_PROGRAM = [
  'enrollmentStatus',
  'followUp',
  'enrolledAt',
  'enrollmentOccurredAt',
  'programStage',
  'eventStatus',
  'eventOccurredAt',
  'assignedUsers',
  'assignedUserMode',
] as const satisfies (keyof TrackedEntityWhere)[]

function conditions(
  where: Maybe<TrackedEntityWhere>,
  program: string | undefined,
  capabilities: Capabilities,
): Partial<TrackedEntityQuery> {
  if (!where) return {}
  for (const name of NEEDS_PROGRAM)
    if (!program && where[name] !== undefined && where[name] !== null)
      throw new PlanError(`where.${name}`, 'needs program: it is a condition on the enrollments of one program')
  if (typeof where.potentialDuplicate === 'boolean' && !capabilities.potentialDuplicateFilter)
    throw new PlanError('where.potentialDuplicate', `DHIS2 ${capabilities.version.text} ignores it`, {
      needsVersion: '2.38',
    })
  const eventOccurredAt = timeRange(where.eventOccurredAt)
  checkEventConditions(where, eventOccurredAt)
  const programStage = optionalUid('where.programStage', where.programStage)
  const attributes = valueTests('where.attributes', where.attributes, capabilities)
  return {
    ...(where.enrollmentStatus && { enrollmentStatus: where.enrollmentStatus }),
    ...(typeof where.followUp === 'boolean' && { followUp: where.followUp }),
    ...(typeof where.potentialDuplicate === 'boolean' && { potentialDuplicate: where.potentialDuplicate }),
    ...(where.updatedWithin && { updatedWithin: where.updatedWithin }),
    ...range('enrolledAt', where.enrolledAt),
    ...range('enrollmentOccurredAt', where.enrollmentOccurredAt),
    ...range('updatedAt', where.updatedAt),
    ...(programStage && { programStage }),
    ...(where.eventStatus && { eventStatus: where.eventStatus }),
    ...(eventOccurredAt && { eventOccurredAt }),
    ...(attributes && { attributes }),
    ...assignedUsers(where),
  }
}

function range(
  name: 'enrolledAt' | 'enrollmentOccurredAt' | 'updatedAt',
  argument: Maybe<RangeArgument>,
): Partial<TrackedEntityQuery> {
  const value = timeRange(argument)
  return value ? { [name]: value } : {}
}

/** DHIS2 wants `eventStatus`, `eventOccurredAfter` and `eventOccurredBefore` together (export API, request parameters). */
function checkEventConditions(where: TrackedEntityWhere, occurredAt: TimeRange | undefined): void {
  const closed = occurredAt?.after !== undefined && occurredAt.before !== undefined
  if (where.eventStatus && !closed)
    throw new PlanError('where.eventOccurredAt', 'eventStatus needs eventOccurredAt with both after and before')
  if (occurredAt && !(closed && where.eventStatus))
    throw new PlanError('where.eventStatus', 'eventOccurredAt needs both its ends, and eventStatus beside it')
}

function order(
  orderBy: Maybe<readonly OrderArgument[]>,
  program: string | undefined,
  { orderByUid, version }: Capabilities,
): OrderTerm[] {
  const terms = orderTerms(orderBy)
  if (!orderByUid.trackedEntities && terms.some((term) => term.by === 'trackedEntity'))
    throw new PlanError('orderBy', `DHIS2 ${version.text} fails when it sorts tracked entities by ID: leave it out`, {
      byServer: true,
    })
  if (!program && terms.some((term) => term.by === 'enrolledAt'))
    throw new PlanError('orderBy', 'ENROLLED_AT needs program: it is the time of the enrollment in one program')
  return terms
}
