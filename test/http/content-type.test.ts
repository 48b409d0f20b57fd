import { afterAll, beforeAll, expect, test } from 'vitest'
import { basic, startGateway, type TestGateway } from '../support/start-gateway.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterAll(() => gateway.close())

function post(headers: Record<string, string>): Promise<Response> {
  return fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { authorization: basic('admin'), ...headers },
    body: JSON.stringify({ query: '{ me { username } }' }),
  })
}

test.each(['application/json', 'application/json; charset=utf-8', 'application/graphql+json'])(
  'a query is taken as %s',
  async (type) => {
    const answer = await post({ 'content-type': type })
    expect(await answer.json()).toEqual({ data: { me: { username: 'admin' } } })
  },
)

test.each(['application/x-www-form-urlencoded', 'text/plain'])(
  'a query sent as %s is told how to be sent',
  async (type) => {
    const answer = await post({ 'content-type': type })
    expect(answer.status).toBe(415)
    const { errors } = await answer.json()
    expect(errors[0].message).toContain('Content-Type: application/json')
  },
)

test('a header that names no language is refused by name', async () => {
  const { errors } = await gateway.ask('{ me { username } }', { headers: { 'x-dhis2-locale': 'not a language' } })
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'X-DHIS2-Locale' })
})
