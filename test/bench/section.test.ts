import { expect, test } from 'vitest'
import { median, quantile, rounded, timedInTurns, warmUp } from './section.ts'

test('medians and quantiles do not depend on the order, and count as figures, not as text', () => {
  expect(median([100, 9, 20])).toBe(20)
  expect(median([4, 1, 3, 2])).toBe(3)
  const hundred = Array.from({ length: 100 }, (_, at) => 100 - at)
  expect(quantile(hundred, 0.99)).toBe(100)
  expect(quantile(hundred, 0.25)).toBe(26)
  expect(median([])).toBeNaN()
})

test('figures are rounded to the digits of their column', () => {
  expect([rounded(1.256, 2), rounded(1.6)]).toEqual([1.26, 2])
})

test('questions take turns, so that whatever else the machine does meets all of them', async () => {
  const asked: string[] = []
  const times = await timedInTurns([async () => asked.push('ours'), async () => asked.push('theirs')], 2)
  expect(asked).toEqual(['ours', 'theirs', 'ours', 'theirs'])
  expect(times.map(({ length }) => length)).toEqual([2, 2])
})

test('warming up ends with its rounds, or with its time', async () => {
  let asked = 0
  const ask = async () => asked++
  await warmUp([ask, ask], { rounds: 3, ms: 60_000 })
  expect(asked).toBe(6)
  await warmUp([ask, ask], { rounds: 3, ms: -1 })
  expect(asked).toBe(7)
})
