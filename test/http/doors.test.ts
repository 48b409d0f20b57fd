import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { basic, startGateway, type TestGateway } from '../support/start-gateway.ts'

const LISTED = ['https://one.example', 'https://two.example']
const READ = '?query={me{username}}'

let gateway: TestGateway
let session: string

beforeAll(async () => {
  gateway = await startGateway({ GATEWAY_CORS_ORIGINS: LISTED.join(','), GATEWAY_GRAPHIQL: 'off' })
  const signedIn = await fetch(`${gateway.sandbox.url}/api/me`, { headers: { authorization: basic('clerk_north') } })
  session = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
})
afterAll(() => gateway.close())

describe('a session cookie, which a browser sends by itself', () => {
  test('serves a request that another site could not have made', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { cookie: session, 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ me { username } }' }),
    })
    expect(await response.json()).toEqual({ data: { me: { username: 'clerk_north' } } })
  })

  test.each(['*/*', 'text/html,application/xhtml+xml,*/*'])(
    'is refused on a bare GET that accepts %s',
    async (accept) => {
      const response = await fetch(`${gateway.url}/graphql${READ}`, { headers: { cookie: session, accept } })
      expect(response.status).toBe(403)
      expect(await response.text()).not.toContain('clerk_north')
    },
  )

  test.each([
    ['same-origin', 200],
    ['same-site', 403],
    ['cross-site', 403],
    ['none', 403],
  ])('of an EventSource, which has no headers of its own: from %s it is answered %i', async (site, status) => {
    const headers = { cookie: session, accept: 'text/event-stream', 'sec-fetch-site': site }
    const response = await fetch(`${gateway.url}/graphql${READ}`, { headers })
    expect(response.status).toBe(status)
    expect((await response.text()).includes('clerk_north')).toBe(status === 200)
  })

  test('is refused with a form’s content type', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { cookie: session, 'content-type': 'text/plain; application/json' },
      body: JSON.stringify({ query: '{ me { username } }' }),
    })
    expect(response.status).toBe(403)
  })
})

describe('pages of other origins', () => {
  const ask = (origin: string): Promise<Response> =>
    fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { origin, authorization: basic('admin'), 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __typename }' }),
    })

  test.each(LISTED)('%s is listed and may read answers', async (origin) => {
    expect((await ask(origin)).headers.get('access-control-allow-origin')).toBe(origin)
  })

  test.each(['https://evil.example', 'null'])('%s is not, and may not', async (origin) => {
    const { headers } = await ask(origin)
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('access-control-allow-credentials')).toBeNull()
  })
})

test('/healthz and /readyz tell alive from ready, whatever cookies come along', async () => {
  const alive = await fetch(`${gateway.url}/healthz`, { headers: { cookie: session } })
  expect([alive.status, await alive.json()]).toEqual([200, { status: 'alive' }])
  const ready = await fetch(`${gateway.url}/readyz`)
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }])
  const lonely = await startGateway({ DHIS2_URL: 'http://127.0.0.1:9', DHIS2_RETRIES: '0' })
  expect((await fetch(`${lonely.url}/healthz`)).status).toBe(200)
  expect((await fetch(`${lonely.url}/readyz`)).status).toBe(503)
  await lonely.close()
})
