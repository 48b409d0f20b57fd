import type { Capabilities } from '../model/server-info.ts'
import type { EnrollmentStatus } from '../model/tracker.ts'
import type { EnrollmentQuery, OrgUnitMode } from '../model/tracker-query.ts'
import { checkOrgUnits, optionalUid, optionalUids } from './checks.ts'
import type { Demand } from './demand.ts'
import { type Maybe, type OrderArgument, orderTerms, type RangeArgument, timeRange } from './list-arguments.ts'
import type { PageArguments } from './page-arguments.ts'
import { PlanError } from './plan-error.ts'
import { type ListPlan, type PlannerStyle, planList } from './plan-list.ts'

/** The arguments of `enrollments`. */
export interface EnrollmentsArguments extends PageArguments {
  program?: Maybe<string>
  trackedEntity?: Maybe<string>
  ids?: Maybe<readonly string[]>
  orgUnits?: Maybe<readonly string[]>
  orgUnitMode?: Maybe<OrgUnitMode>
  where?: Maybe<EnrollmentWhere>
  orderBy?: Maybe<readonly OrderArgument[]>
  includeDeleted?: Maybe<boolean>
}

/** The `where` of `enrollments`. */
export interface EnrollmentWhere {
  status?: Maybe<EnrollmentStatus>
  followUp?: Maybe<boolean>
  enrolledAt?: Maybe<RangeArgument>
  updatedAt?: Maybe<RangeArgument>
  updatedWithin?: Maybe<string>
  trackedEntityType?: Maybe<string>
}

/** The plan of `enrollments`; throws a PlanError for what this server's version cannot answer. */
export function planEnrollments(
  args: EnrollmentsArguments,
  demand: Demand,
  context: { capabilities: Capabilities; style: PlannerStyle },
): ListPlan {
  const query = enrollmentQuery(args)
  const { capabilities } = context
  if (capabilities.listsNeedProgram && !query.program)
    throw new PlanError(
      'program',
      `DHIS2 ${capabilities.version.text} lists enrollments of one program only: give program`,
      { byServer: true },
    )
  if (query.trackedEntityType && !capabilities.enrollmentsByType)
    throw new PlanError(
      'where.trackedEntityType',
      `DHIS2 ${capabilities.version.text} ignores it, and would answer with enrollments of every type: leave it out, the program decides the type`,
      { byServer: true },
    )
  if (!capabilities.sortsEnrollments && query.order?.length)
    throw new PlanError('orderBy', `DHIS2 ${capabilities.version.text} sorts no enrollments: leave it out`, {
      needsVersion: '2.36',
    })
  if (!capabilities.orderEnrollmentsByTimes && query.order?.some(({ by }) => by === 'createdAt' || by === 'updatedAt'))
    throw new PlanError(
      'orderBy',
      `DHIS2 ${capabilities.version.text} fails when it sorts enrollments by CREATED_AT or UPDATED_AT: use ENROLLED_AT`,
      { needsVersion: '2.43' },
    )
  return planList(query, args, demand, context)
}

function enrollmentQuery(args: EnrollmentsArguments): EnrollmentQuery {
  const program = optionalUid('program', args.program)
  const trackedEntity = optionalUid('trackedEntity', args.trackedEntity)
  const ids = optionalUids('ids', args.ids)
  const orgUnits = optionalUids('orgUnits', args.orgUnits)
  checkOrgUnits(orgUnits, args.orgUnitMode ?? undefined)
  if (program && args.where?.trackedEntityType)
    throw new PlanError('where.trackedEntityType', 'goes without program, which already decides the type')
  return {
    kind: 'enrollments',
    ...(program && { program }),
    ...(trackedEntity && { trackedEntity }),
    ...(ids && { ids }),
    ...(orgUnits && { orgUnits }),
    ...(args.orgUnitMode && { orgUnitMode: args.orgUnitMode }),
    ...(args.includeDeleted && { includeDeleted: true }),
    ...conditions(args.where),
    order: orderTerms(args.orderBy),
  }
}

function conditions(where: Maybe<EnrollmentWhere>): Partial<EnrollmentQuery> {
  if (!where) return {}
  const enrolledAt = timeRange(where.enrolledAt)
  const updatedAt = timeRange(where.updatedAt)
  const trackedEntityType = optionalUid('where.trackedEntityType', where.trackedEntityType)
  if (updatedAt?.before)
    throw new PlanError('where.updatedAt.before', 'no DHIS2 version can list enrollments by it: leave only after')
  return {
    ...(trackedEntityType && { trackedEntityType }),
    ...(where.status && { status: where.status }),
    ...(typeof where.followUp === 'boolean' && { followUp: where.followUp }),
    ...(enrolledAt && { enrolledAt }),
    ...(updatedAt && { updatedAt }),
    ...(where.updatedWithin && { updatedWithin: where.updatedWithin }),
  }
}
