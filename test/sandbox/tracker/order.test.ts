import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sortRows } from '../../../src/sandbox/tracker/order.ts'
import { ask, column, ids, rowsOf, valueIn } from './asking.ts'

const events = `events?program=${ids.inpatient}&paging=false&fields=event,occurredAt,status,dataValues`

test('rows without a value come last ascending and first descending', () => {
  const cell = fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined })
  fc.assert(
    fc.property(fc.array(fc.record({ a: cell, b: cell })), fc.boolean(), (rows, descending) => {
      const sorted = sortRows(rows, [{ field: 'a', descending }], () => (row) => row.a)
      const given = sorted.map(({ a }) => a).filter((a) => a !== undefined)
      const blanks = sorted.slice(descending ? 0 : given.length, descending ? sorted.length - given.length : undefined)
      expect(blanks.every(({ a }) => a === undefined)).toBe(true)
      expect(given).toEqual([...given].sort((one, other) => (descending ? other - one : one - other)))
      const ties = (list: typeof rows): unknown[] => list.filter(({ a }) => a === 1).map(({ b }) => b)
      expect(ties(sorted)).toEqual(ties(rows))
    }),
  )
})

test('numbers order as numbers and later terms order what earlier ones leave equal', () => {
  const rows = rowsOf(ask(`${events}&order=${ids.ageInYears}:desc,event`))
  const keys = rows.map((row) => ({ age: valueIn(row, ids.ageInYears), event: String(row['event']) }))
  for (const [at, key] of keys.entries()) {
    const next = keys[at + 1]
    if (next?.age === undefined || key.age === undefined) continue
    expect(Number(key.age)).toBeGreaterThanOrEqual(Number(next.age))
    if (key.age === next.age) expect(key.event < next.event).toBe(true)
  }
  expect(keys.filter(({ age }) => age !== undefined).length).toBeGreaterThan(100)
})

test('the default order is newest first', () => {
  const byDefault = column(ask(events), 'event')
  expect(column(ask(`${events}&order=createdAt:desc`), 'event')).toEqual(byDefault)
})

test.each([
  ['events', 'nosuch', 400],
  ['events', 'abcdefghijk', 400],
  ['events', 'status:up', 400],
  ['events', 'status,status:desc', 400],
  ['enrollments', ids.lastName, 400],
  ['enrollments', 'updatedAt', 409],
])('%s refuse order=%s', (endpoint, order, status) => {
  expect(ask(`${endpoint}?program=${ids.childProgramme}&order=${order}`).status).toBe(status)
})
