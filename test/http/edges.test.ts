import { afterAll, beforeAll, expect, test } from 'vitest'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway({ GATEWAY_CORS_ORIGINS: 'https://app.example.org' })
})
afterAll(() => gateway.close())

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(gateway.url + path, { headers, redirect: 'manual' })

test.each(['/nowhere', '/health', '/graphql/x', '/api/tracker/events', '/%2e%2e/etc/passwd'])(
  '%s leads nowhere and says where the graph is',
  async (path) => {
    const response = await get(path)
    expect(response.status).toBe(404)
    expect(JSON.stringify(await response.json())).toContain('/graphql')
  },
)

test('the root leads to the graph', async () => {
  const response = await get('/')
  expect([response.status, response.headers.get('location')]).toEqual([302, '/graphql'])
})

test.each(['/graphql', '/healthz', '/nowhere'])('caches are told that %s depends on the origin', async (path) => {
  const listed = await get(path, { origin: 'https://app.example.org' })
  expect(listed.headers.get('vary')?.toLowerCase()).toContain('origin')
  expect((await get(path)).headers.get('vary')?.toLowerCase()).toContain('origin')
})
