/** The rows that a caller wants: `first` rows from `offset` (0 is the list's first row). */
export interface PageWindow {
  offset: number
  first: number
}

/** How to read a window from a server that knows numbered pages only. */
export interface WindowReading {
  pageSize: number
  /** Page numbers from 1, in order; their rows put end to end begin at row `start` of the list. */
  pages: number[]
  start: number
}

/** How far above the window's own size one upstream page may grow before two aligned pages are cheaper. */
const LARGEST_OVERFETCH = 1.5

/**
 * The upstream pages that hold a window. Where the window begins at a multiple of its size, which following cursors does,
 * that is one page of just that size; elsewhere one slightly larger page, or the two neighbouring pages that it straddles.
 */
export function readWindow({ offset, first }: PageWindow): WindowReading {
  const largest = Math.floor(first * LARGEST_OVERFETCH)
  for (let pageSize = first; pageSize <= largest; pageSize++) {
    const page = Math.floor(offset / pageSize)
    if (page === Math.floor((offset + first - 1) / pageSize))
      return { pageSize, pages: [page + 1], start: page * pageSize }
  }
  const page = Math.floor(offset / first)
  return { pageSize: first, pages: [page + 1, page + 2], start: page * first }
}

/** How far the two readings of a window may exceed it together. */
const LARGEST_HALVES = 1.1

/** Two upstream pages that hold a window's halves, and share the row in its middle. */
export interface HalvesReading {
  readings: readonly [WindowReading, WindowReading]
  /** The index in the list of the row that both hold. */
  shared: number
}

/** How to read a window in two requests at once; undefined where its halves are no upstream pages. The shared row shows that nothing moved between the two. */
export function readHalves({ offset, first }: PageWindow): HalvesReading | undefined {
  const shared = offset + Math.ceil(first / 2)
  const readings = [
    readWindow({ offset, first: shared - offset + 1 }),
    readWindow({ offset: shared, first: offset + first - shared }),
  ] as const
  const read = readings.reduce((rows, { pageSize, pages }) => rows + pageSize * pages.length, 0)
  return readings.some(({ pages }) => pages.length > 1) || read > first * LARGEST_HALVES + 2
    ? undefined
    : { readings, shared }
}
