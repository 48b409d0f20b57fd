import fc from 'fast-check'
import { expect, test } from 'vitest'
import { filter, printPath } from '../../../src/dhis2/dialects/parameters.ts'
import { readFilters } from '../../../src/sandbox/tracker/value-filters.ts'
import { sandboxVersion } from '../../../src/sandbox/versions/versions.ts'

const facts = sandboxVersion('2.42').tracker.filters
const UIDS = ['w75KJ2mc4zz', 'GxzwGQPmIkq', 'UrRasfAwg7i']
const value = fc
  .string({ unit: fc.constantFrom(...'aZ0 /:,;!|"\'%&+#?=[]()Åñ漢\\'), minLength: 1, maxLength: 12 })
  .filter((text) => text.trim() !== '')

test('any value of a condition reaches DHIS2 as it is, whatever characters it holds', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...UIDS), value), { minLength: 1, maxLength: 3 }), (conditions) => {
      const tests = conditions.map(([of, text]) => ({ of, operator: 'like' as const, values: [text] }))
      const url = new URL(printPath('x', filter('filter', tests, true)), 'http://dhis2/')
      const read = [...readFilters(url.searchParams, 'filter', facts)].flatMap(([uid, filters]) =>
        filters.map(({ operator, value }) => [uid, operator, value]),
      )
      const wanted = conditions.map(([of, text]) => [of, 'LIKE', text])
      expect(read.map(String).sort()).toEqual(wanted.map(String).sort())
    }),
  )
})

test.each([
  ['notLike', 'NLIKE'],
  ['ne', 'NEQ'],
  ['startsWith', 'SW'],
  ['endsWith', 'EW'],
] as const)('%s is DHIS2’s %s', (operator, theirs) => {
  const [[, text] = []] = filter('filter', [{ of: 'w75KJ2mc4zz', operator, values: ['a'] }], true)
  expect([...readFilters(new URLSearchParams({ filter: text ?? '' }), 'filter', facts).values()]).toEqual([
    [{ operator: theirs, value: 'a' }],
  ])
})
