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
  edges: Edge<Row>[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
  totalCount: number | null
}

/** A row of a page, with its place. */
export interface Edge<Row> {
  readonly cursor: string
  readonly node: Row
}

/** Turns rows into a Relay connection, whose parts are made when they are read: a page of parents has thousands of them. */
export function connectionOf<Row>(page: ConnectionRows<Row>): Connection<Row> {
  return new LazyConnection(page)
}

// Classes, since getters of a prototype are free where those of an object cost more than a row.
class LazyConnection<Row> implements Connection<Row> {
  readonly #page: ConnectionRows<Row>

  constructor(page: ConnectionRows<Row>) {
    this.#page = page
  }

  get edges(): Edge<Row>[] {
    return this.#page.rows.map((node, index) => new LazyEdge(this.#page, node, index))
  }

  get pageInfo(): Connection<Row>['pageInfo'] {
    const { rows, offset, more } = this.#page
    return {
      hasNextPage: more ?? false,
      hasPreviousPage: offset > 0,
      startCursor: cursorAt(this.#page, 0),
      endCursor: cursorAt(this.#page, rows.length - 1),
    }
  }

  get totalCount(): number | null {
    return this.#page.total ?? null
  }
}

class LazyEdge<Row> implements Edge<Row> {
  readonly #page: ConnectionRows<Row>
  readonly #index: number
  readonly node: Row

  constructor(page: ConnectionRows<Row>, node: Row, index: number) {
    this.#page = page
    this.node = node
    this.#index = index
  }

  get cursor(): string {
    return cursorAt(this.#page, this.#index) ?? ''
  }
}

/** The cursor of a row of the page; null where the page has no such row. */
function cursorAt<Row>({ rows, offset, uidOf }: ConnectionRows<Row>, index: number): string | null {
  const row = rows[index]
  return row === undefined ? null : printCursor(offset + index + 1, uidOf?.(row))
}
