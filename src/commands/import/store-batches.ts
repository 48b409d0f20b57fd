import { countsOf } from './batch-counts.ts'
import type { ConflictsFile } from './conflicts-file.ts'
import { storeIsolating } from './isolate-refused.ts'
import type { BatchCounts, Journal } from './journal.ts'
import { conflictsOfAll } from './locate-conflicts.ts'
import type { Batch } from './make-batches.ts'
import { runBatches } from './run-batches.ts'
import { createSendUnits, maySendAgain, type SendSource } from './send-units.ts'
import { NOTHING_STORED, type StoreOutcome } from './store-outcome.ts'

/** What batches are stored with. `counted` is told what came of each. */
export interface StoreBatchesSource {
  send: SendSource
  journal: Journal
  conflicts: ConflictsFile
  concurrency: number
  stopped: () => boolean
  counted: (counts: BatchCounts) => void
}

const UNSURE = {
  code: 'UNKNOWN_OUTCOME',
  message:
    'An earlier run sent this and was stopped before the answer: it may be stored or not. Look before you send it again.',
}

/** Stores the batches that the journal does not tell done, and records each in it; tells whether none is left. */
export async function storeBatches(batches: AsyncIterable<Batch>, source: StoreBatchesSource): Promise<boolean> {
  const { journal, conflicts, concurrency, stopped, counted, send } = source
  return runBatches(withoutDone(batches, journal), {
    concurrency,
    stopped,
    run: async (batch) => {
      const outcome = await storeBatch(batch, source)
      const counts = countsOf(batch, outcome, send.options.importMode === 'VALIDATE')
      await conflicts.add(outcome.conflicts)
      await journal.done(batch.number, counts)
      counted(counts)
    },
  })
}

async function storeBatch({ number, units }: Batch, { send, journal }: StoreBatchesSource): Promise<StoreOutcome> {
  const sentBefore = journal.earlier.unsure.has(number)
  if (sentBefore && !maySendAgain(units, send)) {
    const unsure = conflictsOfAll(units, UNSURE)
    return { ...NOTHING_STORED, unknown: unsure.length, conflicts: unsure }
  }
  await journal.sent(number)
  return storeIsolating(units, createSendUnits(send, sentBefore))
}

async function* withoutDone(batches: AsyncIterable<Batch>, { earlier }: Journal): AsyncGenerator<Batch> {
  for await (const batch of batches) if (!earlier.done.has(batch.number)) yield batch
}
