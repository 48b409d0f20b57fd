/** Fetches what a deferred fragment wants, once for all rows that it belongs to; rejects with the reason why it could not be had. */
export type BringLate = () => Promise<void>

/** What is fetched later stands beside its rows, and goes with them. */
const lateOf = new WeakMap<object, Map<string, BringLate>>()

/** Notes that a property of rows is fetched when it is first asked for. */
export function keepLate(rows: readonly object[], property: string, bring: BringLate): void {
  for (const row of rows) {
    const parts = lateOf.get(row)
    if (parts) parts.set(property, bring)
    else lateOf.set(row, new Map([[property, bring]]))
  }
}

/** The way to a property of a row that was not fetched with it; undefined where nobody deferred it. */
export function latePart(row: object, property: string): BringLate | undefined {
  return lateOf.get(row)?.get(property)
}
