import { readFileSync } from 'node:fs'
import { lexicographicSortSchema, parse, printSchema, validate } from 'graphql'
import { expect, test } from 'vitest'
import { schema } from '../../src/graph/schema.ts'

test('the printed schema is current (npm run codegen writes it)', () => {
  const printed = readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8')
  expect(printed).toBe(`${printSchema(lexicographicSortSchema(schema))}\n`)
})

test.each(['ChildrenWithVisits', 'DischargesByTime', 'LaterVisits', 'WhoAmI'])(
  'the example %s fits the schema',
  (name) => {
    const text = readFileSync(new URL(`../../schema/operations/${name}.graphql`, import.meta.url), 'utf8')
    expect(validate(schema, parse(text))).toEqual([])
  },
)

test('everything in the graph is described', () => {
  const bare: string[] = []
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || ['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name)) continue
    if (!type.description) bare.push(type.name)
    if ('getFields' in type)
      for (const field of Object.values(type.getFields())) {
        if (!field.description) bare.push(`${type.name}.${field.name}`)
        if ('args' in field)
          for (const arg of field.args) if (!arg.description) bare.push(`${type.name}.${field.name}(${arg.name})`)
      }
    if ('getValues' in type)
      for (const value of type.getValues()) if (!value.description) bare.push(`${type.name}.${value.name}`)
  }
  expect(bare).toEqual([])
})
