import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { allParts, askInParts } from '../support/ask-in-parts.ts'
import { basic, startGateway, type TestGateway } from '../support/start-gateway.ts'

interface Plan {
  requests: {
    method: string
    path: string
    status?: number
    ms: number
    rows?: number
    bytes?: number
    shared?: true
  }[]
  lists: { kind: string; way: string; rows: number }[]
  namesAtHand: Record<string, number>
}

let gateway: TestGateway

beforeAll(async () => {
  gateway = await startGateway()
})
beforeEach(() => gateway.takeRequests())
afterAll(() => gateway.close())

async function ask(
  query: string,
  headers: Record<string, string>,
): Promise<{ data: unknown; extensions?: { plan?: Plan } }> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: basic('admin'), ...headers },
    body: JSON.stringify({ query }),
  })
  return response.json()
}

const children = `{ trackedEntities(program: "U7oMv90laog", first: 60) { nodes {
  orgUnit { displayName } enrollments { nodes { events { nodes { status } } } } } } }`

test('who asks for the plan is told what went to DHIS2, and nothing of the login', async () => {
  const { extensions } = await ask(children, { 'x-dhis2-plan': '1' })
  const plan = extensions?.plan
  const paths = plan?.requests
    .map(({ path }) => decodeURIComponent(path))
    .filter((path) => !path.includes('system/info'))
  expect(paths?.sort()).toEqual(gateway.takeRequests().sort())
  expect(plan?.lists).toEqual([{ kind: 'trackedEntities', way: 'split', rows: 60, ms: expect.any(Number) }])
  const entities = plan?.requests.find(({ path }) => path.startsWith('/api/tracker/trackedEntities'))
  expect(entities).toMatchObject({ method: 'GET', status: 200, rows: 60 })
  expect(entities?.bytes).toBeGreaterThan(1000)
  expect(JSON.stringify(extensions)).not.toMatch(/basic|authorization|cookie|JSESSIONID/i)
  const warm = await ask(children, { 'x-dhis2-plan': '1' })
  expect(warm.extensions?.plan?.namesAtHand['organisationUnits']).toBeGreaterThan(1)
  expect(warm.extensions?.plan?.requests).toHaveLength(2)
})

test('who does not ask is told nothing', async () => {
  expect(await ask(children, {})).not.toHaveProperty('extensions')
})

test('a request that fails stands in the plan with its status', async () => {
  const { extensions } = await ask('{ event(id: "aaaaaaaaaaa") { id } }', { 'x-dhis2-plan': '1' })
  expect(extensions?.plan?.requests.at(-1)).toMatchObject({ status: 404 })
})

test('equal lists of one operation are read once', async () => {
  const list = '(program: "U7oMv90laog", first: 5) { nodes { id } }'
  const { extensions } = await ask(`{ a: trackedEntities${list} b: trackedEntities${list} }`, { 'x-dhis2-plan': '1' })
  expect(gateway.takeRequests()).toHaveLength(1)
  expect(extensions?.plan?.requests.map(({ shared }) => shared ?? false)).toEqual([false, true])
})

test('an answer in parts tells its plan in the last of them, with what was deferred', async () => {
  const query = children.replace('events {', '... @defer { events {').replace('} } } } } } }', '} } } } } } } }')
  const parts = await allParts(askInParts(gateway, query, { headers: { 'x-dhis2-plan': '1' } }))
  expect(parts.map(({ extensions }) => extensions !== undefined)).toEqual([...parts.slice(1).map(() => false), true])
  const plan = parts.at(-1)?.extensions?.['plan']
  expect(plan).toMatchObject({
    lists: [
      { kind: 'trackedEntities', way: expect.stringMatching(/whole|halves/), rows: 60 },
      { kind: 'trackedEntities.enrollments.events', way: 'deferred', rows: expect.any(Number) },
    ],
  })
  expect(plan).toMatchObject({
    requests: expect.arrayContaining([expect.objectContaining({ path: expect.stringContaining('/tracker/events') })]),
  })
})
