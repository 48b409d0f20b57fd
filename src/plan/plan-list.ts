import type { Capabilities } from '../model/server-info.ts'
import { UID_PROPERTY } from '../model/tracker.ts'
import type { TrackerQuery } from '../model/tracker-query.ts'
import type { Demand } from './demand.ts'
import { type PageArguments, type WantedPage, wantedPage } from './page-arguments.ts'
import { batchesEvents, type ObjectPlan, planObject } from './plan-object.ts'

/** One root list: which rows, what of them, and whether a count is asked for. */
export interface ListPlan {
  query: TrackerQuery
  page: WantedPage
  /** How many rows are wanted, of which a page at the list's edge has fewer. */
  wanted: number
  /** Only where `totalCount` is selected: DHIS2 counts with a query of its own. */
  total: boolean
  /** Ask for one row more than wanted, where the server does not say whether rows follow. */
  probe: boolean
  /** The answer is known to be empty: an empty list of ids names nothing, where DHIS2 would take it for no filter. */
  empty: boolean
  object: ObjectPlan
}

/** How plans are made: `pushdown` and `batch` off is the slow twin that must give the same answer. */
export interface PlannerStyle {
  pushdown: boolean
  batch: boolean
}

/** The plan of a root list. */
export function planList(
  query: TrackerQuery,
  page: PageArguments,
  demand: Demand,
  context: { capabilities: Capabilities; style: PlannerStyle },
): ListPlan {
  const wanted = wantedPage(page)
  const { window } = wanted
  const { capabilities, style } = context
  const countOnly = !demand.list.has('rows')
  const batchEvents = style.batch && batchesEvents(capabilities, window.first)
  return {
    query: { ...query, order: totalOrder(query, capabilities) },
    page: countOnly ? { window: { offset: 0, first: 1 } } : wanted,
    wanted: page.first ?? page.last ?? window.first,
    total: demand.list.has('total'),
    probe: !countOnly && demand.list.has('more') && !capabilities.tellsNextPage,
    empty: namesNothing(query) || (window.first === 0 && !demand.list.has('total')),
    object: planObject(query.kind, demand, {
      batchEvents,
      splitEvents: style.batch && capabilities.batchedEventsExact && window.first > 1,
      pushdown: style.pushdown,
      ...(query.kind !== 'relationships' && query.program && { program: query.program }),
      includeDeleted: query.includeDeleted ?? false,
    }),
  }
}

/** A sort that leaves ties is not a stable one to page by: the UID ends it where the server's version can. */
function totalOrder(query: TrackerQuery, capabilities: Capabilities): NonNullable<TrackerQuery['order']> {
  const order = query.order ?? []
  if (!capabilities.orderByUid[query.kind]) return order
  if (order.length === 0 && capabilities.stableDefaultOrder) return order
  const uid = UID_PROPERTY[query.kind]
  return order.some((term) => term.by === uid) ? order : [...order, { by: uid, direction: 'asc' }]
}

/** An empty list of ids names nothing, but DHIS2 takes an empty parameter for no condition and answers with everything. */
function namesNothing(query: TrackerQuery): boolean {
  if (query.kind === 'relationships') return false
  return query.ids?.length === 0 || (query.kind === 'events' && query.enrollments?.length === 0)
}
