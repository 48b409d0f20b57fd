import { readFileSync } from 'node:fs'
import { buildSchema, getNamedType, isEnumType, isInputObjectType } from 'graphql'
import { expect, test } from 'vitest'
import { recordedExchanges } from '../recordings/exchanges.ts'
import { coveragePage } from './coverage-page.ts'
import { beside, changeLogs, duplicates, operators, orders, parameters, singles } from './parameters.ts'
import type { Endpoint, Place } from './place.ts'
import { endpoints, shapes } from './properties.ts'
import { unknownNames } from './recorded-names.ts'
import { argumentAt, isSelectable } from './schema-place.ts'

const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'))

/** Places that the schema lacks though the table names them, and those that it has though the table says not yet. */
function misplaced(what: string, places: Record<string, Place>, exists: (path: string) => boolean): string[] {
  return Object.entries(places).flatMap(([name, place]) => {
    if ('place' in place) return exists(place.place) ? [] : [`${what} ${name}: ${place.place} is not in the schema`]
    if ('pending' in place) return exists(place.pending) ? [`${what} ${name}: ${place.pending} is there now`] : []
    return place.none === '' ? [`${what} ${name} says no reason`] : []
  })
}

function enumValues(root: string): string[] {
  const order = argumentAt(schema, root, 'orderBy.field')
  const named = order && getNamedType(order)
  return isEnumType(named) ? named.getValues().map(({ name }) => name) : []
}

const names = Object.keys(endpoints).filter((name): name is Endpoint => name in parameters)

test.each(names)('the places of the parameters of %s are in the schema', (endpoint) => {
  const { field, type, parameters: ofOne } = singles[endpoint]
  expect([
    ...misplaced(endpoint, parameters[endpoint], (path) => argumentAt(schema, endpoint, path) !== undefined),
    ...misplaced(field, ofOne, (path) => argumentAt(schema, field, path) !== undefined),
    ...misplaced(
      `${endpoint} changeLogs`,
      changeLogs[endpoint] ?? {},
      (path) => argumentAt(schema, 'changeLog', path, type) !== undefined,
    ),
    ...misplaced(`${endpoint} order`, orders[endpoint], (value) => enumValues(endpoint).includes(value)),
  ]).toEqual([])
})

test('the places of the parameters of potential duplicates are in the schema', () => {
  const exists = (path: string): boolean => argumentAt(schema, 'potentialDuplicates', path) !== undefined
  expect(misplaced('potentialDuplicates', duplicates, exists)).toEqual([])
})

test.each(Object.entries(beside))('the place of %s is in the schema', (path, place) => {
  expect(misplaced('path', { [path]: place }, (field) => isSelectable(schema, place.type ?? '', field))).toEqual([])
})

test.each(Object.entries(shapes))(
  'the places of the properties of %s are in the schema',
  (name, { type, properties }) => {
    expect(misplaced(name, properties, (path) => isSelectable(schema, type, path))).toEqual([])
  },
)

test.each(['AttributeCondition', 'DataValueCondition'])('%s has all operators', (name) => {
  const condition = schema.getType(name)
  const fields = isInputObjectType(condition) ? Object.keys(condition.getFields()) : []
  const needed = Object.values(operators).map((field) => field.replace(/:.*/, ''))
  expect(needed.filter((field) => !fields.includes(field))).toEqual([])
})

test.each(['2.41', '2.42', '2.43'])(
  'no parameter or property of the exchanges recorded of %s is missing',
  (version) => {
    expect(unknownNames(recordedExchanges(version))).toEqual([])
  },
)

test('docs/coverage.md is current (vitest -u prints it)', async () => {
  await expect(coveragePage()).toMatchFileSnapshot('../../docs/coverage.md')
})
