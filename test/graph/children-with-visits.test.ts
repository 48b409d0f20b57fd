import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

const query = readFileSync(new URL('../../schema/operations/ChildrenWithVisits.graphql', import.meta.url), 'utf8')
const variables = { program: 'U7oMv90laog', orgUnits: ['xFHN90MB0JE'], orgUnitMode: 'DESCENDANTS' }

let gateway: TestGateway

beforeAll(async () => {
  gateway = await startGateway()
})
beforeEach(() => gateway.takeRequests())
afterAll(() => gateway.close())

function withoutIds(requests: string[]): string[] {
  return requests.map((url) => url.replace(/(=|\[)[A-Za-z0-9]{11}(,[A-Za-z0-9]{11})+/g, '$1…')).sort()
}

test('a page asks for its entities, then all their events at once, and each metadata type once', async () => {
  const cold = await gateway.ask(query, { variables: { ...variables, first: 60 } })
  expect(cold.errors).toBeUndefined()
  expect(withoutIds(gateway.takeRequests())).toMatchSnapshot()
  const warm = await gateway.ask(query, { variables: { ...variables, first: 60 } })
  expect(warm.data).toEqual(cold.data)
  const requests = gateway.takeRequests()
  expect(requests).toHaveLength(2)
  expect(requests.every((url) => url.startsWith('/api/tracker/'))).toBe(true)
})

test.each([1, 19, 20, 50, 200, 400, 1000])('a page of %i takes at most two tracker requests', async (first) => {
  const answer = await gateway.ask(query, { variables: { ...variables, first } })
  expect(answer.errors).toBeUndefined()
  const requests = gateway.takeRequests()
  const tracker = requests.filter((url) => url.startsWith('/api/tracker/'))
  expect(tracker.length).toBeLessThanOrEqual(2)
  const types = requests.filter((url) => !url.startsWith('/api/tracker/')).map((url) => url.split(/[?/]/)[2])
  expect(new Set(types).size).toBe(types.length)
})

test('selecting only ids asks DHIS2 only for ids', async () => {
  await gateway.ask('{ trackedEntities(program: "U7oMv90laog", first: 5) { nodes { id } } }')
  expect(gateway.takeRequests()).toEqual([
    '/api/tracker/trackedEntities?program=U7oMv90laog&fields=trackedEntity&page=1&pageSize=5',
  ])
})

test('names of metadata cost nothing where only their id is selected', async () => {
  await gateway.ask(
    '{ events(program: "XeJ1WgcCVBW", first: 3) { nodes { id program { id } orgUnit { __typename id } } } }',
  )
  expect(gateway.takeRequests()).toHaveLength(1)
})
