import { expect, test } from 'vitest'
import { createSandbox } from '../../src/sandbox/server.ts'
import type { SandboxVersionName } from '../../src/sandbox/versions/version-facts.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

const VERSION = '{ server { version } }'
const COMPLETED = `{ trackedEntities(program: "U7oMv90laog", where: { enrollmentStatus: COMPLETED }, first: 500) {
  nodes { id enrollments(program: "U7oMv90laog") { nodes { status } } } totalCount } }`

/** Puts another version of DHIS2 in the place of the gateway's, at the same address, as an upgrade does. */
async function upgrade(gateway: TestGateway, version: SandboxVersionName): Promise<{ close(): Promise<void> }> {
  const { port } = gateway.sandbox
  await gateway.sandbox.close()
  return createSandbox({ version, port })
}

interface Completed {
  trackedEntities: { nodes: { id: string }[]; totalCount: number }
}

test.each([
  ['2.41', '2.42'],
  ['2.40', '2.41'],
] as const)('the first answer after an upgrade from %s to %s is that of the new version', async (from, to) => {
  const gateway = await startGateway({}, { version: from })
  const before = await gateway.read<Completed>(COMPLETED)
  const upgraded = await upgrade(gateway, to)
  // 2.42 takes the word of 2.41 for nothing, and would give everybody.
  const { trackedEntities } = await gateway.read<Completed>(COMPLETED)
  expect(trackedEntities.totalCount).toBe(before.trackedEntities.totalCount)
  expect(new Set(trackedEntities.nodes.map(({ id }) => id))).toEqual(
    new Set(before.trackedEntities.nodes.map(({ id }) => id)),
  )
  expect(await gateway.read(VERSION)).toMatchObject({ server: { version: expect.stringContaining(to) } })
  await gateway.close().catch(() => undefined)
  await upgraded.close()
})

test('where a request was planned for the old version and the new one cannot do it, the answer says to ask again', async () => {
  const gateway = await startGateway({}, { version: '2.38' })
  await gateway.read(COMPLETED)
  const upgraded = await upgrade(gateway, '2.43')
  const { errors } = await gateway.ask(COMPLETED)
  expect(errors?.[0]).toMatchObject({
    message: expect.stringContaining('upgraded to 2.43'),
    extensions: { code: 'UPSTREAM_UNAVAILABLE' },
  })
  expect((await gateway.read<Completed>(COMPLETED)).trackedEntities.totalCount).toBeLessThan(400)
  await gateway.close().catch(() => undefined)
  await upgraded.close()
})

test('without sessions an upgrade is noticed within the age that is set', async () => {
  const gateway = await startGateway({ DHIS2_SESSIONS: 'off', DHIS2_VERSION_AGE: '0' }, { version: '2.41' })
  await gateway.read(COMPLETED)
  const upgraded = await upgrade(gateway, '2.42')
  const { trackedEntities } = await gateway.read<Completed>(COMPLETED)
  expect(trackedEntities.totalCount).toBeLessThan(400)
  await gateway.close().catch(() => undefined)
  await upgraded.close()
})

test('while DHIS2 is down the answer says so, and what comes up then is asked for its version', async () => {
  const gateway = await startGateway({ DHIS2_SESSIONS: 'off', DHIS2_VERSION_AGE: '24h' }, { version: '2.41' })
  const before = await gateway.read<Completed>(COMPLETED)
  const { port } = gateway.sandbox
  await gateway.sandbox.close()
  const { errors } = await gateway.ask(COMPLETED)
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
  const upgraded = await createSandbox({ version: '2.42', port })
  const { trackedEntities } = await gateway.read<Completed>(COMPLETED)
  expect(trackedEntities.totalCount).toBe(before.trackedEntities.totalCount)
  await gateway.close().catch(() => undefined)
  await upgraded.close()
})

test('an endpoint that is gone has the version read again, and the answer comes from where it is now', async () => {
  let isUpgraded = false
  const newer = await createSandbox({ version: '2.42' })
  const gateway = await startGateway(
    { DHIS2_SESSIONS: 'off', DHIS2_VERSION_AGE: '24h', DHIS2_TRACKER_API: 'auto' },
    {
      version: '2.35',
      // The proxy in front of both turns to the new one.
      interfere: async ({ url = '', headers }) => {
        if (!isUpgraded) return undefined
        const answer = await fetch(newer.url + url, { headers: { authorization: headers.authorization ?? '' } })
        const type = answer.headers.get('content-type') ?? ''
        const text = await answer.text()
        return {
          status: answer.status,
          body: type.includes('json') ? JSON.parse(text) : text,
          headers: { 'content-type': type },
        }
      },
    },
  )
  const event = '{ event(id: "uO70JYP72hy") { id status } }'
  const before = await gateway.read(event)
  isUpgraded = true
  expect(await gateway.read(event)).toEqual(before)
  expect(await gateway.read(VERSION)).toMatchObject({ server: { version: expect.stringContaining('2.42') } })
  await gateway.close()
  await newer.close()
})

test('a failed answer about the version is asked for again by the next request', async () => {
  let isStarting = true
  const gateway = await startGateway(
    {},
    {
      interfere: ({ url = '' }) =>
        url.startsWith('/api/system/info') && isStarting
          ? { status: 503, body: { httpStatusCode: 503, message: 'starting' } }
          : undefined,
    },
  )
  const event = '{ event(id: "uO70JYP72hy") { id } }'
  expect((await gateway.ask(event)).errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
  isStarting = false
  expect(await gateway.read(event)).toEqual({ event: { id: 'uO70JYP72hy' } })
  await gateway.close()
})

test.each(['2.44.0', '2.42.7-SNAPSHOT', '2.41.9.1', '43.2.1'])(
  'a server that calls itself %s is served',
  async (version) => {
    const gateway = await startGateway({}, { interfere: ({ url = '' }) => said(url, version) })
    expect(await gateway.read('{ server { version } event(id: "uO70JYP72hy") { id } }')).toEqual({
      server: { version },
      event: { id: 'uO70JYP72hy' },
    })
    await gateway.close()
  },
)

test('a server older than 2.35 is refused, with what to do', async () => {
  const gateway = await startGateway({}, { interfere: ({ url = '' }) => said(url, '2.34.8') })
  const { errors } = await gateway.ask('{ event(id: "uO70JYP72hy") { id } }')
  expect(errors?.[0]).toMatchObject({
    message: expect.stringMatching(/2\.35 and newer.*2\.34\.8.*upgrade/),
    extensions: { code: 'UNSUPPORTED_BY_SERVER' },
  })
  expect(gateway.takeRequests()).toEqual([])
  await gateway.close()
})

/** What a server of another version says of itself. */
function said(url: string, version: string) {
  return url.startsWith('/api/system/info') ? { status: 200, body: { version } } : undefined
}
