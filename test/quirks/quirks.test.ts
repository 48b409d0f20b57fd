import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { basic, startGateway, type TestGateway } from '../support/start-gateway.ts'

const FOLDER = new URL('../recordings/exchanges/2.42/', import.meta.url)

interface Response {
  status: number
  headers: Record<string, string>
  body: unknown
}

function recorded(number: string): Response {
  const name = readdirSync(FOLDER).find((file) => file.startsWith(`${number}-`)) ?? number
  const exchange: { response: Response } = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))
  return exchange.response
}

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
})
beforeEach(() => gateway.takeRequests())
afterAll(() => gateway.close())

const post = (headers: Record<string, string>, query = '{ me { username } }'): Promise<globalThis.Response> =>
  fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  })

describe('409 for a list that cannot be run', () => {
  test('recorded', () => expect(recorded('081').status).toBe(409))
  test('is the caller’s to mend', async () => {
    const query = '{ trackedEntities(program: "U7oMv90laog", orgUnitMode: ACCESSIBLE) { nodes { id } } }'
    const answer = await gateway.ask(query, { as: 'clerk_wide' })
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      dhis2: { status: 409, message: 'At least 1 attributes should be mentioned in the search criteria.' },
    })
  })
})

describe('400 for a refused token', () => {
  test('recorded', () => {
    expect(recorded('411')).toMatchObject({ status: 400, headers: { 'www-authenticate': 'ApiToken' } })
  })
  test('is UNAUTHENTICATED', async () => {
    const response = await post({ authorization: 'ApiToken d2p_wrong' })
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
  })
})

describe('a session cookie beside a wrong password', () => {
  test('recorded: the cookie wins', () => {
    expect(recorded('403')).toMatchObject({ status: 200, body: { username: 'admin' } })
  })
  test('does not open the cookie’s session', async () => {
    const signedIn = await fetch(`${gateway.sandbox.url}/api/me`, { headers: { authorization: basic('admin') } })
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const response = await post({ authorization: basic('admin', 'wrong'), cookie })
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
  })
})

describe('enrollments sorted by their times', () => {
  test('recorded', () => {
    expect(recorded('440').status).toBe(409)
    expect(recorded('441').status).toBe(409)
  })
  test.each(['UPDATED_AT', 'CREATED_AT'])('%s is refused by name, and nothing is sent', async (field) => {
    const answer = await gateway.ask(
      `{ enrollments(program: "U7oMv90laog", orderBy: [{ field: ${field} }]) { nodes { id } } }`,
    )
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'UNSUPPORTED_BY_SERVER', needsVersion: '2.43' })
    expect(gateway.takeRequests()).toEqual([])
  })
})

describe('a page of nothing', () => {
  test('recorded', () => expect(recorded('093').status).toBe(400))
  test('is answered without asking', async () => {
    const answer = await gateway.ask('{ trackedEntities(program: "U7oMv90laog", first: 0) { nodes { id } } }')
    expect(answer).toEqual({ data: { trackedEntities: { nodes: [] } } })
    expect(gateway.takeRequests()).toEqual([])
  })
})

describe('a dead session', () => {
  test('recorded: a redirect, or a 401 for a request marked as AJAX', () => {
    expect(recorded('405').status).toBe(302)
    expect(recorded('406').status).toBe(401)
  })
  test('is UNAUTHENTICATED', async () => {
    const response = await post({ cookie: 'JSESSIONID=DEAD' })
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
  })
})
