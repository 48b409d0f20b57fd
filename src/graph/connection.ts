import { printCursor } from '../plan/cursor.ts'

/** The rows of a page, of which the first stands at `offset` of its list; `total` and `more` where they were asked for. */
export interface ConnectionRows<Row> {
  rows: readonly Row[]
  offset: number
  total: number | undefined
  more: boolean | undefined
}

/** A page as Relay's connections have it. */
export interface Connection<Row> {
  edges: { cursor: string; node: Row }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
  totalCount: number | null
}

/** Turns rows into a Relay connection. */
export function connectionOf<Row>({ rows, offset, total, more }: ConnectionRows<Row>): Connection<Row> {
  const cursor = (index: number): string | null => (rows.length > 0 ? printCursor(offset + index + 1) : null)
  return {
    edges: rows.map((node, index) => ({ cursor: printCursor(offset + index + 1), node })),
    pageInfo: {
      hasNextPage: more ?? false,
      hasPreviousPage: offset > 0,
      startCursor: cursor(0),
      endCursor: cursor(rows.length - 1),
    },
    totalCount: total ?? null,
  }
}
