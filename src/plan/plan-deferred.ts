import type { Capabilities } from '../model/server-info.ts'
import type { TrackerKind } from '../model/tracker.ts'
import type { TrackerQuery } from '../model/tracker-query.ts'
import { type LateDemand, type PartedDemand, partDemand } from './deferred-demand.ts'
import { type Demand, hasLate } from './demand.ts'
import { expectedCosts } from './fetch-way.ts'
import { type ObjectPlan, type PlanStyle, planObject } from './plan-object.ts'

/** How objects are planned of which a part may be fetched later. `split`: the events of what is fetched again cost less in batches than nested. */
export type DeferringStyle = PlanStyle & { defers: { events: boolean; again: boolean; split: boolean } }

/** Parts what a selection asks into what is fetched with the objects and what deferred fragments fetch after them. */
export function partLater(demand: Demand, style: Omit<DeferringStyle, 'batchEvents'>): PartedDemand {
  return hasLate(demand) ? partDemand(demand, style) : { now: demand, late: [] }
}

/** The plan for objects of a kind of which deferred fragments fetch a part after the rest. */
export function planParted(kind: TrackerKind, { now, late }: PartedDemand, style: DeferringStyle): ObjectPlan {
  const plan = planObject(kind, now, style)
  if (late.length > 0) plan.late = late.map((part) => planLate(kind, part, style))
  return plan
}

function planLate(kind: TrackerKind, { path, property, again, demand }: LateDemand, given: DeferringStyle) {
  const { events, split } = given.defers
  const style = { ...given, batchEvents: events && (split || !again), splitEvents: events }
  const plan = planParted(kind, partLater(demand, style), style)
  return { path, property, again, plan: again ? plan : { ...plan, fields: {} } }
}

/** What can be fetched after so many rows on this server: what a version cannot tell apart exactly stays with them. */
export function whatDefers(
  { pushdown, batch }: { pushdown: boolean; batch: boolean },
  { batchedEventsExact, rowCosts }: Capabilities,
  query: Pick<TrackerQuery, 'kind'> & { dataValues?: unknown },
  rows: number,
): DeferringStyle['defers'] {
  const expected = expectedCosts(query.kind, rows, true, rowCosts)
  return {
    events: pushdown && batch && batchedEventsExact,
    // DHIS2 refuses the UIDs of events beside filters of their data values.
    again: pushdown && batch && query.dataValues === undefined,
    split: expected.split < expected.whole,
  }
}
