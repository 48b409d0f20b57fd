import { type TrackerRow, UID_PROPERTY, uidOf } from '../model/tracker.ts'
import type { FieldTree } from '../model/tracker-query.ts'
import { type Anchor, anchoredAt, lostAnchor, windowBefore } from '../plan/page-arguments.ts'
import { type PageWindow, readWindow } from '../plan/page-window.ts'
import type { ListPlan } from '../plan/plan-list.ts'
import type { RowSource } from './fetch-events.ts'

/** The rows of a list plan, the first of them at `offset`. `total` and `more` are there where the plan asked for them. */
export interface FetchedPage {
  rows: TrackerRow[]
  offset: number
  total: number | undefined
  more: boolean | undefined
}

/** The rows of a plan's page: where its cursor's row has moved in the list, behind (or before) where it stands now. */
export async function fetchPage(source: RowSource, plan: ListPlan): Promise<FetchedPage> {
  const { page } = plan
  if (plan.empty) return { rows: [], offset: page.window.offset, total: plan.total ? 0 : undefined, more: false }
  if (page.fromEnd) return fetchWindow(source, plan, windowBefore(await count(source, plan), page.window.first))
  const { anchor } = page
  if (!anchor) return fetchWindow(source, plan, page.window)
  const [answer, stands] = await fetchAnchored(source, plan, anchor)
  const found = stands
    ? answer
    : await fetchWindow(source, plan, anchoredAt(page, await findRow(source, plan, anchor), plan.wanted))
  // Behind a page that goes back from a row, that row at least follows.
  return anchor.argument === 'before' ? { ...found, more: true } : found
}

/** The window, and whether the anchor still stands at its place: read with the window where that costs little, else beside it. */
async function fetchAnchored(
  source: RowSource,
  plan: ListPlan,
  anchor: Anchor,
): Promise<[answer: FetchedPage, stands: boolean]> {
  const { window } = plan.page
  const offset = Math.min(window.offset, anchor.index)
  const reading = readWindow({ offset, first: Math.max(1, window.first) + 1 })
  if (reading.pages.length === 1) {
    const answer = await fetchWindow(source, plan, { offset, first: window.first + 1 })
    const row = answer.rows[anchor.index - offset]
    const rows = answer.rows.filter((_, index) => index !== anchor.index - offset)
    return [{ ...answer, offset: window.offset, rows }, row !== undefined && uidOf(row) === anchor.uid]
  }
  const [answer, stands] = await Promise.all([
    fetchWindow(source, plan, window),
    listUids(source, plan, { page: anchor.index + 1, pageSize: 1 }),
  ])
  return [answer, stands[0] === anchor.uid]
}

/** A window's rows, cut out of the upstream pages that hold it. */
async function fetchWindow({ client, call }: RowSource, plan: ListPlan, window: PageWindow): Promise<FetchedPage> {
  const { offset } = window
  if (window.first === 0 && !plan.total) return { rows: [], offset, total: undefined, more: undefined }
  const first = Math.max(1, window.first) + (plan.probe ? 1 : 0)
  const { pageSize, pages, start } = readWindow({ offset, first })
  const { query, object } = plan
  const answers = await Promise.all(
    pages.map((page, index) =>
      client.list(call, { query, fields: object.fields, page: { page, pageSize, total: plan.total && index === 0 } }),
    ),
  )
  const rows = answers.flatMap((answer) => answer.rows).slice(offset - start)
  const wanted = rows.slice(0, window.first)
  return {
    rows: wanted,
    offset,
    total: answers[0]?.total,
    more: rows.length > wanted.length || (answers.at(-1)?.more ?? false),
  }
}

async function count({ client, call }: RowSource, { query }: ListPlan): Promise<number> {
  const page = await client.list(call, { query, fields: uidOnly(query), page: { page: 1, pageSize: 1, total: true } })
  return page.total ?? 0
}

async function listUids(
  { client, call }: RowSource,
  { query }: ListPlan,
  page: { page: number; pageSize: number },
): Promise<string[]> {
  const answer = await client.list(call, { query, fields: uidOnly(query), page: { ...page, total: false } })
  return answer.rows.map(uidOf)
}

function uidOnly({ kind }: ListPlan['query']): FieldTree {
  return { [UID_PROPERTY[kind]]: true }
}

/** Rows in one page of a search, and how many pages are searched. */
const SEARCH_PAGE = 1000
const SEARCHED_PAGES = 10

/** Where an anchor stands now: searched from its old place outward, for a bounded while. */
async function findRow(source: RowSource, plan: ListPlan, anchor: Anchor): Promise<number> {
  const home = Math.floor(anchor.index / SEARCH_PAGE) + 1
  const around = Array.from({ length: SEARCHED_PAGES }, (_, i) => home + (i % 2 === 0 ? i / 2 : -(i + 1) / 2))
  let end = Number.POSITIVE_INFINITY
  for (const page of around) {
    if (page < 1 || page > end) continue
    const uids = await listUids(source, plan, { page, pageSize: SEARCH_PAGE })
    const index = uids.indexOf(anchor.uid)
    if (index !== -1) return (page - 1) * SEARCH_PAGE + index
    if (uids.length < SEARCH_PAGE) end = page
  }
  throw lostAnchor(anchor)
}
