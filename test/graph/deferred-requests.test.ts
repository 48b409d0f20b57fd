import { afterEach, expect, test } from 'vitest'
import type { SandboxAnswer } from '../../src/sandbox/exchange.ts'
import type { SandboxOptions } from '../../src/sandbox/server.ts'
import { allParts, askInParts, mergeParts } from '../support/ask-in-parts.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

const running: TestGateway[] = []
afterEach(async () => {
  for (const gateway of running.splice(0)) await gateway.close()
})

async function start(options: SandboxOptions = {}): Promise<TestGateway> {
  const gateway = await startGateway({ DHIS2_RETRIES: '0' }, options)
  running.push(gateway)
  return gateway
}

/** What DHIS2 was asked of the tracker, by endpoint and in order. */
function tracker(gateway: TestGateway): string[] {
  return gateway.takeRequests().flatMap((url) => /^\/api\/tracker\/(\w+)/.exec(url)?.[1] ?? [])
}

/** Holds back what DHIS2 answers on an endpoint, and tells when it was asked. */
function held(path: string) {
  const answers = Promise.withResolvers<undefined>()
  const asked = Promise.withResolvers<void>()
  return {
    asked: asked.promise,
    release: () => answers.resolve(undefined),
    interfere({ url = '' }: { url?: string | undefined }): Promise<undefined> | undefined {
      if (!decodeURIComponent(url).includes(path)) return undefined
      asked.resolve()
      return answers.promise
    },
  }
}

// Few enough rows that their list is asked for in one request, whatever requests take.
const VISITS = `query ($first: Int = 18, $later: Boolean! = true) {
  trackedEntities(program: "U7oMv90laog", first: $first) { nodes { id enrollments { nodes {
    id ... @defer(if: $later) { events { nodes { id dataValues { dataElement { name } value } } } }
  } } } } }`

interface Visits {
  trackedEntities: { nodes: { id: string; enrollments: { nodes: { id: string; events?: { nodes: unknown[] } }[] } }[] }
}

test.each(['2.40', '2.41', '2.42', '2.43'] as const)(
  'on %s the rows of a list come while DHIS2 still works on their deferred events',
  async (version) => {
    const events = held('/tracker/events')
    const gateway = await start({ version, interfere: events.interfere })
    const parts = askInParts(gateway, VISITS)
    const { value: first } = await parts.next()
    expect(first?.hasNext).toBe(true)
    const { nodes } = (first?.data as Visits | undefined)?.trackedEntities ?? { nodes: [] }
    expect(nodes).toHaveLength(18)
    expect(nodes.flatMap(({ enrollments }) => enrollments.nodes).some((row) => 'events' in row)).toBe(false)
    await events.asked
    events.release()
    const { data, errors } = mergeParts([...(first ? [first] : []), ...(await allParts(parts))])
    expect(errors).toEqual([])
    const merged = (data as Visits | null)?.trackedEntities.nodes.flatMap(({ enrollments }) => enrollments.nodes) ?? []
    expect(merged.flatMap(({ events }) => events?.nodes ?? []).length).toBeGreaterThan(18)
  },
)

test.each(['2.38', '2.42'] as const)('on %s they come while it works on deferred enrollments', async (version) => {
  const enrollments = held('enrollments[')
  const gateway = await start({ version, interfere: enrollments.interfere })
  const parts = askInParts(
    gateway,
    `{ trackedEntities(program: "U7oMv90laog", first: 18) { nodes { id ... @defer { enrollments { nodes { id } } } } } }`,
  )
  const { value: first } = await parts.next()
  expect(first?.data?.['trackedEntities']).toMatchObject({ nodes: { length: 18 } })
  await enrollments.asked
  enrollments.release()
  expect(mergeParts([...(first ? [first] : []), ...(await allParts(parts))]).errors).toEqual([])
})

test('what DHIS2 is asked does not grow with the rows that defer', async () => {
  const gateway = await start()
  const asked: string[][] = []
  for (const first of [2, 18]) {
    await allParts(askInParts(gateway, VISITS, { variables: { first }, headers: { 'cache-control': 'no-cache' } }))
    asked.push(gateway.takeRequests().map((url) => url.replace(/\?.*/, '')))
  }
  expect(asked[0]).toEqual(['/api/tracker/trackedEntities', '/api/tracker/events', '/api/dataElements'])
  expect(asked[1]).toEqual(asked[0])
})

test('names that are deferred are asked for together', async () => {
  const gateway = await start()
  const query = `{ trackedEntities(program: "U7oMv90laog", first: 18) { nodes { id
    ... @defer { orgUnit { name } attributes { displayValue attribute { name } } } } } }`
  await allParts(askInParts(gateway, query))
  const asked = gateway.takeRequests().map((url) => url.replace(/\?.*/, ''))
  expect(asked).toHaveLength(new Set(asked).size)
  expect(asked).toContain('/api/organisationUnits')
})

test('what a variable does not defer is fetched and sent with the rows', async () => {
  const gateway = await start()
  const variables = { later: false }
  const parts = await allParts(askInParts(gateway, VISITS, { variables }))
  expect(parts).toHaveLength(1)
  const deferred = tracker(gateway)
  await gateway.read(VISITS.replace('@defer(if: $later)', '@include(if: true)').replace('$later: Boolean! = true', ''))
  expect(tracker(gateway)).toEqual(deferred)
})

test('where a batch of events is not exact they come with the rows, as at once', async () => {
  const gateway = await start({ version: '2.38' })
  await allParts(askInParts(gateway, VISITS))
  expect(tracker(gateway)).toEqual(['trackedEntities'])
})

test('where DHIS2 fails, each deferred part alone is missing, with its error and place', async () => {
  const interfere = ({ url = '' }: { url?: string | undefined }): SandboxAnswer | undefined =>
    url.includes('/tracker/events') ? { status: 500, headers: {}, body: '{}' } : undefined
  const gateway = await start({ interfere })
  const query = `{ trackedEntities(program: "U7oMv90laog", first: 2) { nodes { id
    ... @defer(label: "ties") { relationships { nodes { id } } }
    enrollments { nodes { id ... @defer(label: "visits") { events { nodes { id } } } } } } } }`
  const parts = await allParts(askInParts(gateway, query))
  expect(parts[0]?.errors).toBeUndefined()
  const later = parts.flatMap(({ incremental = [] }) => incremental)
  const ties = later.filter(({ label }) => label === 'ties')
  expect(ties).toHaveLength(2)
  for (const part of ties) expect(part).toMatchObject({ data: { relationships: { nodes: expect.any(Array) } } })
  const visits = later.filter(({ label }) => label === 'visits')
  expect(visits.length).toBeGreaterThan(1)
  for (const { data, path, errors } of visits) {
    expect(data).toBeNull()
    expect(path.join('.')).toMatch(/^trackedEntities\.nodes\.\d\.enrollments\.nodes\.\d$/)
    expect(errors).toHaveLength(1)
    expect(errors?.[0]?.path).toEqual([...path, 'events'])
    expect(errors?.[0]?.extensions?.['code']).toMatch(/^UPSTREAM_/)
  }
})

test('an object that is gone when its deferred part is fetched is said to be, and not to hold nothing', async () => {
  let lists = 0
  const gateway = await start({
    interfere: ({ url = '' }) =>
      url.includes('/tracker/trackedEntities') && ++lists > 1
        ? { status: 200, headers: {}, body: { pager: { page: 1, pageSize: 2 }, trackedEntities: [] } }
        : undefined,
  })
  const query = `{ trackedEntities(program: "U7oMv90laog", first: 2) { nodes { id
    ... @defer { enrollments { nodes { id } } } } } }`
  const { errors } = mergeParts(await allParts(askInParts(gateway, query)))
  expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['NOT_FOUND', 'NOT_FOUND'])
})

test('one object is answered before its deferred events', async () => {
  const events = held('/tracker/events')
  const gateway = await start({ interfere: events.interfere })
  const list = await gateway.read<Visits>(
    '{ trackedEntities(program: "U7oMv90laog", first: 1) { nodes { id enrollments { nodes { id } } } } }',
  )
  const id = list.trackedEntities.nodes[0]?.id
  const query = `{ trackedEntity(id: "${id}", program: "U7oMv90laog") { id enrollments { nodes { id
    ... @defer { events { nodes { id occurredAt } } } } } } }`
  const parts = askInParts(gateway, query)
  const { value: first } = await parts.next()
  expect(first?.data).toMatchObject({ trackedEntity: { id } })
  events.release()
  const later: unknown[] = []
  for await (const { incremental = [] } of parts) later.push(...incremental.map(({ data }) => data))
  const whole = await gateway.read<{ trackedEntity: Visits['trackedEntities']['nodes'][number] }>(
    query.replace('@defer', ''),
  )
  expect(later).toEqual(whole.trackedEntity.enrollments.nodes.map(({ events }) => ({ events })))
})
