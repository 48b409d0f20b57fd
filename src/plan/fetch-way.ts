import type { Capabilities } from '../model/server-info.ts'
import type { TrackerQuery } from '../model/tracker-query.ts'
import type { Demand } from './demand.ts'

/**
 * How a page is fetched. `whole`: in one request with all that is nested in it. `halves`: in two such requests at once. `split`: without
 * events, and then these in batches of their own.
 */
export type FetchWay = 'whole' | 'halves' | 'split'

/** What one way was seen to take, in milliseconds, and at which turn of its list it was last seen. */
export interface SeenWay {
  readonly ms: number
  readonly at: number
}

/** What lists of one kind were seen to take; `turns`: how many there were. */
export interface SeenList {
  readonly turns: number
  readonly ways: ReadonlyMap<FetchWay, SeenWay>
}

/** What a server was seen to take so far, by the keys of lists. `busy`: many lists are under way, so that none may take more than one request at once. */
export interface SeenCosts {
  readonly lists: ReadonlyMap<string, SeenList>
  readonly busy: boolean
}

/** Lists that are alike in what they cost, whoever asks: `key` tells all but the number of rows. */
export interface ListShape {
  key: string
  rows: number
}

/** A choice among the ways that give the same rows. */
export interface WayChoice {
  ways: readonly FetchWay[]
  /** What each way takes on other servers of this version, in milliseconds. */
  expected: Readonly<Record<FetchWay, number>>
  /** Whether many lists are under way. */
  busy: boolean
}

/** Every so many turns another way is tried, so that one that has become better is found; what is far worse, every so many of those. */
const TRY_EVERY = 20
const TRY_FAR_WORSE_EVERY = 100
const FAR_WORSE = 3

/** More than one request must take this much less than one: a part of its time, and milliseconds. */
const WORTH_A_REQUEST = { part: 0.9, ms: 7 }
/** Where many lists wait for each other, what is saved is mostly chance, and each request costs everybody. */
const WORTH_A_REQUEST_WHEN_BUSY = { part: 0.65, ms: 7 }
/** Two requests at once take the server's time from others, which a second request after the first does not. */
const AT_ONCE = 1.05

/** The cheapest way, by what was seen and, where nothing was, by what is expected of such a server. */
export function chooseWay({ ways, expected, busy }: WayChoice, seen: SeenList | undefined): FetchWay {
  const costs = ways.map((way) => ({ way, at: seen?.ways.get(way)?.at ?? -1, ms: costOf(way, expected, seen) }))
  const weighed = costs.map((cost) => ({ ...cost, ms: weigh(cost.way, cost.ms, busy) }))
  const [best] = weighed.toSorted((one, other) => one.ms - other.ms)
  if (best === undefined) return 'whole'
  const turn = (seen?.turns ?? 0) + 1
  if (turn % TRY_EVERY !== 0) return best.way
  const others = weighed.filter(
    ({ way, ms }) => way !== best.way && (ms <= best.ms * FAR_WORSE || turn % TRY_FAR_WORSE_EVERY === 0),
  )
  const [oldest] = others.toSorted((one, other) => one.at - other.at)
  return oldest?.way ?? best.way
}

function weigh(way: FetchWay, ms: number, busy: boolean): number {
  const worth = busy ? WORTH_A_REQUEST_WHEN_BUSY : WORTH_A_REQUEST
  if (way === 'whole') return Math.min(ms * worth.part, ms - worth.ms)
  return way === 'halves' ? ms * AT_ONCE : ms
}

/** What was seen; else what is expected, as much faster or slower as this server turned out to be at the ways that were seen. */
function costOf(way: FetchWay, expected: WayChoice['expected'], seen: SeenList | undefined): number {
  const known = seen?.ways.get(way)
  if (known !== undefined) return known.ms
  const ratios = [...(seen?.ways ?? [])].map(([other, { ms }]) => ms / expected[other])
  return expected[way] * (ratios.length > 0 ? Math.min(...ratios) : 1)
}

/** The key of lists of this shape and about this many rows. */
export function listKey({ key }: ListShape, rows: number): string {
  return `${key} ${Math.round(Math.log2(Math.max(1, rows)))}`
}

/** What decides the cost of a list beside the number of its rows: what is asked, of which program, how it is narrowed; never by whom or to which values. */
export function shapeOf(
  query: TrackerQuery,
  rows: number,
  demand: Demand,
  { version, dialect }: Capabilities,
  busy: boolean,
): ListShape {
  const program = query.kind === 'relationships' ? '' : (query.program ?? '')
  const narrowed = narrowings(query).join()
  const server = `${version.major} ${dialect}`
  const key = [server, query.kind, program, narrowed, embeddedNames(demand).sort().join(), busy ? 'busy' : ''].join(' ')
  return { key, rows }
}

function embeddedNames(demand: Demand): string[] {
  const below = [...demand.embedded].flatMap(([name, inner]) => [
    name,
    ...embeddedNames(inner).map((one) => `${name}.${one}`),
  ])
  return demand.events.size > 0 ? [...below, 'events'] : below
}

/** Conditions that every list has, or that make none shorter. */
const NOT_NARROWING = ['kind', 'program', 'trackedEntityType', 'orgUnits', 'orgUnitMode', 'order', 'includeDeleted']

/** The names of the conditions that make a list shorter than its page. */
export function narrowings(query: TrackerQuery): string[] {
  return Object.keys(query)
    .filter((name) => !NOT_NARROWING.includes(name))
    .sort()
}

/** Events below an enrollment on average, where nothing is known of a program: those of the Child Programme by which servers were measured. */
const EVENTS_EACH = 5

/** What each way takes on a server with the costs of its version that two requests at once do not slow down. */
export function expectedCosts(
  kind: TrackerQuery['kind'],
  rows: number,
  hasEvents: boolean,
  { request, entity, enrollment, nestedEvent, listedEvent }: Capabilities['rowCosts'],
): Record<FetchWay, number> {
  if (kind === 'events' || kind === 'relationships') {
    const list = rows * listedEvent
    return { whole: request + list, halves: request + list / 2, split: request + list }
  }
  const row = kind === 'trackedEntities' ? entity + enrollment : enrollment
  const events = hasEvents ? rows * EVENTS_EACH : 0
  const nested = rows * row + events * nestedEvent
  return {
    whole: request + nested,
    halves: request + nested / 2,
    split: 2 * request + rows * row + events * listedEvent,
  }
}
