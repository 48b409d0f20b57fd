import { printCursor } from '../plan/cursor.ts'

/** The rows of a page, of which the first stands at `offset` of its list; `total` and `more` where they were asked for. */
export interface ConnectionRows<Row> {
  rows: readonly Row[]
  offset: number
  total: number | undefined
  more: boolean | undefined
  /** The UID by which a cursor finds its row again; left out in lists whose rows have none. */
  uidOf?: (row: Row) => string
}

/** A page as Relay's connections have it. */
export interface Connection<Row> {
  edges: { readonly cursor: string; node: Row }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
  totalCount: number | null
}

/** Turns rows into a Relay connection. */
export function connectionOf<Row>({ rows, offset, total, more, uidOf }: ConnectionRows<Row>): Connection<Row> {
  const cursor = (row: Row, index: number): string => printCursor(offset + index + 1, uidOf?.(row))
  const [first] = rows
  const last = rows.at(-1)
  return {
    // A cursor costs more than its row and is rarely selected.
    edges: rows.map((node, index) => ({
      get cursor() {
        return cursor(node, index)
      },
      node,
    })),
    pageInfo: {
      hasNextPage: more ?? false,
      hasPreviousPage: offset > 0,
      startCursor: first === undefined ? null : cursor(first, 0),
      endCursor: last === undefined ? null : cursor(last, rows.length - 1),
    },
    totalCount: total ?? null,
  }
}
