import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts'
import { sandboxToken } from '../../src/sandbox/sign-in.ts'

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await createSandbox()
})

afterAll(() => sandbox.close())

beforeEach(() => {
  sandbox.endAllSessions()
  sandbox.requests.length = 0
})

function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  return fetch(sandbox.url + path, { headers, redirect: 'manual', method })
}

function basic(username: string, password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` }
}

async function openSession(username: string, password: string): Promise<{ cookie: string }> {
  const response = await ask('/api/me?fields=id', basic(username, password))
  const cookie = response.headers.get('set-cookie')?.split(';', 1)[0]
  if (cookie === undefined) throw new Error('no session was opened')
  return { cookie }
}

const viewer = ['viewer', 'Tracker-123'] as const

test('a session opened by Basic serves on until it is ended', async () => {
  const session = await openSession(...viewer)
  expect(await (await ask('/api/me?fields=username', session)).json()).toEqual({ username: 'viewer' })
  sandbox.endAllSessions()
  expect((await ask('/api/me', session)).status).toBe(302)
})

test('an answer within a session sets no new cookie', async () => {
  const session = await openSession(...viewer)
  expect((await ask('/api/me', session)).headers.get('set-cookie')).toBeNull()
  expect(sandbox.sessionCount()).toBe(1)
})

test('logging out ends that session alone', async () => {
  const [leaving, staying] = [await openSession(...viewer), await openSession(...viewer)]
  const farewell = await ask('/dhis-web-commons-security/logout.action', leaving)
  expect([farewell.status, farewell.headers.get('location')]).toEqual([302, '/'])
  expect((await ask('/api/me', leaving)).status).toBe(302)
  expect((await ask('/api/me', staying)).status).toBe(200)
})

test('a cookie beside a wrong password counts only for the same username', async () => {
  const session = await openSession(...viewer)
  expect((await ask('/api/me', { ...session, ...basic('viewer', 'wrong') })).status).toBe(200)
  expect((await ask('/api/me', { ...session, ...basic('admin', 'wrong') })).status).toBe(401)
})

test('each user has a personal access token', async () => {
  const response = await ask('/api/me?fields=username', { authorization: `ApiToken ${sandboxToken('clerk_north')}` })
  expect(await response.json()).toEqual({ username: 'clerk_north' })
  expect(response.headers.get('set-cookie')).toContain('JSESSIONID=')
})

test.each([
  ['no header at all', {}],
  ['an unknown scheme', { authorization: 'Negotiate abc' }],
  ['a cookie that names no session', { cookie: 'JSESSIONID=0' }],
])('%s leads to the login page', async (_, headers) => {
  const response = await ask('/api/system/info', headers)
  expect([response.status, response.headers.get('location')]).toEqual([302, '/dhis-web-login/'])
  const page = await ask('/dhis-web-login/')
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html;charset=utf-8'])
})

test('a password may hold colons and letters of any alphabet, and is compared in full', async () => {
  expect((await ask('/api/me', basic('admin', 'district:'))).status).toBe(401)
  expect((await ask('/api/me', basic('admin', 'distriçt'))).status).toBe(401)
  expect((await ask('/api/me', { authorization: 'Basic !' })).status).toBe(401)
})

test('every request is recorded with how it was let in', async () => {
  const session = await openSession(...viewer)
  await ask('/api/ping')
  await ask('/api/programs?paging=false', session)
  await ask('/api/me', basic('viewer', 'wrong'))
  expect(sandbox.requests).toEqual([
    { method: 'GET', url: '/api/me?fields=id', authenticatedBy: 'basic', status: 200 },
    { method: 'GET', url: '/api/ping', authenticatedBy: 'none', status: 200 },
    { method: 'GET', url: '/api/programs?paging=false', authenticatedBy: 'session', status: 200 },
    { method: 'GET', url: '/api/me', authenticatedBy: 'basic', status: 401 },
  ])
})

test('large answers are compressed when asked, small ones are not', async () => {
  const path = '/api/organisationUnits?fields=*&paging=false'
  const admin = basic('admin', 'district')
  const squeezed = await ask(path, { ...admin, 'accept-encoding': 'gzip' })
  const plain = await ask(path, { ...admin, 'accept-encoding': 'identity' })
  expect(squeezed.headers.get('content-encoding')).toBe('gzip')
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(await squeezed.json()).toEqual(await plain.json())
  expect(
    (await ask('/api/me?fields=id', { ...admin, 'accept-encoding': 'gzip' })).headers.get('content-encoding'),
  ).toBeNull()
})

test('HEAD answers as GET does, without a body', async () => {
  const response = await ask('/api/me?fields=id', basic('admin', 'district'), 'HEAD')
  expect([response.status, await response.text()]).toEqual([200, ''])
})

test('a taken port is an error, not a hang', async () => {
  await expect(createSandbox({ port: sandbox.port })).rejects.toThrow('EADDRINUSE')
})

test('a test can put faults in the way', async () => {
  let down = true
  const faulty = await createSandbox({
    interfere: () => (down ? { status: 503, body: '<html>', headers: { 'retry-after': '1' } } : undefined),
  })
  try {
    const first = await fetch(`${faulty.url}/api/ping`)
    expect([first.status, await first.text(), first.headers.get('retry-after')]).toEqual([503, '<html>', '1'])
    down = false
    expect((await fetch(`${faulty.url}/api/ping`)).status).toBe(200)
    expect(faulty.requests.map(({ status }) => status)).toEqual([503, 200])
  } finally {
    await faulty.close()
  }
})

test.each(['//', '/api', '/api/', '/api/%zz', '/elsewhere', '/api/programs/U7oMv90laog/a/b'])(
  '%s is not found',
  async (path) => {
    const response = await ask(path, basic('admin', 'district'))
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/html;charset=utf-8'])
  },
)

test('a version in the path is accepted', async () => {
  expect((await ask('/api/42/me?fields=id', basic('admin', 'district'))).status).toBe(200)
})

test.each([
  ['2.41', 42, 200],
  ['2.42', 43, 404],
  ['2.43', 43, 200],
  ['2.43', 28, 200],
  ['2.43', 27, 404],
] as const)('%s answers /api/%i/me with %i', async (version, number, status) => {
  const other = await createSandbox({ version })
  try {
    expect((await fetch(`${other.url}/api/${number}/me`, { headers: basic(...viewer) })).status).toBe(status)
  } finally {
    await other.close()
  }
})
