import { type Cursor, parseCursor } from './cursor.ts'
import type { PageWindow } from './page-window.ts'
import { PlanError } from './plan-error.ts'

/** Rows at most in one page of the graph; more is refused, never silently cut. */
export const LARGEST_PAGE = 1000

type Maybe<T> = T | null | undefined

/** The arguments that every connection takes: `first` with `after` goes forward, `last` with `before` backward. */
export interface PageArguments {
  first?: Maybe<number>
  after?: Maybe<string>
  last?: Maybe<number>
  before?: Maybe<string>
}

/** A row that a cursor names: it stands at `index` (from 0), unless rows came or went since. */
export interface Anchor {
  argument: 'after' | 'before'
  index: number
  uid: string
}

/** The rows that a caller wants. */
export interface WantedPage {
  window: PageWindow
  anchor?: Anchor
  /** The window is counted from the list's end, which has to be found out: its last `first` rows. */
  fromEnd?: true
}

/** The page that the arguments describe; `otherwise` rows where they tell no number. */
export function wantedPage(args: PageArguments, otherwise = 50): WantedPage {
  const { first, after, last, before } = args
  checkCount('first', first)
  checkCount('last', last)
  const backward = isGiven(last) || isGiven(before)
  if (backward && (isGiven(first) || isGiven(after)))
    throw new PlanError(isGiven(first) ? 'first' : 'after', 'goes forward: leave out last and before, or use only them')
  if (!backward) return forward(first ?? otherwise, after ? parseCursor(after, 'after') : undefined)
  return backwards(last ?? otherwise, before ? parseCursor(before, 'before') : undefined)
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined
}

function checkCount(argument: 'first' | 'last', count: Maybe<number>): void {
  if (isGiven(count) && (Number(count) < 0 || Number(count) > LARGEST_PAGE))
    throw new PlanError(
      argument,
      `must be from 0 to ${LARGEST_PAGE}, but was ${count}: page with after and pageInfo.endCursor`,
    )
}

function forward(count: number, cursor: Cursor | undefined): WantedPage {
  if (!cursor) return { window: { offset: 0, first: count } }
  const { position, uid } = cursor
  const window = { offset: position, first: count }
  return uid === undefined ? { window } : { window, anchor: { argument: 'after', index: position - 1, uid } }
}

function backwards(count: number, cursor: Cursor | undefined): WantedPage {
  if (!cursor) return { window: { offset: 0, first: count }, fromEnd: true }
  const { position, uid } = cursor
  const window = windowBefore(position - 1, count)
  return uid === undefined ? { window } : { window, anchor: { argument: 'before', index: position - 1, uid } }
}

/** The last `count` rows of those before row `index`. */
export function windowBefore(index: number, count: number): PageWindow {
  const offset = Math.max(0, index - count)
  return { offset, first: index - offset }
}

/** The page once its anchor is known to stand at `index`. */
export function anchoredAt({ window, anchor }: WantedPage, index: number, wanted: number): PageWindow {
  return anchor?.argument === 'before' ? windowBefore(index, wanted) : { ...window, offset: index + 1 }
}

/** The refusal of a cursor whose row is no longer in its list: what follows it cannot be told. */
export function lostAnchor({ argument, uid }: Anchor): PlanError {
  return new PlanError(
    argument,
    `the row ${uid} is no longer in this list (changed, deleted, or out of its conditions), so that what follows it cannot be told: start again without ${argument}`,
    { conflict: true },
  )
}

/** The part of a list that is whole at hand; all of it where the arguments ask for no part. */
export function pageOfRows<Row>(
  rows: readonly Row[],
  args: PageArguments,
  uidOf: (row: Row) => string,
): { rows: readonly Row[]; offset: number; total: number; more: boolean } {
  const page = wantedPage(args, rows.length)
  const wanted = args.first ?? args.last ?? rows.length
  const { anchor } = page
  let window = page.fromEnd ? windowBefore(rows.length, wanted) : page.window
  if (anchor) {
    const index = rows.findIndex((row) => uidOf(row) === anchor.uid)
    if (index === -1) throw lostAnchor(anchor)
    window = anchoredAt(page, index, wanted)
  }
  const { offset, first } = window
  return { rows: rows.slice(offset, offset + first), offset, total: rows.length, more: offset + first < rows.length }
}
