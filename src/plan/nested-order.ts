import type { OrderTerm } from '../model/tracker-query.ts'

/**
 * Sorts rows by terms of their properties, in the gateway, where a list is whole at hand. Rows without a value come last
 * in either direction; `ties` decides between equal ones, and sorts where there are no terms.
 */
export function sortRows<Row extends object>(
  rows: readonly Row[],
  terms: readonly OrderTerm[],
  ties: (a: Row, b: Row) => number,
): Row[] {
  if (rows.length < 2) return [...rows]
  if (terms.length === 0) return rows.toSorted(ties)
  const keyed = rows.map((row) => ({ row, keys: terms.map(({ by }) => keyOf(row, by)) }))
  keyed.sort((a, b) => {
    for (const [index, { direction }] of terms.entries()) {
      const order = compareKeys(a.keys[index], b.keys[index], direction)
      if (order !== 0) return order
    }
    return ties(a.row, b.row)
  })
  return keyed.map(({ row }) => row)
}

/** The order of two texts by their characters' codes: times and UIDs stand so. */
export function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

type Key = string | number | undefined

function keyOf(row: object, property: string): Key {
  const value: unknown = Reflect.get(row, property)
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return Number(value)
  const username: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'username') : undefined
  return typeof username === 'string' ? username : undefined
}

function compareKeys(a: Key, b: Key, direction: 'asc' | 'desc'): number {
  if (a === b) return 0
  if (a === undefined) return 1
  if (b === undefined) return -1
  return (a < b ? -1 : 1) * (direction === 'asc' ? 1 : -1)
}
