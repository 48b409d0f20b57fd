import { expect, test } from 'vitest'
import { capabilitiesOf, parseVersion } from '../../src/dhis2/dialects/capabilities.ts'
import { createCostBook } from '../../src/load/cost-book.ts'
import { chooseWay, expectedCosts, type FetchWay, type ListShape, listKey } from '../../src/plan/fetch-way.ts'

const ways: readonly FetchWay[] = ['whole', 'halves', 'split']
const shape: ListShape = { key: 'children', rows: 200 }

function expected(version: string, rows = 200): Record<FetchWay, number> {
  return expectedCosts('trackedEntities', rows, true, capabilitiesOf(parseVersion(version)).rowCosts)
}

/** A server whose ways take what `takes` says, asked one list after the other; tells the way of each. */
function ask(version: string, phases: { times: number; takes: Record<FetchWay, number> }[]): FetchWay[][] {
  let clock = 0
  const book = createCostBook({ learns: true, now: () => clock })
  return phases.map(({ times, takes }) =>
    Array.from({ length: times }, () => {
      const way = chooseWay(
        { ways, expected: expected(version), busy: false },
        book.seen.lists.get(listKey(shape, shape.rows)),
      )
      const took = book.begin(shape, way)
      clock += takes[way]
      took(shape.rows)
      return way
    }),
  )
}

test.each([
  ['2.38', 1, 'whole'],
  ['2.41', 20, 'whole'],
  ['2.41', 200, 'halves'],
  ['2.42', 50, 'split'],
  ['2.42', 200, 'split'],
  ['2.43', 200, 'halves'],
] as const)('before anything is known of a server, a page on %s of %d rows is fetched %s', (version, rows, way) => {
  expect(chooseWay({ ways, expected: expected(version, rows), busy: false }, undefined)).toBe(way)
})

test('a busy server is asked twice for a page only where that saves much', () => {
  const busy = (version: string, takes: Partial<Record<FetchWay, number>>): FetchWay => {
    const seen = new Map(
      ways.flatMap((way) => {
        const ms = takes[way]
        return ms === undefined ? [] : [[way, { ms, at: 1 }] as const]
      }),
    )
    const choice = { ways: ['whole', 'split'] as const, expected: expected(version, 50), busy: true }
    return chooseWay(choice, { turns: 1, ways: seen })
  }
  expect(busy('2.42', { whole: 350, split: 290 })).toBe('whole')
  expect(busy('2.42', { whole: 350, split: 150 })).toBe('split')
})

test('a way that becomes slow is left, and one that becomes fast is found, within fifty lists', () => {
  const [, slow, fast] = ask('2.42', [
    { times: 60, takes: { whole: 400, halves: 210, split: 165 } },
    { times: 50, takes: { whole: 400, halves: 210, split: 1650 } },
    { times: 100, takes: { whole: 90, halves: 210, split: 1650 } },
  ])
  expect(slow?.slice(10).filter((way) => way === 'split').length).toBeLessThan(5)
  expect(slow?.at(-1)).toBe('halves')
  expect(fast?.slice(50).filter((way) => way === 'whole').length).toBeGreaterThan(45)
})

test('one pause makes no way look bad', () => {
  const takes = { whole: 400, halves: 210, split: 165 }
  const [, , after] = ask('2.42', [
    { times: 10, takes },
    { times: 1, takes: { ...takes, split: 5000 } },
    { times: 8, takes },
  ])
  expect(new Set(after)).toEqual(new Set(['split']))
})

test('while nothing changes, hardly anything is tried', () => {
  const [chosen = []] = ask('2.42', [{ times: 400, takes: { whole: 400, halves: 210, split: 165 } }])
  expect(chosen.filter((way) => way === 'split').length).toBeGreaterThanOrEqual(380)
})

test('a server at which all is slower is not thought to be bad at one way', () => {
  const [chosen = []] = ask('2.41', [{ times: 19, takes: { whole: 1200, halves: 700, split: 1290 } }])
  expect(new Set(chosen)).toEqual(new Set(['halves']))
})

test('a server that answers at once is asked once', () => {
  const [chosen = []] = ask('2.41', [{ times: 60, takes: { whole: 6, halves: 4, split: 5 } }])
  expect(chosen.slice(40).filter((way) => way !== 'whole').length).toBeLessThanOrEqual(1)
})

test('the book forgets kinds of lists that were not asked for in long, and a failed list teaches nothing', () => {
  const book = createCostBook({ learns: true })
  book.begin(shape, 'whole')('failed')
  expect(book.seen.lists.get(listKey(shape, 200))?.ways.size).toBe(0)
  for (let number = 0; number < 2000; number++) book.begin({ key: `list ${number}`, rows: 50 }, 'whole')(50)
  expect(book.seen.lists.size).toBeLessThanOrEqual(500)
})

test('many lists at once are busy, until they end', () => {
  const book = createCostBook({ learns: false })
  const ends = Array.from({ length: 6 }, () => book.begin(shape, 'whole'))
  expect(book.seen.busy).toBe(true)
  for (const end of ends) {
    end(10)
    end('failed')
  }
  expect(book.seen.busy).toBe(false)
})
