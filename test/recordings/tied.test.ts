import { expect, test } from 'vitest'
import { tiedDifferences, wholePath } from './tied.ts'

const page = (ids: string[], more = {}) => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: { page: 1, instances: ids.map((event) => ({ event, status: 'ACTIVE' })), ...more },
})

const recorded = page(['a', 'b'])
const whole = page(['a', 'b', 'c', 'd'])

test('of rows that are alike any may be on the page, in any order', () => {
  expect(tiedDifferences({ recorded, page: page(['d', 'a']), whole }, {}, undefined)).toEqual([])
})

test.each([
  ['a page of another length', page(['a']), whole],
  ['another page around the rows', page(['a', 'b'], { page: 2 }), whole],
  ['a recorded row that is not there', recorded, page(['a', 'c'])],
  ['a recorded row that holds something else', recorded, page(['a', 'c'], { instances: [{ event: 'a' }] })],
])('%s is a difference', (_, given, all) => {
  expect(tiedDifferences({ recorded, page: given, whole: all }, {}, undefined)).not.toEqual([])
})

test('what the rows are sorted by comes in the recorded order', () => {
  const rank = (id: string): number => (id < 'c' ? 1 : 2)
  expect(tiedDifferences({ recorded, page: page(['b', 'a']), whole }, {}, rank)).toEqual([])
  expect(tiedDifferences({ recorded, page: page(['c', 'a']), whole }, {}, rank)).not.toEqual([])
})

test('all rows are asked for in the words of every version', () => {
  expect(wholePath('/api/tracker/events?program=p&pageSize=4&order=x&page=2&totalPages=true')).toBe(
    '/api/tracker/events?program=p&order=x&paging=false&skipPaging=true',
  )
})
