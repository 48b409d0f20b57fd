import type { Capabilities } from '../model/server-info.ts'
import { UID_PROPERTY } from '../model/tracker.ts'
import type { TrackerQuery } from '../model/tracker-query.ts'
import { createDemand, type Demand } from './demand.ts'
import {
  chooseWay,
  expectedCosts,
  type FetchWay,
  type ListShape,
  listKey,
  narrowings,
  type SeenCosts,
  shapeOf,
} from './fetch-way.ts'
import { narrowsEvents } from './nested-events.ts'
import { type PageArguments, type WantedPage, wantedPage } from './page-arguments.ts'
import { partLater, planParted, whatDefers } from './plan-deferred.ts'
import type { ObjectPlan } from './plan-object.ts'

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
  way: FetchWay
  /** Under which the time it takes is remembered; absent where there is but one way to fetch it. */
  shape?: ListShape
}

/**
 * How plans are made: `pushdown` and `batch` off is the slow twin that must give the same answer. `costs`: what the server was seen to take;
 * without them plans go by what is known of its version.
 */
export interface PlannerStyle {
  pushdown: boolean
  batch: boolean
  costs?: SeenCosts
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
  const planned = {
    splitEvents: style.batch && capabilities.batchedEventsExact && window.first > 1,
    pushdown: style.pushdown,
    ...(query.kind !== 'relationships' && query.program && { program: query.program }),
    includeDeleted: query.includeDeleted ?? false,
    defers: whatDefers(style, capabilities, query, window.first),
  }
  const parted = partLater(demand, planned)
  const { now } = parted
  const countOnly = !now.list.has('rows')
  const ordered = { ...query, order: totalOrder(query, capabilities) }
  const { way, shape } = countOnly ? { way: 'whole' as const } : wayOf(ordered, wanted, now, context)
  return {
    query: ordered,
    page: countOnly ? { window: { offset: 0, first: 1 } } : wanted,
    wanted: page.first ?? page.last ?? window.first,
    total: now.list.has('total'),
    probe: !countOnly && now.list.has('more') && !capabilities.tellsNextPage,
    empty: namesNothing(query) || (window.first === 0 && !now.list.has('total')),
    object: planParted(query.kind, parted, { ...planned, batchEvents: way === 'split' }),
    way,
    ...(shape && { shape }),
  }
}

/** Pages of fewer rows are not worth a second request. */
const LEAST_ROWS = 20

/** The way to fetch a page: of those that give the same rows on this version, the cheapest. */
function wayOf(
  query: TrackerQuery,
  { window }: WantedPage,
  demand: Demand,
  { capabilities, style }: { capabilities: Capabilities; style: PlannerStyle },
): { way: FetchWay; shape?: ListShape } {
  const lists = [...(query.kind === 'trackedEntities' ? enrollmentsOf(demand) : demand).events.values()]
  const wantsAll = lists.some(({ args }) => !narrowsEvents(args))
  const busy = style.costs?.busy ?? false
  const ways: FetchWay[] = ['whole']
  if (!busy && canHalve(query, capabilities)) ways.push('halves')
  if (wantsAll && query.kind !== 'events' && capabilities.batchedEventsExact) ways.push('split')
  if (!style.batch || window.first < LEAST_ROWS || ways.length === 1) return { way: 'whole' }
  const shape = shapeOf(query, window.first, demand, capabilities, busy)
  const expected = expectedCosts(query.kind, window.first, wantsAll, capabilities.rowCosts)
  return { way: chooseWay({ ways, expected, busy }, style.costs?.lists.get(listKey(shape, window.first))), shape }
}

const nothing = createDemand()

function enrollmentsOf(demand: Demand): Demand {
  return demand.embedded.get('enrollments') ?? nothing
}

/**
 * Whether two requests at once can read a page: where its rows have a place of their own, which none has by an order that leaves ties, and fill
 * it, which those of a narrowed list may not. Pages of enrollments may lack rows (the caller's rights are looked at after paging).
 */
function canHalve(query: TrackerQuery, { orderByUid, stableDefaultOrder }: Capabilities): boolean {
  if (query.kind !== 'trackedEntities' && query.kind !== 'events') return false
  const isTotal = orderByUid[query.kind] || ((query.order ?? []).length === 0 && stableDefaultOrder)
  return isTotal && narrowings(query).length === 0
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
