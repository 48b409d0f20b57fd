import { atOnce, createDemand, type Demand, lateOf, mergeDemand } from './demand.ts'
import { planEventLists } from './plan-event-lists.ts'
import { isOwnView, type ViewStyle } from './plan-views.ts'

/**
 * One thing that is fetched when a deferred fragment comes to it: `property` of the rows under `path`, for all of them together. `again`:
 * by asking for the objects themselves once more, with nothing but it.
 */
export interface LateDemand {
  path: string[]
  property: string
  again: boolean
  /** Of the plan's own objects. */
  demand: Demand
}

/** A demand parted into what is fetched with the rows and what after them. */
export interface PartedDemand {
  now: Demand
  late: LateDemand[]
}

/**
 * What can be fetched after the rows. `events`: those of enrollments, in batches; `again`: what the rows hold, by asking for them once more.
 * `splitEvents` as in the plan of the rows.
 */
export interface PartingStyle extends ViewStyle {
  splitEvents: boolean
  defers: { events: boolean; again: boolean }
}

/** Lists of objects that rows hold, which cost DHIS2 more than all else of them. */
const WORTH_ASKING_AGAIN = ['enrollments', 'relationships']

/**
 * Parts a demand: later come lists of objects, objects that rows point at, and views of rows. What costs no request of its own stays with
 * the rows, but for names, which resolvers fetch together where they are not at hand.
 */
export function partDemand(demand: Demand, style: PartingStyle): PartedDemand {
  const late: LateDemand[] = []
  return { now: part(settleViews(demand, style), { path: [], style, late }), late }
}

interface Parting {
  path: string[]
  style: PartingStyle
  late: LateDemand[]
}

function part(demand: Demand, parting: Parting): Demand {
  const now = createDemand()
  const { late: _late, ...own } = demand
  mergeDemand(now, { ...own, embedded: new Map() }, true)
  const asked = allLate(demand) ?? createDemand()
  partEmbedded(demand, asked, now, parting)
  partEvents(asked, now, parting)
  partJoined(asked, now, parting)
  partEnds(asked, now, parting)
  partViews(asked, now, parting)
  for (const property of [...asked.reads, ...asked.named.keys()]) now.reads.add(property)
  for (const need of asked.list) now.list.add(need)
  if (asked.valueParts.has('file')) now.valueParts.add('file')
  now.reached ||= asked.reached
  return now
}

/** What all deferred fragments ask of the same objects, be they within each other. */
function allLate(demand: Demand): Demand | undefined {
  if (!demand.late) return undefined
  const all = createDemand()
  for (let next: Demand | undefined = demand.late; next; next = next.late) {
    const { late: _late, ...own } = next
    mergeDemand(all, own)
  }
  return all
}

function partEmbedded(demand: Demand, asked: Demand, now: Demand, parting: Parting): void {
  const { path, style } = parting
  for (const property of new Set([...demand.embedded.keys(), ...asked.embedded.keys()])) {
    const [own, later] = [demand.embedded.get(property), asked.embedded.get(property)]
    if (!own && later && style.defers.again && path.length === 0 && WORTH_ASKING_AGAIN.includes(property)) {
      defer(parting, property, { embedded: new Map([[property, later]]) }, true)
      continue
    }
    const inner = createDemand()
    if (own) mergeDemand(inner, own)
    if (later) mergeDemand(lateOf(inner), later)
    now.embedded.set(property, part(inner, { ...parting, path: [...path, property] }))
  }
}

/** Where the rows hold all events anyway, or the same list of them, there is nothing to wait for. */
function partEvents(asked: Demand, now: Demand, parting: Parting): void {
  const { style } = parting
  const hasAll = now.events.size > 0 && planEventLists(now.events, style).embedded !== undefined
  const waits = (key: string): boolean => style.defers.events && !hasAll && !now.events.has(key)
  const waiting = new Map([...asked.events].filter(([key]) => waits(key)))
  const others = new Map([...asked.events].filter(([key]) => !waits(key)))
  mergeDemand(now, { ...createDemand(), events: others }, true)
  if (waiting.size === 0) return
  for (const property of ['enrollment', 'program']) now.reads.add(property)
  const { embedded, batches } = planEventLists(waiting, { splitEvents: true })
  if (embedded) defer(parting, 'events', { events: waiting })
  for (const { key, args, demand } of batches) defer(parting, key, { events: new Map([[key, { args, demand }]]) })
}

function partJoined(asked: Demand, now: Demand, parting: Parting): void {
  for (const [property, joined] of asked.joined) {
    const entry = new Map([[property, joined]])
    if (now.joined.has(property)) mergeDemand(now, { ...createDemand(), joined: entry }, true)
    else {
      for (const read of [property, 'program']) now.reads.add(read)
      defer(parting, property, { joined: entry })
    }
  }
}

function partEnds(asked: Demand, now: Demand, parting: Parting): void {
  for (const [end, kinds] of asked.ends) {
    const entry = new Map([[end, kinds]])
    if (now.ends.has(end)) mergeDemand(now, { ...createDemand(), ends: entry }, true)
    else {
      now.ends.set(end, new Map())
      defer(parting, end, { ends: entry })
    }
  }
}

function partViews(asked: Demand, now: Demand, parting: Parting): void {
  for (const [key, viewed] of asked.views) {
    const entry = new Map([[key, viewed]])
    if (now.views.has(key) || parting.path.length > 0) mergeDemand(now, { ...createDemand(), views: entry }, true)
    else defer(parting, key, { views: entry })
  }
}

function defer({ path, late }: Parting, property: string, asked: Partial<Demand>, again = false): void {
  const demand = path.reduceRight(
    (inner, outer): Demand => ({ ...createDemand(), embedded: new Map([[outer, inner]]) }),
    { ...createDemand(), ...asked },
  )
  late.push({ path, property, again, demand })
}

/** Merges into a demand what views ask that show no more than the objects' own; a view that is asked for at once and later is one. */
function settleViews(demand: Demand, style: ViewStyle): Demand {
  const asked = allLate(demand)
  if (demand.views.size === 0 && !asked?.views.size) return demand
  const { late: _late, ...own } = demand
  const settled = createDemand()
  mergeDemand(settled, { ...own, views: new Map() })
  if (asked) mergeDemand(lateOf(settled), { ...asked, views: new Map() })
  for (const [key, { view }] of [...demand.views, ...(asked?.views ?? [])]) {
    const [first, later] = [demand.views.get(key), asked?.views.get(key)]
    const viewed = createDemand()
    if (first) mergeDemand(viewed, first.demand)
    if (later) mergeDemand(lateOf(viewed), later.demand)
    const whole = atOnce(viewed)
    if (isOwnView(view, whole, style)) mergeDemand(settled, viewed)
    else (first ? settled : lateOf(settled)).views.set(key, { view, demand: whole })
  }
  return settled
}
