import fc from 'fast-check'
import { expect, test } from 'vitest'
import { conflictRow } from '../../../src/commands/import/conflict-rows.ts'

const base = { code: 'E1007', message: 'm', trackerType: 'EVENT', place: { file: 'f', path: [] } } as const

/** The cells of a row of CSV, as RFC 4180 reads it. */
function cells(row: string): string[] {
  return [...row.trimEnd().matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  )
}

test('a row has the place, the object, what is wrong with it, and the value', () => {
  const place = { file: 'a.ndjson', line: 3, path: ['enrollments', '0', 'events', '12', 'status'] }
  expect(conflictRow({ ...base, uid: 'u', value: 'v', place })).toBe(
    'a.ndjson,3,enrollments[0].events[12].status,EVENT,u,E1007,m,v\r\n',
  )
})

test('any value is one cell, and none begins as a formula does', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', "'", 'a', '1', ' ') }),
      (value) => {
        const found = cells(conflictRow({ ...base, value: `${value}.`, message: 'm' }))
        expect(found).toHaveLength(8)
        expect(found[7]?.replace(/^'/, '')).toBe(`${value}.`.replace(/^'/, ''))
        expect(found[7]).not.toMatch(/^\s*[=+@\t\r-]/)
      },
    ),
  )
})

test.each([
  ['-3.5', '-3.5'],
  ['+47', '+47'],
  ['-3+cmd', "'-3+cmd"],
  [' =1', "' =1"],
])('%s is written %s: a number is no formula', (value, cell) => {
  expect(conflictRow({ ...base, value })).toBe(`f,,,EVENT,,E1007,m,${cell}\r\n`)
})
