import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ask, children, ids, listOf, type Row, rowsOf } from './asking.ts'

const wholes = rowsOf(ask(`trackedEntities?${children}&pageSize=5&fields=*`))
const namesIn = (rows: Row[]): string[] => [...new Set(rows.flatMap(Object.keys))]
const names = namesIn(wholes)
const enrollmentNames = namesIn(wholes.flatMap((whole) => listOf(whole['enrollments'])))

const pick = (row: Row, wanted: readonly string[]): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => wanted.includes(name)))

test('any selection answers what the full answer holds of it, and nothing else', () => {
  const selection = fc.record({
    outer: fc.uniqueArray(fc.constantFrom(...names.filter((name) => name !== 'enrollments')), { minLength: 1 }),
    inner: fc.uniqueArray(fc.constantFrom(...enrollmentNames), { minLength: 1 }),
  })
  fc.assert(
    fc.property(selection, ({ outer, inner }) => {
      const fields = [...outer, `enrollments[${inner.join()}]`].join()
      const rows = rowsOf(ask(`trackedEntities?${children}&pageSize=5&fields=${fields}`))
      const wanted = wholes.map((whole) => ({
        ...pick(whole, outer),
        enrollments: listOf(whole['enrollments']).map((enrollment) => pick(enrollment, inner)),
      }))
      expect(rows).toEqual(wanted)
    }),
    { numRuns: 60 },
  )
})

test('a field left out with ! is the only one missing', () => {
  const rows = rowsOf(ask(`trackedEntities?${children}&pageSize=5&fields=*,!enrollments`))
  expect(rows).toEqual(
    wholes.map((whole) =>
      pick(
        whole,
        names.filter((name) => name !== 'enrollments'),
      ),
    ),
  )
})

test('small objects are cut to what is selected of them', () => {
  const [row] = rowsOf(ask(`trackedEntities?${children}&pageSize=1&fields=createdBy[username],attributes[value]`))
  expect(row?.['createdBy']).toEqual({ username: 'admin' })
  expect(listOf(row?.['attributes']).every((attribute) => Object.keys(attribute).join() === 'value')).toBe(true)
})

test('a field can be answered under another name', () => {
  const [row] = rowsOf(ask(`trackedEntities?${children}&pageSize=1&fields=trackedEntity::rename(id)`))
  expect(row).toEqual({ id: wholes[0]?.['trackedEntity'] })
})

test('a relationship shows both its sides in full, but no relationships of theirs', () => {
  const [relationship] = listOf(ask('relationships?trackedEntity=OHUI8WXlIvy&fields=*').body['relationships'])
  const sides = [relationship?.['from'], relationship?.['to']]
  for (const side of sides) expect(JSON.stringify(side)).not.toContain('"relationships"')
  expect(sides.some((side) => JSON.stringify(side).includes('OHUI8WXlIvy'))).toBe(true)
})

test('events name their metadata by the id scheme asked for', () => {
  const list = `events?program=${ids.childProgramme}&pageSize=20&fields=event,program,orgUnit,dataValues[dataElement]`
  const byUid = rowsOf(ask(list))
  const byCode = rowsOf(ask(`${list}&dataElementIdScheme=CODE&programIdScheme=NAME`))
  expect(byCode.map((row) => row['orgUnit'])).toEqual(byUid.map((row) => row['orgUnit']))
  expect(byCode.every((row) => row['program'] === 'Child Programme')).toBe(true)
  const elements = byCode.flatMap((row) => listOf(row['dataValues']).map((value) => String(value['dataElement'])))
  expect(elements.length).toBeGreaterThan(0)
  expect(elements.every((element) => element.startsWith('DE_'))).toBe(true)
})
