import { LARGEST_PAGE } from './page-arguments.ts'

/** A numbered upstream page (from 1) that is read of a list: its rows `offset` to before `end`. */
export interface SeamedWindow {
  page: number
  pageSize: number
  offset: number
  end: number
}

/** How small a page may be, so that one fits onto the end of the page before it. */
const SMALLEST_PAGE = 900

/** Rows at least that two neighbouring windows have in common. */
const LEAST_OVERLAP = 4

/**
 * The window behind another one, which it overlaps by some rows. DHIS2 knows numbered pages alone, so its size is the one
 * whose multiples fall right: about one row in a hundred is read twice, and all windows are known before the first is read.
 */
export function windowAfter(previous: SeamedWindow | undefined): SeamedWindow {
  let best = windowAt(1, LARGEST_PAGE)
  if (!previous) return best
  for (let pageSize = LARGEST_PAGE; pageSize >= SMALLEST_PAGE; pageSize--) {
    const window = windowAt(Math.floor((previous.end - LEAST_OVERLAP) / pageSize) + 1, pageSize)
    if (window.end > best.end) best = window
  }
  return best
}

/** How far before a window's end a seam is looked for that is not in the window behind it. */
const LOOK_BACK = 500

/** One window from about 500 rows before another one's end on. */
export function windowBack({ end }: SeamedWindow): SeamedWindow {
  const wanted = Math.max(0, end - LOOK_BACK)
  let best = windowAt(1, LARGEST_PAGE)
  for (let pageSize = LARGEST_PAGE; pageSize >= LOOK_BACK; pageSize--) {
    const window = windowAt(Math.floor(wanted / pageSize) + 1, pageSize)
    if (window.end > end - 1 && wanted - window.offset < wanted - best.offset) best = window
  }
  return best
}

function windowAt(page: number, pageSize: number): SeamedWindow {
  return { page, pageSize, offset: (page - 1) * pageSize, end: page * pageSize }
}

/**
 * The rows of a window behind the last one that was passed on before; `passed` holds the UIDs of the last of those, in
 * order. The seam is found by UID, so that rows which come or go elsewhere in the list make none be left out or repeated.
 * Undefined where none of the rows that were passed on is in the window: what lies between cannot be told.
 */
export function rowsBehindSeam<Row extends { uid: string }>(
  rows: readonly Row[],
  passed: readonly string[],
): Row[] | undefined {
  const places = new Map(rows.map(({ uid }, index) => [uid, index]))
  const last = passed.findLast((uid) => places.has(uid))
  const place = last === undefined ? undefined : places.get(last)
  if (place === undefined) return undefined
  const known = new Set(passed)
  return rows.slice(place + 1).filter(({ uid }) => !known.has(uid))
}
