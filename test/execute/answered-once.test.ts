import { GraphQLList, GraphQLObjectType, GraphQLSchema, GraphQLString, parse } from 'graphql'
import { beforeEach, expect, test } from 'vitest'
import { completerOf } from '../../src/execute/complete-value.ts'
import { executeQuery } from '../../src/execute/execute-query.ts'
import { plannableQuery } from '../../src/execute/operation-plan.ts'
import { answeredOnceBy } from '../../src/model/answered-once.ts'

let asked: string[] = []
beforeEach(() => {
  asked = []
})

const Unit: GraphQLObjectType = new GraphQLObjectType({
  name: 'Unit',
  ...answeredOnceBy('id'),
  fields: () => ({
    id: { type: GraphQLString },
    name: {
      type: GraphQLString,
      args: { locale: { type: GraphQLString } },
      resolve: ({ id }, { locale }) => {
        asked.push(id)
        if (id === 'hidden') throw new Error('is hidden')
        const name = `Unit ${id}${locale ?? ''}`
        return id === 'late' ? Promise.resolve(name) : name
      },
    },
    children: {
      type: new GraphQLList(Unit),
      resolve: ({ id }) => {
        asked.push(`below ${id}`)
        return [{ id: `${id}1` }]
      },
    },
  }),
})
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      units: { type: new GraphQLList(Unit), resolve: (ids: string[]) => ids.map((id) => ({ id })) },
    },
  }),
})

async function ask(query: string, ids: string[]) {
  const document = parse(query)
  const planned = plannableQuery(schema, document, undefined, completerOf)
  const result = planned && (await executeQuery(planned, { schema, document, rootValue: ids }))
  return JSON.parse(JSON.stringify(result))
}

test('what many rows name is resolved once, and stands in each of them', async () => {
  const { data } = await ask('{ units { id name } }', ['a', 'b', 'a', 'a'])
  expect(data.units.map(({ name }: { name: string }) => name)).toEqual(['Unit a', 'Unit b', 'Unit a', 'Unit a'])
  expect(asked).toEqual(['a', 'b'])
})

test('other selections of the same object are other answers', async () => {
  const { data } = await ask('{ units { name } others: units { name(locale: "!") id } }', ['a', 'a'])
  expect(data).toEqual({
    units: [{ name: 'Unit a' }, { name: 'Unit a' }],
    others: [
      { name: 'Unit a!', id: 'a' },
      { name: 'Unit a!', id: 'a' },
    ],
  })
})

test('an error is told in each place', async () => {
  const { data, errors } = await ask('{ units { name } }', ['hidden', 'a', 'hidden'])
  expect(data).toEqual({ units: [{ name: null }, { name: 'Unit a' }, { name: null }] })
  expect(errors.map(({ path }: { path: unknown }) => path)).toEqual([
    ['units', 0, 'name'],
    ['units', 2, 'name'],
  ])
})

test('what comes later, and what holds lists, is asked each time', async () => {
  const { data } = await ask('{ units { name children { id } } late: units { name } }', ['late', 'late'])
  expect(data.late).toEqual([{ name: 'Unit late' }, { name: 'Unit late' }])
  expect(asked.filter((id) => id === 'below late')).toHaveLength(2)
  expect(asked.filter((id) => id === 'late')).toHaveLength(4)
})
