import type { Capabilities } from '../model/server-info.ts'
import type { EnrollmentStatus, EventStatus } from '../model/tracker.ts'
import type { EventQuery, OrgUnitMode } from '../model/tracker-query.ts'
import { checkOrgUnits, optionalUid, optionalUids } from './checks.ts'
import type { Demand } from './demand.ts'
import { type Maybe, type OrderArgument, orderTerms, type RangeArgument, timeRange } from './list-arguments.ts'
import { PlanError } from './plan-error.ts'
import { type ListPlan, type PageArguments, type PlannerStyle, planList } from './plan-list.ts'

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
}

/** The plan of `events`; throws a PlanError for what this server's version cannot answer. */
export function planEvents(
  args: EventsArguments,
  demand: Demand,
  context: { capabilities: Capabilities; style: PlannerStyle },
): ListPlan {
  const query = eventQuery(args)
  const { capabilities } = context
  if (capabilities.listsNeedProgram && !query.program)
    throw new PlanError('program', `DHIS2 ${capabilities.version.text} lists events of one program only: give program`)
  return planList(query, args, demand, context)
}

function eventQuery(args: EventsArguments): EventQuery {
  const program = optionalUid('program', args.program)
  const programStage = optionalUid('programStage', args.programStage)
  const trackedEntity = optionalUid('trackedEntity', args.trackedEntity)
  const enrollments = optionalUids('enrollments', args.enrollments)
  const ids = optionalUids('ids', args.ids)
  const orgUnit = optionalUid('orgUnit', args.orgUnit)
  checkOrgUnits(orgUnit ? [orgUnit] : undefined, args.orgUnitMode ?? undefined, 'orgUnit')
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
    ...conditions(args.where),
    order: orderTerms(args.orderBy),
  }
}

function conditions(where: Maybe<EventWhere>): Partial<EventQuery> {
  if (!where) return {}
  const occurredAt = timeRange(where.occurredAt)
  const scheduledAt = timeRange(where.scheduledAt)
  const updatedAt = timeRange(where.updatedAt)
  return {
    ...(where.status && { status: where.status }),
    ...(where.enrollmentStatus && { enrollmentStatus: where.enrollmentStatus }),
    ...(typeof where.followUp === 'boolean' && { followUp: where.followUp }),
    ...(occurredAt && { occurredAt }),
    ...(scheduledAt && { scheduledAt }),
    ...(updatedAt && { updatedAt }),
    ...(where.updatedWithin && { updatedWithin: where.updatedWithin }),
  }
}
