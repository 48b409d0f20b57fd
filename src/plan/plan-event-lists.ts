import type { FieldTree } from '../model/tracker-query.ts'
import { createDemand, type Demand, mergeDemand } from './demand.ts'
import { type NestedEventArguments, narrowsEvents } from './nested-events.ts'

/** Events to fetch for all enrollments under `path` together: all of them, or one list that its arguments narrow. */
export interface EventsBatch {
  path: string[]
  /** The list's arguments, and the key under which its enrollments keep it; absent for all events. */
  list?: { key: string; args: NestedEventArguments }
  fields: FieldTree
}

/** How lists of events below enrollments are fetched: what all need in one, the rest each alone. */
export interface EventLists {
  embedded: Demand | undefined
  batches: { key: string; args: NestedEventArguments; demand: Demand }[]
}

/** More lists than this are cheaper as all events at once. */
const MOST_LISTS = 4

/**
 * Lists that arguments narrow are fetched each alone, so that DHIS2 does the narrowing; but where one list wants all
 * events anyway, or there are many, all events are fetched once and each list is chosen from them.
 */
export function planEventLists(
  lists: ReadonlyMap<string, { args: NestedEventArguments; demand: Demand }>,
  style: { splitEvents: boolean },
): EventLists {
  const all = [...lists].map(([key, { args, demand }]) => ({ key, args, demand }))
  const split = style.splitEvents && all.length <= MOST_LISTS && all.every(({ args }) => narrowsEvents(args))
  if (split) return { embedded: undefined, batches: all }
  const embedded = createDemand()
  for (const { demand } of all) mergeDemand(embedded, demand)
  return { embedded, batches: [] }
}
