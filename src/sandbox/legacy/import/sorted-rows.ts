import type { Row } from '../legacy-rows.ts'
import type { ImportStrategy } from './import-options.ts'
import type { ImportSummary } from './import-summary.ts'

/** What a strategy does with each row of a list; told before anything is stored. */
export interface SortedRows {
  create: Row[]
  /** Rows to create that are there already. */
  existing: Row[]
  update: Row[]
  remove: Row[]
}

/** Sorts the rows of a list by what the strategy does with them; a deleted row is there too. */
export function sortedRows(rows: Row[], strategy: ImportStrategy, isThere: (row: Row) => boolean): SortedRows {
  const sorted: SortedRows = { create: [], existing: [], update: [], remove: [] }
  for (const row of rows) {
    const isRemoved = strategy === 'DELETE' || (strategy === 'SYNC' && row['deleted'] === true)
    const isUpdated = strategy === 'UPDATE' || (strategy !== 'CREATE' && isThere(row))
    const kind = isRemoved ? 'remove' : isUpdated ? 'update' : isThere(row) ? 'existing' : 'create'
    sorted[kind].push(row)
  }
  return sorted
}

/** A row with what became of it. */
export type Outcome = readonly [Row, ImportSummary]

/** Pairs each row with what becomes of it. */
export function outcomes(rows: Row[], store: (row: Row) => ImportSummary): Outcome[] {
  return rows.map((row) => [row, store(row)])
}

/** The summaries of rows that another row holds, by their ids. */
export function heldBy(held: Row[], idName: string, summaries: ReadonlyMap<unknown, ImportSummary>): ImportSummary[] {
  return held.flatMap((row) => summaries.get(row[idName]) ?? [])
}

/** Summaries by what they are about; the first of each counts. */
export function byReference(summaries: ImportSummary[]): Map<unknown, ImportSummary> {
  return new Map(summaries.toReversed().map((summary) => [summary.reference, summary]))
}
