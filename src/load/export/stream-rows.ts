import { RefusedRequest } from '../../model/refused-request.ts'
import { rowsBehindSeam, type SeamedWindow, windowAfter, windowBack } from '../../plan/seamed-windows.ts'

/** The rows of a window. `more`: whether rows follow it, undefined where the server does not say. */
export interface WindowPage<Row> {
  rows: Row[]
  more: boolean | undefined
}

/** Reads one window of a list. */
export type ReadWindow<Row> = (window: SeamedWindow) => Promise<WindowPage<Row>>

/** UIDs of rows that were passed on that are kept, to find the seam by. */
const KEPT = 1000

interface Ahead<Row> {
  window: SeamedWindow
  page: Promise<WindowPage<Row>>
}

/**
 * All rows of a list, in its order, a part at a time: with at most `atOnce` windows being read or waiting to be taken, and
 * one alone until it is known that more rows follow. What is not taken is not read. Rejects with what reading a window
 * rejects with, or with a RefusedRequest where so much of the list changes that the next row can no longer be told.
 */
export async function* streamRows<Row extends { uid: string }>(
  read: ReadWindow<Row>,
  atOnce: number,
): AsyncGenerator<Row[], void, undefined> {
  const ahead: Ahead<Row>[] = []
  let next = windowAfter(undefined)
  const readAhead = (count: number): void => {
    while (ahead.length < count) {
      const page = read(next)
      // Whoever takes it meets its failure; one that is given up has nobody to tell.
      page.catch(() => {})
      ahead.push({ window: next, page })
      next = windowAfter(next)
    }
  }
  readAhead(1)
  let passed: string[] = []
  let before: SeamedWindow | undefined
  for (let first = ahead.shift(); first; first = ahead.shift()) {
    let { window } = first
    let page = await first.page
    let rows = before ? rowsBehindSeam(page.rows, passed) : page.rows
    if (!rows && before) {
      // So much has changed that the two windows have nothing in common: on from where the last row stands now.
      ahead.length = 0
      window = windowBack(before)
      page = await read(window)
      next = windowAfter(window)
      rows = rowsBehindSeam(page.rows, passed)
    }
    if (!rows) throw new RefusedRequest('The list changed too much while it was read: ask again', false)
    const ends = !(page.more ?? page.rows.length >= window.pageSize)
    if (!ends) readAhead(atOnce)
    if (rows.length > 0) {
      passed = [...passed, ...rows.map(({ uid }) => uid)].slice(-KEPT)
      yield rows
    }
    if (ends) return
    before = window
  }
}
