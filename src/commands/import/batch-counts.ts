import type { BatchCounts } from './journal.ts'
import type { Batch } from './make-batches.ts'
import type { StoreOutcome } from './store-outcome.ts'

/** Nothing counted yet. */
export const NO_COUNTS: BatchCounts = {
  created: 0,
  updated: 0,
  deleted: 0,
  unchanged: 0,
  valid: 0,
  refused: 0,
  unknown: 0,
}

/** What came of a batch's objects, each counted once; `trial`: nothing was to be stored. */
export function countsOf({ objects }: Pick<Batch, 'objects'>, outcome: StoreOutcome, trial: boolean): BatchCounts {
  const { stored, refused, unknown } = outcome
  const { created, updated, deleted } = stored
  const changed = trial ? { created: 0, updated: 0, deleted: 0 } : { created, updated, deleted }
  const rest = objects - changed.created - changed.updated - changed.deleted - refused - unknown
  return { ...NO_COUNTS, ...changed, refused, unknown, [trial ? 'valid' : 'unchanged']: Math.max(0, rest) }
}

/** The sum of counts. */
export function sumCounts(all: Iterable<BatchCounts>): BatchCounts {
  const sum = { ...NO_COUNTS }
  for (const counts of all) {
    sum.created += counts.created
    sum.updated += counts.updated
    sum.deleted += counts.deleted
    sum.unchanged += counts.unchanged
    sum.valid += counts.valid
    sum.refused += counts.refused
    sum.unknown += counts.unknown
  }
  return sum
}
