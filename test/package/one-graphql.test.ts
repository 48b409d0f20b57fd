import { GraphQLError, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql'
import { createYoga } from 'graphql-yoga'
import { expect, test } from 'vitest'

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      refused: {
        type: GraphQLString,
        resolve: () => {
          throw new GraphQLError('Not yours to read.', { extensions: { code: 'FORBIDDEN' } })
        },
      },
    },
  }),
})

test("the tests and Yoga share one copy of graphql, so a resolver's GraphQLError is not masked as a stranger's", async () => {
  const yoga = createYoga({ schema, logging: false })
  const answer = await yoga.fetch('http://gateway.test/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ refused }' }),
  })
  expect(await answer.json()).toMatchObject({
    errors: [{ message: 'Not yours to read.', extensions: { code: 'FORBIDDEN' } }],
  })
})
