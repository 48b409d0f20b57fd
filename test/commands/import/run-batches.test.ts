import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runBatches, type Schedulable } from '../../../src/commands/import/run-batches.ts'

interface TestBatch extends Schedulable {
  id: number
  turns: number
}

const batch = fc.record({
  phase: fc.constantFrom('A', 'B'),
  touched: fc.option(
    fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e')).map((uids) => new Set(uids)),
    { nil: undefined, freq: 6 },
  ),
  turns: fc.nat(4),
})

async function* sequence(batches: readonly Omit<TestBatch, 'id'>[]): AsyncGenerator<TestBatch> {
  for (const [id, one] of batches.entries()) yield { id, ...one }
}

test('all batches run once, in order, bounded; never two of two phases, nor two that touch the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(batch, { maxLength: 30 }),
      fc.integer({ min: 1, max: 4 }),
      async (batches, concurrency) => {
        const running = new Set<TestBatch>()
        const begun: number[] = []
        const whole = await runBatches(sequence(batches), {
          concurrency,
          stopped: () => false,
          async run(mine) {
            for (const other of running) {
              expect(other.phase).toBe(mine.phase)
              const shared = [...(mine.touched ?? [])].filter((uid) => other.touched?.has(uid))
              expect([shared, mine.touched === undefined, other.touched === undefined]).toEqual([[], false, false])
            }
            running.add(mine)
            begun.push(mine.id)
            expect(running.size).toBeLessThanOrEqual(concurrency)
            for (let turn = 0; turn < mine.turns; turn++) await setImmediate()
            running.delete(mine)
          },
        })
        expect([whole, running.size]).toEqual([true, 0])
        expect(begun).toEqual(batches.map((_, id) => id))
      },
    ),
    { numRuns: 100 },
  )
})

const apart = Array.from({ length: 6 }, (_, id) => ({ phase: 'A', touched: new Set([String(id)]), turns: 2 }))

test('two batches that touch nothing in common run at once', async () => {
  let atOnce = 0
  let most = 0
  await runBatches(sequence(apart), {
    concurrency: 3,
    stopped: () => false,
    async run() {
      atOnce += 1
      most = Math.max(most, atOnce)
      await setImmediate()
      atOnce -= 1
    },
  })
  expect(most).toBe(3)
})

test('once stopped, what is under way is awaited and nothing else begun, and it is told that some are left', async () => {
  const ended: number[] = []
  let stopped = false
  const whole = await runBatches(sequence(apart), {
    concurrency: 2,
    stopped: () => stopped,
    async run({ id }) {
      await setImmediate()
      stopped = true
      ended.push(id)
    },
  })
  expect({ whole, ended }).toEqual({ whole: false, ended: [0, 1] })
})

test('a failure lets the others under way end, begins no other, and is what it rejects with', async () => {
  const ended: number[] = []
  const running = runBatches(sequence(apart), {
    concurrency: 2,
    stopped: () => false,
    async run({ id }) {
      if (id === 1) throw new Error('broken')
      await setImmediate()
      ended.push(id)
    },
  })
  await expect(running).rejects.toThrow('broken')
  expect(ended).toEqual([0])
})
