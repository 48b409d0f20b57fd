import { type TrackerRow, UID_PROPERTY, uidOf } from '../model/tracker.ts'
import type { FieldTree, TrackerPage, TrackerQuery } from '../model/tracker-query.ts'
import { type Anchor, anchoredAt, lostAnchor, windowBefore } from '../plan/page-arguments.ts'
import { type PageWindow, readHalves, readWindow } from '../plan/page-window.ts'
import type { ListPlan } from '../plan/plan-list.ts'
import type { RowSource } from './fetch-events.ts'
import { mapBounded } from './map-bounded.ts'

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

/** A window's rows, and whether rows follow where the server or a row too many tells. */
async function fetchWindow(source: RowSource, plan: ListPlan, window: PageWindow): Promise<FetchedPage> {
  const { offset } = window
  if (window.first === 0 && !plan.total) return { rows: [], offset, total: undefined, more: undefined }
  const read = { offset, first: Math.max(1, window.first) + (plan.probe ? 1 : 0) }
  const { rows, total, more } = (await fetchHalves(source, plan, read)) ?? (await fetchPages(source, plan, read))
  const wanted = rows.slice(0, window.first)
  return { rows: wanted, offset, total, more: rows.length > wanted.length || more }
}

interface ReadRows {
  rows: TrackerRow[]
  total: number | undefined
  more: boolean
}

/** Rows cut out of the upstream pages that hold them. */
async function fetchPages(source: RowSource, plan: ListPlan, window: PageWindow): Promise<ReadRows> {
  const { pageSize, pages, start } = readWindow(window)
  const answers = await Promise.all(
    pages.map((page, index) => listPage(source, plan, { page, pageSize, total: plan.total && index === 0 })),
  )
  return {
    rows: answers.flatMap(({ rows }) => rows).slice(window.offset - start),
    total: answers[0]?.total,
    more: answers.at(-1)?.more ?? false,
  }
}

/** The same from two requests at once, where the plan wants that; undefined where the list moved between them, so that a row may be missing. */
async function fetchHalves(source: RowSource, plan: ListPlan, window: PageWindow): Promise<ReadRows | undefined> {
  const halves = plan.way === 'halves' ? readHalves(window) : undefined
  if (!halves) return undefined
  const { readings, shared } = halves
  const [one, other] = await Promise.all(
    readings.map(({ pageSize, pages: [page = 1] }, index) =>
      listPage(source, plan, { page, pageSize, total: plan.total && index === 0 }),
    ),
  )
  if (!one || !other) return undefined
  const [before, after] = [
    one.rows.slice(window.offset - readings[0].start),
    other.rows.slice(shared - readings[1].start),
  ]
  const [last, next] = [before[shared - window.offset], after[0]]
  const joined = last === undefined || next === undefined ? last === next : uidOf(last) === uidOf(next)
  if (!joined) return undefined
  const rows = [...before.slice(0, shared - window.offset), ...after]
  return { rows, total: one.total, more: other.more ?? false }
}

function listPage(
  { client, call }: RowSource,
  { query, object }: ListPlan,
  page: { page: number; pageSize: number; total: boolean },
): Promise<TrackerPage<TrackerRow>> {
  return client.list(call, { query, fields: object.fields, page })
}

/** UIDs in one URL: 3,000 characters, so that there is room for the list's conditions and for fields, and requests at once. */
const AGAIN_BATCH = 250
const REQUESTS_AT_ONCE = 4

/** Rows of a list by their UIDs, with other fields of them: what else narrows the list still does, so that they are shown as they were in it. */
export async function fetchAgain(
  { client, call }: RowSource,
  query: TrackerQuery,
  ids: readonly string[],
  fields: ListPlan['object']['fields'],
): Promise<TrackerRow[]> {
  if (query.kind === 'relationships') return []
  const sorted = ids.toSorted()
  const { order: _order, ...narrowed } = query
  const chunks = Array.from({ length: Math.ceil(ids.length / AGAIN_BATCH) }, (_, index) =>
    sorted.slice(index * AGAIN_BATCH, (index + 1) * AGAIN_BATCH),
  )
  const pages = await mapBounded(chunks, REQUESTS_AT_ONCE, (chunk) =>
    client.list(call, {
      query: { ...narrowed, ids: chunk },
      fields,
      page: { page: 1, pageSize: chunk.length, total: false },
    }),
  )
  return pages.flatMap(({ rows }) => rows)
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
