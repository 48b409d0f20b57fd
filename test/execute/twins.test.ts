import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'
import { twinAnswers } from './twin-answer.ts'

const FOLDER = new URL('../../schema/operations/', import.meta.url)
/** What comes in parts has one executor alone, as have mutations. */
const queries = readdirSync(FOLDER).filter(
  (file) =>
    file.endsWith('.graphql') &&
    !/^(?:mutation|subscription)|@defer/m.test(readFileSync(new URL(file, FOLDER), 'utf8')),
)

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterAll(() => gateway.close())

describe('planned execution answers as Yoga’s executor does, byte for byte', () => {
  test.each(queries)('%s', async (file) => {
    const query = readFileSync(new URL(file, FOLDER), 'utf8')
    const place = new URL(file.replace('.graphql', '.variables.json'), FOLDER)
    const variables: object = existsSync(place) ? JSON.parse(readFileSync(place, 'utf8')) : {}
    const [planned, other] = await twinAnswers(gateway, { query, variables })
    expect(planned).toEqual(other)
    expect(planned).toContain('"executedBy":"Query"')
  })

  test('introspection', async () => {
    const [planned, other] = await twinAnswers(gateway, { query: getIntrospectionQuery() })
    expect(planned).toEqual(other)
    expect(planned).toContain('"TrackedEntity"')
  })

  test.each<[string, string, object?, string?]>([
    ['an object that is not there', '{ trackedEntity(id: "AAAAAAAAAAA") { id } me { username } }'],
    ['a list that is refused', '{ trackedEntities { nodes { id } } me { username } }'],
    [
      'a list that is refused to this login',
      '{ trackedEntities(program: "ur1Edk5Oe2n", first: 2) { nodes { id } } }',
      {},
      'clerk_north',
    ],
    [
      'an argument that makes no sense',
      '{ trackedEntities(program: "U7oMv90laog", first: 3) { nodes { attribute { value } } } }',
    ],
    ['a cursor that is none', '{ events(program: "U7oMv90laog", after: "no cursor") { nodes { id } } }'],
    [
      'aliases, fragments of an interface and directives',
      `query ($skipped: Boolean!, $first: Int = 3) {
        list: trackedEntities(program: "U7oMv90laog", first: $first) {
          edges { cursor node { ...Child } }
          nodes { ...Child ... on TrackedEntity { id @skip(if: $skipped) } }
        }
      }
      fragment Child on TrackedEntity {
        __typename
        __proto__: createdAt
        attributes(only: []) { value }
        all: attributes { __typename value @include(if: $skipped) ... on Value { number date ... on AttributeValue { attribute { id } } } }
      }`,
      { skipped: true },
    ],
    [
      'variables that do not fit',
      'query ($first: Int!, $id: ID!) { trackedEntities(program: $id, first: $first) { nodes { id } } }',
      { first: 'x' },
    ],
    ['a literal that does not fit', '{ events(where: { occurredAt: { from: "yesterday" } }) { nodes { id } } }'],
    ['a field that does not exist', '{ me { shoeSize } }'],
  ])('%s', async (_what, query, variables = {}, as = 'admin') => {
    const [planned, other] = await twinAnswers(gateway, { query, variables, as })
    expect(planned).toEqual(other)
  })
})
