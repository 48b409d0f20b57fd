import type { ImportStats, ReportedIssue } from '../../model/import-report.ts'
import type { Place } from './import-unit.ts'

/** An object that was not stored, and why: a row of the conflicts report. */
export interface Conflict extends Omit<ReportedIssue, 'args'> {
  place: Place
  /** The value at fault, where there is one. */
  value?: string | undefined
}

/** What became of some units; each of their objects is counted once, in `stored`, `refused` or `unknown`. */
export interface StoreOutcome {
  /** What DHIS2 counted of what it took. */
  stored: ImportStats
  refused: number
  /** Objects whose fate is not known: the connection broke, and sending again was not safe. */
  unknown: number
  conflicts: Conflict[]
}

/** Nothing happened yet. */
export const NOTHING_STORED: StoreOutcome = {
  stored: { created: 0, updated: 0, deleted: 0, ignored: 0, total: 0 },
  refused: 0,
  unknown: 0,
  conflicts: [],
}

/** Two outcomes as one. */
export function bothOutcomes(one: StoreOutcome, other: StoreOutcome): StoreOutcome {
  return {
    stored: bothStats(one.stored, other.stored),
    refused: one.refused + other.refused,
    unknown: one.unknown + other.unknown,
    conflicts: [...one.conflicts, ...other.conflicts],
  }
}

function bothStats(one: ImportStats, other: ImportStats): ImportStats {
  return {
    created: one.created + other.created,
    updated: one.updated + other.updated,
    deleted: one.deleted + other.deleted,
    ignored: one.ignored + other.ignored,
    total: one.total + other.total,
  }
}
