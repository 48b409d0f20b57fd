import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

let gateway: TestGateway

beforeAll(async () => {
  gateway = await startGateway()
})
beforeEach(() => gateway.takeRequests())
afterAll(() => gateway.close())

const list = (args: string): string => `{ trackedEntities(${args}) { nodes { id } } }`

test('a wrong password is UNAUTHENTICATED, and the password is in no answer', async () => {
  const answer = await gateway.ask('{ me { username } }', { password: 'not-the-password' })
  expect(answer.errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED')
  expect(JSON.stringify(answer)).not.toContain('not-the-password')
})

test('no credentials are UNAUTHENTICATED before anything is asked of DHIS2', async () => {
  const answer = await gateway.ask(list('program: "U7oMv90laog"'), { as: null })
  expect(answer.errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED')
  expect(gateway.sandbox.requests).toEqual([])
})

test('the schema can be looked at without a login', async () => {
  const answer = await gateway.ask('{ __schema { queryType { name } } __typename }', { as: null })
  expect(answer).toEqual({ data: { __schema: { queryType: { name: 'Query' } }, __typename: 'Query' } })
})

test.each([
  ['an unknown program', list('program: "abcdefghijk"'), 'BAD_USER_INPUT', /abcdefghijk/],
  ['a UID of the wrong form', list('program: "xx"'), 'BAD_USER_INPUT', /program: "xx" is not a DHIS2 UID/],
  [
    'a page that is too large',
    list('program: "U7oMv90laog", first: 5000'),
    'BAD_USER_INPUT',
    /first: must be from 0 to 1000/,
  ],
  ['a cursor of another making', list('program: "U7oMv90laog", after: "nonsense"'), 'BAD_USER_INPUT', /after: /],
  ['nothing to list by', list('first: 1'), 'BAD_USER_INPUT', /program: give program/],
  ['an unknown object', '{ event(id: "abcdefghijk") { id } }', 'NOT_FOUND', /abcdefghijk/],
])('%s is told as such', async (_what, query, code, message) => {
  const answer = await gateway.ask(query)
  expect(answer.errors).toHaveLength(1)
  expect(answer.errors?.[0]?.message).toMatch(message)
  expect(answer.errors?.[0]?.extensions?.['code']).toBe(code)
})

test('an empty list of ids is an empty answer, never everything', async () => {
  const answer = await gateway.ask(list('ids: []'))
  expect(answer.data).toEqual({ trackedEntities: { nodes: [] } })
  expect(gateway.takeRequests()).toEqual([])
})

test('a syntax error says where', async () => {
  const answer = await gateway.ask('{ trackedEntities(')
  expect(answer.errors?.[0]?.message).toMatch(/Syntax Error/)
  expect(answer.errors?.[0]?.extensions?.['code']).toBe('GRAPHQL_PARSE_FAILED')
})

test('an unknown field is a validation error', async () => {
  const answer = await gateway.ask('{ nonsense }')
  expect(answer.errors?.[0]?.extensions?.['code']).toBe('GRAPHQL_VALIDATION_FAILED')
})

/** Asks a gateway whose DHIS2 is this listener; undefined for one where nothing listens. */
async function askBroken(listener: RequestListener | undefined, settings: Record<string, string> = {}) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  if (!listener) await new Promise((resolve) => server.close(resolve))
  const broken = await startGateway({ DHIS2_URL: `http://127.0.0.1:${port}`, DHIS2_RETRIES: '0', ...settings })
  try {
    return await broken.ask('{ me { username } }')
  } finally {
    await broken.close()
    server.closeAllConnections()
    server.close()
  }
}

test('an upstream that is down is UPSTREAM_UNAVAILABLE', async () => {
  const answer = await askBroken(undefined)
  expect(answer.errors?.[0]?.extensions?.['code']).toBe('UPSTREAM_UNAVAILABLE')
})

test('an upstream that hangs is UPSTREAM_TIMEOUT', async () => {
  const answer = await askBroken(() => undefined, { GATEWAY_DEADLINE: '300ms' })
  expect(answer.errors?.[0]?.extensions?.['code']).toBe('UPSTREAM_TIMEOUT')
})

test('an upstream that answers HTML never leaks it', async () => {
  const answer = await askBroken((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<html><body>secret page</body></html>')
  })
  expect(answer.errors?.[0]?.extensions?.['code']).toBe('UPSTREAM_UNEXPECTED')
  expect(JSON.stringify(answer)).not.toContain('secret page')
})
