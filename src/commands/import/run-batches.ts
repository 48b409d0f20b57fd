/** What decides which batches may run at once. `touched`: the UIDs that it touches; undefined for any. */
export interface Schedulable {
  phase: string
  touched: ReadonlySet<string> | undefined
}

/**
 * Runs batches in their order, at most so many at once: never two that touch the same, nor two of different phases. After a
 * failure, or once `stopped`, those under way are awaited and no other is begun; rejects with the first failure, and tells whether
 * all batches were run.
 */
export async function runBatches<Batch extends Schedulable>(
  batches: AsyncIterable<Batch>,
  { concurrency, run, stopped }: { concurrency: number; run: (batch: Batch) => Promise<void>; stopped: () => boolean },
): Promise<boolean> {
  const running = new Map<Promise<void>, Batch>()
  const failures: unknown[] = []
  let isWhole = true
  const ended = (): boolean => failures.length > 0 || stopped()
  for await (const batch of batches) {
    while (!ended() && !mayStart(batch, [...running.values()], concurrency)) await Promise.race(running.keys())
    if (ended()) {
      isWhole = false
      break
    }
    const work: Promise<void> = run(batch)
      .catch((failure: unknown) => void failures.push(failure))
      .finally(() => running.delete(work))
    running.set(work, batch)
  }
  await Promise.all(running.keys())
  if (failures.length > 0) throw failures[0]
  return isWhole
}

function mayStart(batch: Schedulable, running: readonly Schedulable[], concurrency: number): boolean {
  if (running.length >= concurrency) return false
  return running.every((other) => other.phase === batch.phase && !touchSame(batch.touched, other.touched))
}

function touchSame(one: ReadonlySet<string> | undefined, other: ReadonlySet<string> | undefined): boolean {
  if (one === undefined || other === undefined) return true
  return [...one].some((uid) => other.has(uid))
}
