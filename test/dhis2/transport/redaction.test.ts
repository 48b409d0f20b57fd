import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { failureOf } from '../../../src/dhis2/errors.ts'
import { createSessions } from '../../../src/dhis2/sessions.ts'
import type { Credentials } from '../../../src/model/credentials.ts'
import { createJsonLog, type LogLevel } from '../../../src/telemetry/log.ts'
import { answerJson, openTransport, rejection, startServer } from './scripted-server.ts'

const secret = 'c3VwZXJzZWNyZXQ'
const logins: Credentials[] = [
  { kind: 'basic', headers: { authorization: `Basic ${secret}` } },
  { kind: 'token', headers: { authorization: `ApiToken d2p_${secret}` } },
  { kind: 'bearer', headers: { authorization: `Bearer ${secret}` } },
  { kind: 'cookie', headers: { cookie: `JSESSIONID=${secret}` } },
]
const get = { method: 'GET', path: '/api/me' } as const

function collect(level: LogLevel = 'debug') {
  const lines: string[] = []
  return { lines, log: createJsonLog({ write: (line) => lines.push(line) }, level, () => 0) }
}

function everythingIn(error: unknown): string {
  const own =
    typeof error === 'object' && error !== null
      ? Reflect.ownKeys(error).map((key) => inspect(Reflect.get(error, key)))
      : []
  return JSON.stringify([inspect(error, { depth: 10, showHidden: true }), String(error), own])
}

test.each(logins)('no $kind login is ever in a log line or an error', async (credentials) => {
  const server = await startServer((request, response, count) => {
    if (count === 1) return answerJson(response, 200, {}, { 'set-cookie': `JSESSIONID=${secret}` })
    if (request.url === '/api/broken') return void request.socket.destroy()
    if (request.url === '/api/busy') return answerJson(response, 503, {}, { 'set-cookie': `JSESSIONID=${secret}` })
    if (request.url === '/api/refused') return answerJson(response, 401, { message: 'Unauthorized' })
    if (request.url?.includes('logout')) return void request.socket.destroy()
  })
  const { lines, log } = collect()
  const transport = openTransport(server.url, { log, headersTimeoutMs: 30, maxResponseBytes: 100 })
  const sessions = createSessions({ enabled: true, maxEntries: 1, transport, log })
  await sessions.send(credentials, get)
  const refused = await sessions.send(credentials, { ...get, path: '/api/refused' })
  const busy = await sessions.send(credentials, { ...get, path: '/api/busy' })
  await sessions.send({ kind: 'basic', headers: { authorization: 'Basic other' } }, { ...get, path: '/api/busy' })
  const errors = [
    failureOf(refused),
    failureOf(busy),
    await rejection(sessions.send(credentials, { ...get, path: '/api/broken' })),
    await rejection(sessions.send(credentials, { ...get, path: '/api/silent' })),
    await rejection(sessions.send(credentials, { ...get, deadline: Date.now() + 5, path: '/api/silent' })),
    await rejection(sessions.send(credentials, { ...get, signal: AbortSignal.abort(new Error(secret)) })),
    await rejection(sessions.send({ kind: 'basic', headers: { authorization: `Basic ${secret}\n` } }, get)),
  ]
  await sessions.close()
  expect(errors.map((error) => error instanceof Error)).toEqual(Array(7).fill(true))
  expect(errors.map(everythingIn).join()).not.toContain(secret)
  for (const error of errors) log.error('request failed', { error, credentials, headers: credentials.headers })
  expect(lines.length).toBeGreaterThan(8)
  expect(lines.join()).toContain('upstream request is tried again')
  expect(lines.join()).not.toContain(secret)
})

test('a log line is one JSON object with time, level, message and fields', () => {
  const { lines, log } = collect('info')
  log.debug('too light')
  log.info('up', { port: 4000, nested: { list: [1, 'a'] }, level: 'cannot be faked' })
  expect(lines).toEqual([expect.stringMatching(/^\{.*\}\n$/)])
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    time: '1970-01-01T00:00:00.000Z',
    level: 'info',
    message: 'up',
    port: 4000,
    nested: { list: [1, 'a'] },
  })
})

test.each([
  `authorization: Basic ${secret}`,
  `JSESSIONID=${secret}; Path=/`,
  `http://admin:${secret}@host/api`,
  `token d2p_${secret}`,
  `POST password=${secret}&x=1`,
])('a credential within a text is blotted out: %s', (text) => {
  const { lines, log } = collect()
  log.warn(text, { text, deep: [{ text }], error: new Error(text, { cause: new Error(text) }) })
  expect(lines).toHaveLength(1)
  expect(lines.join()).not.toContain(secret)
})

test('values of secret names, cycles, buffers and big numbers do not hurt a log line', () => {
  const { lines, log } = collect()
  const cycle: Record<string, unknown> = { password: secret, Cookie: [secret], size: 10n, bytes: Buffer.from(secret) }
  cycle['self'] = cycle
  log.info('odd', { cycle })
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    cycle: { password: '[redacted]', size: '10', bytes: '[omitted]', self: '[omitted]' },
  })
  expect(lines.join()).not.toContain(secret)
})
