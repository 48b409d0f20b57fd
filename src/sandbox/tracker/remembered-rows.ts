import type { Reader } from './reader.ts'
import type { TrackerIndex } from './tracker-index.ts'

/** Lists kept at most of each kind. */
const mostLists = 8

/** What tells one page of a list from another, or what is shown of its rows, and not which rows it has. */
const pageParameters = ['page', 'pageSize', 'totalPages', 'paging', 'skipPaging', 'fields']

/**
 * The rows of a whole list in its order, found once for all its pages: who pages through a long list asks for it again and again. They are
 * forgotten with their index, at the next write; ownership that changed is not written there, so where there is any nothing is kept.
 */
export function rememberedRows<Row>(
  known: Map<string, Row[]>,
  { index, reader, query, list }: { index: TrackerIndex; reader: Reader; query: URLSearchParams; list: string },
  find: () => Row[],
): Row[] {
  const { transferred, opened } = index.dataset.ownership
  if (transferred.size > 0 || opened.size > 0) return find()
  const asked = new URLSearchParams(query)
  for (const name of pageParameters) asked.delete(name)
  const key = `${list} ${reader.user.username} ${asked}`
  const rows = known.get(key) ?? find()
  known.delete(key)
  known.set(key, rows)
  const [oldest] = known.size > mostLists ? known.keys() : []
  if (oldest !== undefined) known.delete(oldest)
  return rows
}
