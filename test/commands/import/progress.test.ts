import { expect, test } from 'vitest'
import { NO_COUNTS } from '../../../src/commands/import/batch-counts.ts'
import { progressBar, progressLine } from '../../../src/commands/import/progress.ts'

const state = { total: 200, skipped: 20, counts: { ...NO_COUNTS, created: 55, refused: 5 }, elapsed: 4000 }

test('the line has the share, the counts, the speed of this run, and the time that is left', () => {
  expect(progressLine(state)).toBe('30% 60/200 objects: 55 created, 5 refused, 10/s, 14 s left')
})

test('before anything is done no time is told', () => {
  expect(progressLine({ ...state, skipped: 0, counts: NO_COUNTS, elapsed: 0 })).toBe(
    '0% 0/200 objects: nothing yet, 0/s',
  )
})

test('long times are told in minutes and hours', () => {
  expect(progressLine({ ...state, total: 10_000 })).toMatch(/, 17 min left$/)
  expect(progressLine({ ...state, total: 1_000_000 })).toMatch(/, 27\.8 h left$/)
})

test('the bar fits the terminal', () => {
  expect(progressBar(state, 80)).toBe('[######..............] 30% 60/200 objects: 55 created, 5 refused, 10/s, 14 s le')
  expect(progressBar({ ...state, total: 0 }, 40)).toHaveLength(39)
})
