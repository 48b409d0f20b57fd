import { afterEach, expect, test } from 'vitest'
import type { SandboxOptions } from '../../src/sandbox/server.ts'
import { basic, startGateway, type TestGateway } from '../support/start-gateway.ts'

const query = `{ trackedEntities(program: "U7oMv90laog", first: 60) { nodes { id enrollments { nodes {
  id events { nodes { id status dataValues { value } } } } } } } }`

interface Page {
  trackedEntities: { nodes: { id: string; enrollments: { nodes: { events: { nodes: { id: string }[] } }[] } }[] }
}

const running: TestGateway[] = []

afterEach(async () => {
  for (const gateway of running.splice(0)) await gateway.close()
})

async function start(options: SandboxOptions = {}): Promise<TestGateway> {
  const gateway = await startGateway({}, options)
  running.push(gateway)
  return gateway
}

function tracker(gateway: TestGateway): string[] {
  const names = gateway.takeRequests().map((url) => /^\/api\/tracker\/(\w+)/.exec(url)?.[1])
  return names.filter((name) => name !== undefined).sort()
}

test('a page that is asked for again has its events fetched beside it', async () => {
  let hold = false
  let eventsCame: () => void = () => {}
  const came = new Promise<undefined>((resolve) => {
    eventsCame = () => resolve(undefined)
  })
  const gateway = await start({
    interfere({ url = '' }) {
      if (!hold) return undefined
      if (url.startsWith('/api/tracker/events')) eventsCame()
      // The page waits for the events: fetched one after the other, they would wait for ever.
      return url.startsWith('/api/tracker/trackedEntities') ? came : undefined
    },
  })
  const first = await gateway.read<Page>(query)
  gateway.takeRequests()
  hold = true
  expect(await gateway.read<Page>(query)).toEqual(first)
  expect(tracker(gateway)).toEqual(['events', 'trackedEntities'])
})

test('a page that has changed since has the events of the rows that it holds now, and no others', async () => {
  const gateway = await start()
  const before = await gateway.read<Page>(query)
  const [gone] = before.trackedEntities.nodes
  const deleted = await fetch(`${gateway.sandbox.url}/api/tracker?async=false&importStrategy=DELETE`, {
    method: 'POST',
    headers: { authorization: basic('admin'), 'content-type': 'application/json' },
    body: JSON.stringify({ trackedEntities: [{ trackedEntity: gone?.id }] }),
  })
  expect(deleted.status).toBe(200)
  const after = await gateway.read<Page>(query)
  expect(after.trackedEntities.nodes.slice(0, 59)).toEqual(before.trackedEntities.nodes.slice(1))
  const [came] = after.trackedEntities.nodes.slice(59)
  expect(came?.enrollments.nodes.flatMap(({ events }) => events.nodes).length).toBeGreaterThan(0)
})

test('events that cannot be fetched early are fetched with their page', async () => {
  let refuse = 0
  const gateway = await start({
    interfere({ url = '' }) {
      const isRefused = url.startsWith('/api/tracker/events') && refuse-- > 0
      return isRefused ? { status: 409, body: { message: 'not now' } } : undefined
    },
  })
  const first = await gateway.read<Page>(query)
  refuse = 1
  expect(await gateway.read<Page>(query)).toEqual(first)
  expect(refuse).toBeLessThanOrEqual(0)
})

test('what one caller was shown decides no request of another', async () => {
  const gateway = await start()
  await gateway.read<Page>(query)
  gateway.takeRequests()
  const mine = await gateway.read<Page>(query, { as: 'clerk_north' })
  const asked = gateway.takeRequests().filter((url) => url.startsWith('/api/tracker/events'))
  expect(asked).toHaveLength(1)
  const enrollments = /enrollments=([\w,]+)/.exec(asked[0] ?? '')?.[1]?.split(',') ?? []
  const held = mine.trackedEntities.nodes.flatMap(({ enrollments: { nodes } }) => nodes)
  expect(enrollments.length).toBe(held.length)
})
