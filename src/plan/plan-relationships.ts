import type { Capabilities } from '../model/server-info.ts'
import type { RelationshipItem } from '../model/tracker.ts'
import type { RelationshipQuery } from '../model/tracker-query.ts'
import { requiredUid } from './checks.ts'
import type { Demand } from './demand.ts'
import { type Maybe, type OrderArgument, orderTerms } from './list-arguments.ts'
import type { PageArguments } from './page-arguments.ts'
import { PlanError } from './plan-error.ts'
import { type ListPlan, type PlannerStyle, planList } from './plan-list.ts'

/** The arguments of `relationships`. */
export interface RelationshipsArguments extends PageArguments {
  of: { trackedEntity?: Maybe<string>; enrollment?: Maybe<string>; event?: Maybe<string> }
  orderBy?: Maybe<readonly OrderArgument[]>
  includeDeleted?: Maybe<boolean>
}

/** The plan of `relationships`: DHIS2 lists those of one object, which it wants named by exactly one parameter. */
export function planRelationships(
  args: RelationshipsArguments,
  demand: Demand,
  context: { capabilities: Capabilities; style: PlannerStyle },
): ListPlan {
  const { deletedRelationships, version } = context.capabilities
  if (args.includeDeleted && !deletedRelationships)
    throw new PlanError('includeDeleted', `DHIS2 ${version.text} lists no deleted relationships`, {
      needsVersion: '2.40',
    })
  const query: RelationshipQuery = {
    kind: 'relationships',
    of: objectOf(args.of),
    ...(args.includeDeleted && { includeDeleted: true }),
    order: orderTerms(args.orderBy),
  }
  return planList(query, args, demand, context)
}

function objectOf({ trackedEntity, enrollment, event }: RelationshipsArguments['of']): RelationshipItem {
  if (trackedEntity) return { kind: 'trackedEntities', id: requiredUid('of.trackedEntity', trackedEntity) }
  if (enrollment) return { kind: 'enrollments', id: requiredUid('of.enrollment', enrollment) }
  if (event) return { kind: 'events', id: requiredUid('of.event', event) }
  throw new PlanError('of', 'name a tracked entity, an enrollment or an event')
}
