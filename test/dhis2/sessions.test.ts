import { expect, test, vi } from 'vitest'
import type { Credentials } from '../../src/model/credentials.ts'
import { answerJson, openTransport, rejection } from './transport/scripted-server.ts'
import { basic, logoutUrl, openSessions, startSessionServer } from './transport/session-server.ts'

const get = { method: 'GET', path: '/api/me' } as const
const post = { method: 'POST', path: '/api/tracker', body: '{}' } as const

test('a password is sent once, then the session it opened, and never both', async () => {
  const server = await startSessionServer()
  const sessions = openSessions(server.url)
  for (let i = 0; i < 3; i++) {
    const headers = { Cookie: 'JSESSIONID=other', Authorization: 'Basic other', accept: 'application/json' }
    const response = await sessions.send(basic('ada'), { ...get, headers })
    expect(response.headers['set-cookie']).toBeUndefined()
  }
  expect(server.log()).toEqual(['GET /api/me Basic ada', 'GET /api/me JSESSIONID=S1', 'GET /api/me JSESSIONID=S1'])
  for (const { headers } of server.seen) {
    expect(headers).toMatchObject({ 'x-requested-with': 'XMLHttpRequest', accept: 'application/json' })
    expect([headers.authorization, headers.cookie].filter((login) => login !== undefined)).toHaveLength(1)
  }
})

test("each password has its own session; a wrong one never meets another's", async () => {
  const server = await startSessionServer()
  const sessions = openSessions(server.url)
  await sessions.send(basic('ada'), get)
  await sessions.send(basic('bob'), get)
  expect(await sessions.send(basic('wrong'), get)).toMatchObject({ status: 401 })
  expect((await sessions.send(basic('ada'), get)).body).toBe('{"session":"S1"}')
  expect((await sessions.send(basic('bob'), get)).body).toBe('{"session":"S2"}')
  expect(await sessions.send(basic('wrong'), get)).toMatchObject({ status: 401 })
})

test('parallel first requests open one session', async () => {
  const server = await startSessionServer()
  const sessions = openSessions(server.url)
  await Promise.all(Array.from({ length: 8 }, () => sessions.send(basic('ada'), get)))
  expect(server.log().filter((line) => line.endsWith('Basic ada'))).toHaveLength(1)
  expect(server.alive.size).toBe(1)
})

test('parallel requests with a wrong password try it once', async () => {
  const server = await startSessionServer()
  const sessions = openSessions(server.url)
  const answers = await Promise.all(Array.from({ length: 8 }, () => sessions.send(basic('wrong'), get)))
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(401))
  expect(server.log()).toEqual(['GET /api/me Basic wrong'])
})

test('when the first request fails otherwise, those that waited go on their own and one session is kept', async () => {
  const server = await startSessionServer({
    handle: (_, response, count) => {
      if (count === 1) answerJson(response, 404, { message: 'no such thing' })
      return count === 1
    },
  })
  const sessions = openSessions(server.url)
  const answers = await Promise.all([1, 2, 3].map(() => sessions.send(basic('ada'), get)))
  expect(answers.map(({ status }) => status)).toEqual([404, 200, 200])
  await vi.waitFor(() => expect(server.alive.size).toBe(1), { timeout: 10_000 })
  expect(await sessions.send(basic('ada'), get)).toMatchObject({
    body: expect.stringContaining([...server.alive].join()),
  })
})

test('when the first caller goes away, the next one opens the session', async () => {
  const caller = new AbortController()
  const server = await startSessionServer({
    handle: (_request, _response, count) => {
      if (count === 1) setTimeout(() => caller.abort(), 5)
      return count === 1
    },
  })
  const sessions = openSessions(server.url)
  const first = rejection(sessions.send(basic('ada'), { ...get, signal: caller.signal }))
  const others = await Promise.all([1, 2, 3].map(() => sessions.send(basic('ada'), get)))
  expect(await first).toMatchObject({ name: 'AbortError' })
  expect(others.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(server.log().filter((line) => line.endsWith('Basic ada'))).toHaveLength(2)
})

test('one that waits for an opening is still bound by its own abort and deadline', async () => {
  const release = Promise.withResolvers<void>()
  const server = await startSessionServer({
    handle: (_, response, count) => {
      if (count === 1) void release.promise.then(() => answerJson(response, 200, {}))
      return count === 1
    },
  })
  const sessions = openSessions(server.url)
  const first = sessions.send(basic('ada'), get)
  const caller = new AbortController()
  const aborted = rejection(sessions.send(basic('ada'), { ...get, signal: caller.signal }))
  const late = rejection(sessions.send(basic('ada'), { ...get, deadline: Date.now() + 20 }))
  caller.abort()
  expect(await aborted).toMatchObject({ name: 'AbortError' })
  expect(await late).toMatchObject({ kind: 'timeout' })
  expect(server.seen).toHaveLength(1)
  release.resolve()
  expect((await first).status).toBe(200)
})

test.each(['unauthorized', 'loginPage'] as const)(
  'a dead session (%s) is reopened once, for reads and writes',
  async (deadAnswer) => {
    const server = await startSessionServer({ deadAnswer })
    const sessions = openSessions(server.url)
    await sessions.send(basic('ada'), get)
    for (const request of [get, post]) {
      server.alive.clear()
      server.seen.length = 0
      expect((await sessions.send(basic('ada'), request)).status).toBe(200)
      const what = `${request.method} ${request.path}`
      expect(server.log()).toEqual([expect.stringMatching(`${what} JSESSIONID`), `${what} Basic ada`])
    }
  },
)

test('parallel requests on a dead session reopen it once', async () => {
  const server = await startSessionServer()
  const sessions = openSessions(server.url)
  await sessions.send(basic('ada'), get)
  server.alive.clear()
  const answers = await Promise.all(Array.from({ length: 6 }, () => sessions.send(basic('ada'), get)))
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200))
  expect(server.alive.size).toBe(1)
})

test('sessions that die as soon as they are opened end in the answer to the password, not in a loop', async () => {
  const server = await startSessionServer({
    handle: (request, response) => {
      const open = request.headers.authorization !== undefined
      answerJson(response, open ? 200 : 401, {}, open ? { 'set-cookie': 'JSESSIONID=dead' } : {})
      return true
    },
  })
  const sessions = openSessions(server.url)
  const answers = await Promise.all(Array.from({ length: 12 }, () => sessions.send(basic('ada'), get)))
  expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200))
  // Each tries at most two sessions and then its password.
  expect(server.seen.length).toBeLessThanOrEqual(36)
})

test('a write on a session whose connection breaks is not sent again', async () => {
  const server = await startSessionServer({
    handle: (request) => {
      if (request.method === 'POST') request.socket.destroy()
      return request.method === 'POST'
    },
  })
  const sessions = openSessions(server.url)
  await sessions.send(basic('ada'), get)
  expect(await rejection(sessions.send(basic('ada'), post))).toMatchObject({ kind: 'unavailable' })
  expect(server.log()).toEqual(['GET /api/me Basic ada', 'POST /api/tracker JSESSIONID=S1'])
})

test('a session ends at its absolute age, however much it is used, here and upstream', async () => {
  const server = await startSessionServer()
  let now = 1_000_000
  const sessions = openSessions(server.url, { maxAgeMs: 60_000, now: () => now })
  for (const minute of [0, 0.4, 0.8, 1.2]) {
    now = 1_000_000 + minute * 60_000
    await sessions.send(basic('ada'), get)
  }
  await vi.waitFor(() => expect([...server.alive]).toEqual(['S2']), { timeout: 10_000 })
  expect(server.log().filter((line) => line.endsWith('Basic ada'))).toHaveLength(2)
  expect(server.log()).toContain(`GET ${logoutUrl} JSESSIONID=S1`)
})

test('an unused session ends at its age without a further request', async () => {
  const server = await startSessionServer()
  const sessions = openSessions(server.url, { maxAgeMs: 20 })
  await sessions.send(basic('ada'), get)
  await vi.waitFor(() => expect(server.alive.size).toBe(0), { timeout: 10_000 })
})

test('the least recently used session goes first when there are too many', async () => {
  const server = await startSessionServer()
  const sessions = openSessions(server.url, { maxEntries: 2 })
  for (const name of ['ada', 'bob', 'ada', 'cy']) await sessions.send(basic(name), get)
  await vi.waitFor(() => expect([...server.alive]).toEqual(['S1', 'S3']), { timeout: 10_000 })
})

test('a session is not ended beneath a request that uses it', async () => {
  const held = Promise.withResolvers<() => void>()
  const server = await startSessionServer({
    handle: (request, response) => {
      if (request.url === '/api/slow') held.resolve(() => answerJson(response, 200, {}))
      return request.url === '/api/slow'
    },
  })
  const sessions = openSessions(server.url, { maxEntries: 1 })
  await sessions.send(basic('ada'), get)
  const slow = sessions.send(basic('ada'), { ...get, path: '/api/slow' })
  const answer = await held.promise
  await sessions.send(basic('bob'), get)
  await sessions.send(basic('bob'), get)
  expect([...server.alive]).toEqual(['S1', 'S2'])
  answer()
  expect((await slow).status).toBe(200)
  await vi.waitFor(() => expect([...server.alive]).toEqual(['S2']), { timeout: 10_000 })
})

test('close ends all sessions upstream, and survives a server that is gone or refuses', async () => {
  const server = await startSessionServer()
  const transport = openTransport(server.url)
  const sessions = openSessions(server.url, { transport })
  await sessions.send(basic('ada'), get)
  await sessions.send(basic('bob'), get)
  await sessions.close()
  expect(server.alive.size).toBe(0)
  const orphaned = openSessions(server.url, { transport })
  await orphaned.send(basic('ada'), get)
  await transport.close()
  await expect(orphaned.close()).resolves.toBeUndefined()
})

test('a cookie that DHIS2 changes in a later answer is used from then on', async () => {
  const server = await startSessionServer({
    handle: (_, response, count) => {
      answerJson(
        response,
        200,
        {},
        { 'set-cookie': count === 1 ? ['JSESSIONID=A', 'node=n1'] : [`JSESSIONID=B${count}`] },
      )
      return true
    },
  })
  const sessions = openSessions(server.url)
  for (let i = 0; i < 3; i++) await sessions.send(basic('ada'), get)
  expect(server.log()).toEqual([
    'GET /api/me Basic ada',
    'GET /api/me JSESSIONID=A; node=n1',
    'GET /api/me JSESSIONID=B2; node=n1',
  ])
})

test.each<Credentials>([
  { kind: 'token', headers: { authorization: 'ApiToken d2p_x' } },
  { kind: 'bearer', headers: { authorization: 'Bearer x' } },
  { kind: 'cookie', headers: { cookie: 'JSESSIONID=callers' } },
])('credentials of kind $kind go through as they are, each time', async (credentials) => {
  const server = await startSessionServer()
  const sessions = openSessions(server.url)
  await sessions.send(credentials, get)
  await sessions.send(credentials, get)
  for (const { headers } of server.seen) {
    expect(headers).toMatchObject({ ...credentials.headers, 'x-requested-with': 'XMLHttpRequest' })
    expect([headers.authorization, headers.cookie].filter((login) => login !== undefined)).toHaveLength(1)
  }
  expect(server.seen).toHaveLength(2)
})

test('where sessions are off, and after close, the password goes with each request', async () => {
  const server = await startSessionServer()
  const off = openSessions(server.url, { enabled: false })
  const shut = openSessions(server.url)
  await shut.close()
  for (const sessions of [off, off, shut, shut]) await sessions.send(basic('ada'), get)
  expect(server.log()).toEqual(Array(4).fill('GET /api/me Basic ada'))
})
