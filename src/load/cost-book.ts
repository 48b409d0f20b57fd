import {
  type FetchWay,
  type ListShape,
  listKey,
  type SeenCosts,
  type SeenList,
  type SeenWay,
} from '../plan/fetch-way.ts'

/** Kinds of lists remembered at most; the one unused for longest is forgotten first. */
const MOST_LISTS = 500
/** More lists under way than this are busy: two requests for one page would only wait for each other. */
const BUSY_FROM = 4
/** How much of an estimate the newest time makes up; more where the last one is old. */
const NEWEST = 0.3
const NEWEST_AFTER_LONG = 0.8
/** One time counts at most so many times what was known: a pause that has nothing to do with the way must not make it look bad for long. */
const MOST_GROWTH = 1.5
/** Turns after which an estimate is old. */
const LONG = 10

/** What one DHIS2 server was seen to take for lists, in memory: averages by kind of list, with nothing of who asked or what for. */
export interface CostBook {
  /** What plans are chosen by; it changes as lists are fetched. */
  readonly seen: SeenCosts
  /** Begins a list of this shape; the function that it returns is told how many rows came, or that none did because it failed. */
  begin(shape: ListShape | undefined, way: FetchWay): (rows: number | 'failed') => void
}

interface KeptList extends SeenList {
  turns: number
  ways: Map<FetchWay, SeenWay>
}

/** An empty book. `learns: false` counts only what is under way, so that plans go by the server's version alone. */
export function createCostBook({
  learns,
  now = () => performance.now(),
}: {
  learns: boolean
  now?: () => number
}): CostBook {
  const lists = new Map<string, KeptList>()
  let underWay = 0

  function listOf(key: string): KeptList {
    const list = lists.get(key) ?? { turns: 0, ways: new Map() }
    lists.delete(key)
    lists.set(key, list)
    const [oldest] = lists.size > MOST_LISTS ? lists.keys() : []
    if (oldest !== undefined) lists.delete(oldest)
    return list
  }

  function note(list: KeptList, way: FetchWay, ms: number): void {
    const known = list.ways.get(way)
    const weight = known === undefined ? 1 : list.turns - known.at > LONG ? NEWEST_AFTER_LONG : NEWEST
    const counted = known === undefined ? ms : Math.min(ms, known.ms * MOST_GROWTH)
    list.ways.set(way, { ms: (known?.ms ?? 0) * (1 - weight) + counted * weight, at: list.turns })
  }

  return {
    seen: {
      lists,
      get busy() {
        return underWay >= BUSY_FROM
      },
    },
    begin(shape, way) {
      const start = now()
      let isUnderWay = true
      underWay++
      if (learns && shape) listOf(listKey(shape, shape.rows)).turns++
      return (rows) => {
        if (!isUnderWay) return
        isUnderWay = false
        underWay--
        // A page of far fewer rows than wanted tells of such pages.
        if (learns && shape && rows !== 'failed' && rows > 0) note(listOf(listKey(shape, rows)), way, now() - start)
      }
    },
  }
}
