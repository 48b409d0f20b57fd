import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFilters } from '../../../src/sandbox/tracker/value-filters.ts'
import { ask, children, column, dataset, ids, rowsOf, valueIn } from './asking.ts'

const entities = (filter: string): string[] =>
  column(
    ask(`trackedEntities?${children}&paging=false&fields=trackedEntity&filter=${encodeURIComponent(filter)}`),
    'trackedEntity',
  )
const everyone = column(ask(`trackedEntities?${children}&paging=false&fields=trackedEntity`), 'trackedEntity')

const patients = `events?program=${ids.inpatient}&paging=false&fields=event,dataValues[dataElement,value]`
const ages = (filter: string): (string | undefined)[] =>
  rowsOf(ask(`${patients}&filter=${ids.ageInYears}:${filter}`)).map((row) => valueIn(row, ids.ageInYears))

test('any value survives being escaped with slashes, beside other filters', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (value) => {
      const escaped = value.replaceAll(/[/:,]/g, '/$&')
      const query = new URLSearchParams({ filter: `${ids.lastName}:like:${escaped},${ids.sex}:eq:MALE` })
      const filters = readFilters(query, 'filter', dataset.version.tracker.filters)
      expect(filters.get(ids.lastName)).toEqual([{ operator: 'LIKE', value }])
      expect(filters.get(ids.sex)).toEqual([{ operator: 'EQ', value: 'MALE' }])
    }),
  )
})

test('eq, neq and null part everyone between them', () => {
  const value = '25 Market Road/, Calvest South Riverside MCHP'
  const parts = [`eq:${value}`, `neq:${value}`, 'null'].map((part) => entities(`${ids.residence}:${part}`))
  expect(parts.every((part) => part.length > 0)).toBe(true)
  expect(parts.flat().sort()).toEqual([...everyone].sort())
})

test('null and !null part everyone between them', () => {
  expect([...entities(`${ids.residence}:null`), ...entities(`${ids.residence}:!null`)].sort()).toEqual(
    [...everyone].sort(),
  )
})

test('in is the union of eq, in any letter case', () => {
  const union = [...entities(`${ids.lastName}:eq:Sesay`), ...entities(`${ids.lastName}:eq:kamara`)]
  expect(entities(`${ids.lastName}:in:SESAY;Kamara`).sort()).toEqual(union.sort())
})

test.each([
  ['like', 'ama', (name: string) => name.includes('ama')],
  ['!like', 'AMA', (name: string) => !name.includes('ama')],
  ['sw', 'ka', (name: string) => name.startsWith('ka')],
  ['ew', 'RA', (name: string) => name.endsWith('ra')],
  ['!ieq', 'sesay', (name: string) => name !== 'sesay'],
])('%s:%s finds the names it says, whatever their case', (operator, value, matches) => {
  const rows = rowsOf(ask(`trackedEntities?${children}&paging=false&fields=trackedEntity,attributes`))
  const wanted = rows.filter((row) => matches(String(valueIn(row, ids.lastName)).toLowerCase()))
  expect(entities(`${ids.lastName}:${operator}:${value}`)).toEqual(wanted.map((row) => row['trackedEntity']))
})

test('numbers compare as numbers: below and from any age part those with an age', () => {
  const aged = rowsOf(ask(patients)).filter((row) => valueIn(row, ids.ageInYears) !== undefined).length
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 120 }), (age) => {
      const below = ages(`lt:${age}`)
      const from = ages(`ge:${age}`)
      expect(below.every((found) => Number(found) < age)).toBe(true)
      expect(from.every((found) => Number(found) >= age)).toBe(true)
      expect(below.length + from.length).toBe(aged)
    }),
    { numRuns: 20 },
  )
})

test('several operators on one element must all hold', () => {
  expect(ages('ge:20:lt:30').sort()).toEqual(
    ages('ge:20')
      .filter((age) => Number(age) < 30)
      .sort(),
  )
})

test.each([
  [`${ids.ageInYears}:gt:old`, 'not'],
  [`${ids.ageInYears}:gt`, 'must have a value'],
  [`${ids.ageInYears}:null:5`, 'cannot have a value'],
  [`${ids.ageInYears}:above:5`, 'not a valid operator'],
  ['age:gt:5', 'UID must be'],
  ['abcdefghijk:gt:5', 'does not exist'],
])('the filter %s is refused and the answer says why', (filter, reason) => {
  const { status, body } = ask(`${patients}&filter=${filter}`)
  expect(status).toBe(400)
  expect(body['message']).toContain(reason)
})

test('filterAttributes finds the events of the tracked entities that the same filter finds', () => {
  const filter = `${ids.lastName}:eq:Sesay`
  const wanted = new Set(entities(filter))
  const list = `events?program=${ids.childProgramme}&paging=false&fields=event,trackedEntity`
  const all = rowsOf(ask(list)).filter((row) => wanted.has(String(row['trackedEntity'])))
  expect(rowsOf(ask(`${list}&filterAttributes=${filter}`))).toEqual(all)
})
