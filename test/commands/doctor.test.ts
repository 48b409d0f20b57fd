import { createServer } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { type DoctorOptions, runDoctor } from '../../src/commands/doctor.ts'
import { createDhis2Client } from '../../src/dhis2/client.ts'
import { createSessions } from '../../src/dhis2/sessions.ts'
import { createTransport } from '../../src/dhis2/transport/pool.ts'
import { CAPABILITIES } from '../../src/model/capability.ts'
import type { Credentials } from '../../src/model/credentials.ts'
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/server.ts'
import { sandboxToken } from '../../src/sandbox/sign-in.ts'
import { sandboxVersionNames } from '../../src/sandbox/versions/version-facts.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await createSandbox(options)
  closing.push(sandbox.close)
  return sandbox
}

function basic(username: string, password: string): Credentials {
  return {
    kind: 'basic',
    headers: { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` },
  }
}

const clerk = basic('clerk_north', 'Tracker-123')

async function diagnose(
  url: string,
  options: Partial<DoctorOptions> = {},
): Promise<{ code: number; report: string; verdicts: Record<string, string> }> {
  const transport = createTransport({
    baseUrl: url,
    connections: 2,
    connectTimeoutMs: 2000,
    headersTimeoutMs: 2000,
    bodyTimeoutMs: 2000,
    retries: 0,
    retryBaseMs: 1,
    maxResponseBytes: 1_000_000,
  })
  const sessions = createSessions({ enabled: true, maxEntries: 10, transport })
  closing.push(() => sessions.close().then(transport.close))
  const client = createDhis2Client({ sessions, versionMaxAgeMs: 0, trackerApi: 'auto' })
  const lines: string[] = []
  const limits = { connectTimeoutMs: 2000, headersTimeoutMs: 2000 }
  const code = await runDoctor({ url, client, credentials: clerk, sessions: true, ...limits, ...options }, (line) =>
    lines.push(line),
  )
  const verdicts = Object.fromEntries(
    lines.flatMap((line) => {
      const [, verdict, subject] = /^(ok|warn|FAIL) +(\S+)/.exec(line) ?? []
      return verdict === undefined || subject === undefined ? [] : [[subject, verdict]]
    }),
  )
  return { code, report: lines.join('\n'), verdicts }
}

test('a healthy DHIS2 passes every check, and no credential is printed', async () => {
  const { url, sessionCount } = await startSandbox()
  const { code, report } = await diagnose(url)
  expect(report.replaceAll(/127\.0\.0\.1:\d+|port \d+/g, '<server>')).toMatchInlineSnapshot(`
    "Checking http://<server>
    ok    address   127.0.0.1
    ok    TCP       <server> of 127.0.0.1 is open
    ok    HTTP      the server answers
    ok    login     accepted as clerk_north (Noor Clerk)
    ok    version   DHIS2 2.42.5.2, spoken to in the dialect MODERN
    ok    can       TRACKER_API, LISTS_ACROSS_PROGRAMS, ENROLLMENTS_BY_TYPE, EVENTS_BY_ENROLLMENTS, EVENTS_BY_ATTRIBUTES, EVENTS_BY_OWNER, EXACT_OCCURRED_AT, NULL_CONDITIONS, ESCAPED_CONDITIONS, POTENTIAL_DUPLICATE_CONDITION, DELETED_RELATIONSHIPS, ORDER_TRACKED_ENTITIES_BY_ID, ORDER_ENROLLMENTS, ORDER_EVENTS_BY_PROGRAM, ORDER_EVENTS_BY_ATTRIBUTES, CHANGE_LOGS, CHANGE_LOGS_OF_EVENT_FIELDS, CHANGE_LOGS_OF_ALL_PROGRAMS, HIDES_PROTECTED
    ok    cannot    ORDER_ENROLLMENTS_BY_TIMES (docs/versions.md tells what comes instead)
    ok    clock     agrees with that of DHIS2 (its time zone is UTC)
    ok    session   handed out, and accepted in place of the password
    The gateway can serve this DHIS2."
  `)
  expect(code).toBe(0)
  expect(report).not.toMatch(/Tracker-123|Basic|JSESSIONID/)
  // Only the session of the client is left, which the gateway ends itself.
  expect(sessionCount()).toBe(1)
})

test('a newer version than the gateway knows is a warning', async () => {
  const sandbox = await startSandbox({
    interfere: ({ url, headers }) =>
      url?.startsWith('/api/system/info') && (headers.authorization ?? headers.cookie) !== undefined
        ? { status: 200, body: { version: '2.44.1', serverDate: new Date().toISOString().slice(0, -1) } }
        : undefined,
  })
  const { code, report, verdicts } = await diagnose(sandbox.url)
  expect({ code, version: verdicts['version'] }).toEqual({ code: 0, version: 'warn' })
  expect(report).toContain('DHIS2 2.44.1 is newer than this gateway knows')
})

test.each(sandboxVersionNames)('what DHIS2 %s can and cannot do is named, each once', async (version) => {
  const { url } = await startSandbox({ version })
  const { report } = await diagnose(url)
  const namesOf = (subject: string) =>
    (new RegExp(`^ok +${subject} +(.*)$`, 'm').exec(report)?.[1] ?? '').match(/[A-Z]+(_[A-Z]+)*/g) ?? []
  const named = [...namesOf('can'), ...namesOf('cannot')]
  expect(named.toSorted()).toEqual(CAPABILITIES.map(({ name }) => name).toSorted())
  expect(namesOf('cannot')).toContain(
    version < '2.42' ? 'NULL_CONDITIONS' : version === '2.42' ? 'ORDER_ENROLLMENTS_BY_TIMES' : 'ENROLLMENTS_BY_TYPE',
  )
})

test('a token needs no session', async () => {
  const { url } = await startSandbox()
  const token = sandboxToken('admin')
  const credentials: Credentials = { kind: 'token', headers: { authorization: `ApiToken ${token}` } }
  const { code, report, verdicts } = await diagnose(url, { credentials })
  expect({ code, session: verdicts['session'] }).toEqual({ code: 0, session: 'ok' })
  expect(report).toContain('accepted as admin')
  expect(report).not.toContain(token)
})

test('a wrong password fails at the login, with the next step', async () => {
  const { url } = await startSandbox()
  const { code, report, verdicts } = await diagnose(url, { credentials: basic('clerk_north', 'wrong-hunter2') })
  expect(code).toBe(1)
  expect(verdicts).toMatchObject({ HTTP: 'ok', login: 'FAIL' })
  expect(report).toContain('DHIS2 did not accept the login. Check the user name and password')
  expect(report).not.toContain('hunter2')
})

test('without a login the connection alone is checked, and the report says what to set', async () => {
  const { url } = await startSandbox()
  const { code, report, verdicts } = await diagnose(url, { credentials: undefined })
  expect(code).toBe(1)
  expect(verdicts).toEqual({ address: 'ok', TCP: 'ok', HTTP: 'ok', login: 'FAIL' })
  expect(report).toContain('Set DHIS2_USERNAME and DHIS2_PASSWORD, or DHIS2_TOKEN')
})

test('a clock that is minutes off is a warning', async () => {
  const { url } = await startSandbox()
  const behind = await diagnose(url, { now: () => Date.now() - 125_000 })
  expect(behind).toMatchObject({ code: 0, verdicts: { clock: 'warn' } })
  expect(behind.report).toMatch(/that of DHIS2 is 12[4-6] s ahead of this machine's/)
  const ahead = await diagnose(url, { now: () => Date.now() + 3_600_000 })
  expect(ahead.report).toContain("that of DHIS2 is 60 min behind this machine's")
})

test('a server of a version that no dialect speaks fails at the version', async () => {
  const sandbox = await startSandbox({
    interfere: ({ url, headers }) =>
      url?.startsWith('/api/system/info') &&
      headers['authorization'] + String(headers['cookie']) !== 'undefinedundefined'
        ? { status: 200, body: { version: '2.30.1', serverDate: new Date().toISOString().slice(0, -1) } }
        : undefined,
  })
  const { code, report, verdicts } = await diagnose(sandbox.url)
  expect({ code, version: verdicts['version'] }).toEqual({ code: 1, version: 'FAIL' })
  expect(report).toContain('2.30.1')
})

test('a port that nothing listens at fails, with the next step', async () => {
  const sandbox = await createSandbox()
  await sandbox.close()
  const { code, report, verdicts } = await diagnose(sandbox.url)
  expect({ code, verdicts }).toEqual({ code: 1, verdicts: { address: 'ok', TCP: 'FAIL' } })
  expect(report).toContain('ECONNREFUSED')
})

test('a host name that does not exist fails at the address', async () => {
  const { code, verdicts } = await diagnose('http://no-such-host.invalid')
  expect({ code, verdicts }).toEqual({ code: 1, verdicts: { address: 'FAIL' } })
})

test('https to a server without TLS fails', async () => {
  const { port } = await startSandbox()
  const { code, verdicts } = await diagnose(`https://127.0.0.1:${port}`)
  expect({ code, verdicts }).toEqual({ code: 1, verdicts: { address: 'ok', TLS: 'FAIL' } })
})

test.each([
  ['a wrong context path', 404, {}, 'Add its context path to DHIS2_URL'],
  ['a server that is starting', 503, {}, 'DHIS2 is down or starting'],
  [
    'a redirect elsewhere',
    301,
    { location: 'https://dhis2.example.org/dhis/api/system/info?fields=version' },
    'the server redirects to https://dhis2.example.org/dhis (HTTP 301). Set DHIS2_URL',
  ],
])('%s fails at HTTP, with the next step', async (_, status, headers, expected) => {
  const server = createServer((_incoming, outgoing) => void outgoing.writeHead(status, headers).end('<html></html>'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise((resolve) => void server.close(() => resolve()).closeAllConnections()))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const { code, report, verdicts } = await diagnose(`http://127.0.0.1:${port}`)
  expect({ code, HTTP: verdicts['HTTP'] }).toEqual({ code: 1, HTTP: 'FAIL' })
  expect(report).toContain(expected)
})

test('a web site that is no DHIS2 fails, and nothing of its page is printed', async () => {
  const server = createServer((_incoming, outgoing) => {
    outgoing.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Welcome to our shop</body></html>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise((resolve) => void server.close(() => resolve()).closeAllConnections()))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const { code, report } = await diagnose(`http://127.0.0.1:${port}`)
  expect(code).toBe(1)
  expect(report).toContain("where DHIS2's JSON was expected")
  expect(report).not.toContain('shop')
})

test('a DHIS2 whose sessions get lost on the way is a warning', async () => {
  const sandbox = await startSandbox({
    interfere: ({ headers }) =>
      headers['cookie'] === undefined ? undefined : { status: 401, body: { httpStatus: 'Unauthorized' } },
  })
  const { code, report, verdicts } = await diagnose(sandbox.url)
  expect({ code, session: verdicts['session'] }).toEqual({ code: 0, session: 'warn' })
  expect(report).toContain('load balancer')
})
