import { expect, test } from 'vitest'
import { createStartedJobs } from '../../../src/load/jobs/started-jobs.ts'
import type { AskedImport } from '../../../src/load/locate-report.ts'

const JOBS = ['OqSyxPcY9s6', 'YeAq5YEWkPb', 'mHYmIh2e86Q'] as const

/** An import whose bundle is about as long as this. */
function asked(length = 1): AskedImport {
  return { bundle: { trackedEntities: [{ trackedEntity: 'x'.repeat(length) }] }, origins: [], args: {} }
}

test('what a job was asked to import is known to who started it, and to nobody else', () => {
  const jobs = createStartedJobs()
  const mine = asked()
  jobs.remember('me', JOBS[0], mine)
  expect([jobs.has('me', JOBS[0]), jobs.askedOf('me', JOBS[0])]).toEqual([true, mine])
  expect([jobs.has('you', JOBS[0]), jobs.askedOf('you', JOBS[0])]).toEqual([false, undefined])
})

test.each([
  ['too many jobs', { entries: 2, characters: 10_000 }, 10],
  ['too much text', { entries: 100, characters: 1_500 }, 600],
])('of %s the oldest is forgotten', (_, limits, length) => {
  const jobs = createStartedJobs(limits)
  for (const job of JOBS) jobs.remember('me', job, asked(length))
  expect(JOBS.map((job) => jobs.has('me', job))).toEqual([false, true, true])
})

test('a bundle that is too large to be kept costs its places, and no other job', () => {
  const jobs = createStartedJobs({ entries: 100, characters: 1_000 })
  jobs.remember('me', JOBS[0], asked())
  jobs.remember('me', JOBS[1], asked(2_000))
  expect([jobs.has('me', JOBS[1]), jobs.askedOf('me', JOBS[1])]).toEqual([true, undefined])
  expect(jobs.askedOf('me', JOBS[0])).toBeDefined()
})
