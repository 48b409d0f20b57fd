import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyFields, parseFields, selects } from '../../src/sandbox/fields.ts'

const entity = {
  id: 'a',
  name: 'Anna',
  visits: [
    { id: 'v1', day: 1, values: [{ of: 'weight', is: '3' }] },
    { id: 'v2', day: 2, values: [] },
  ],
  place: { id: 'p', name: 'Here' },
}

test('named fields are taken, in brackets at any depth', () => {
  expect(applyFields(parseFields('id,visits[day,values[is]]'), entity)).toEqual({
    id: 'a',
    visits: [
      { day: 1, values: [{ is: '3' }] },
      { day: 2, values: [] },
    ],
  })
})

test('a field without brackets is taken whole, and dots say the same as brackets', () => {
  expect(applyFields(parseFields('place'), entity)).toEqual({ place: entity.place })
  expect(applyFields(parseFields('place.name'), entity)).toEqual(applyFields(parseFields('place[name]'), entity))
})

test.each(['*', ':all', ':owner'])('%s takes everything', (text) => {
  expect(applyFields(parseFields(text), entity)).toEqual(entity)
})

test('what is excluded is left out, also inside, and brackets beside * narrow only their own field', () => {
  expect(applyFields(parseFields('*,!visits,place[id]'), entity)).toEqual({ id: 'a', name: 'Anna', place: { id: 'p' } })
  expect(applyFields(parseFields('*,!place.name'), entity)).toEqual({ ...entity, place: { id: 'p' } })
  expect(applyFields(parseFields('place[!id]'), entity)).toEqual({ place: { name: 'Here' } })
})

test('the same field named twice is the union of both', () => {
  expect(applyFields(parseFields('place[id],place[name]'), entity)).toEqual({ place: entity.place })
  expect(applyFields(parseFields('place.id,place.name'), entity)).toEqual({ place: entity.place })
})

test('unknown fields are ignored', () => {
  expect(applyFields(parseFields('nosuch,place[nosuch]'), entity)).toEqual({ place: {} })
})

test('transformers count, test, pluck and rename', () => {
  expect(applyFields(parseFields('visits::size,name::rename(called)'), entity)).toEqual({ visits: 2, called: 'Anna' })
  expect(applyFields(parseFields('visits::isEmpty'), entity)).toEqual({ visits: false })
  expect(applyFields(parseFields('visits~pluck(day)~rename(days)'), entity)).toEqual({ days: [1, 2] })
})

test('selects tells what a tree would take', () => {
  expect(selects(parseFields('id,visits[day]'), 'visits')).toBe(true)
  expect(selects(parseFields('*,!visits'), 'visits')).toBe(false)
  expect(selects(parseFields('id'), 'visits')).toBe(false)
})

/** A selection as data, to be printed as text and, apart from the parser, applied by `expected`. */
type Wanted = { [name: string]: true | Wanted }

const names = ['id', 'name', 'visits', 'day', 'values', 'of', 'is', 'place'] as const
const wantedSelection = fc.letrec<{ level: Wanted }>((tie) => ({
  level: fc.dictionary(fc.constantFrom(...names), fc.oneof({ maxDepth: 3 }, fc.constant(true as const), tie('level')), {
    minKeys: 1,
    maxKeys: 4,
  }),
})).level

function printed(wanted: Wanted): string {
  return Object.entries(wanted)
    .map(([name, below]) => (below === true ? name : `${name}[${printed(below)}]`))
    .join(',')
}

function expected(wanted: Wanted, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => expected(wanted, item))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).flatMap(([name, inner]) => {
    const below = wanted[name]
    return below === undefined ? [] : [[name, below === true ? inner : expected(below, inner)]]
  })
  return Object.fromEntries(entries)
}

test('any selection of names takes exactly those names, however deep', () => {
  fc.assert(
    fc.property(wantedSelection, (wanted) => {
      expect(applyFields(parseFields(printed(wanted)), entity)).toEqual(expected(wanted, entity))
    }),
  )
})

test('any text parses, and never brings in what the object does not have', () => {
  const syntax = fc.string({
    unit: fc.constantFrom('a', 'id', 'place', '[', ']', ',', '.', '!', '*', ':', '::', '~', '(', ')', ' '),
  })
  fc.assert(
    fc.property(fc.oneof(syntax, fc.string()), (text) => {
      const tree = parseFields(text)
      const plain = !/::|[~|]/.test(text)
      const kept = Object.keys(applyFields(tree, entity))
      if (plain) expect(Object.keys(entity)).toEqual(expect.arrayContaining(kept))
    }),
  )
})
