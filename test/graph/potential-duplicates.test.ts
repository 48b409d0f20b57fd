import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { recordedExchanges } from '../recordings/exchanges.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
})
beforeEach(() => {
  gateway.takeRequests()
})
afterAll(() => gateway.close())

interface Pair {
  id: string
  status: string
  original: { id: string } | null
  duplicate: { id: string } | null
}

const PAIR = 'id status createdAt updatedAt original { id } duplicate { id }'

test('540-duplicates-of-entity: an entity has the recorded pair, and other is across from it', async () => {
  const recorded = recordedExchanges('2.42').find(({ file }) => file === '540-duplicates-of-entity')
  const body = recorded?.response.body as { potentialDuplicates: Record<string, string>[] } | undefined
  const pair = body?.potentialDuplicates[0]
  const { trackedEntity } = await gateway.read<{ trackedEntity: { potentialDuplicates: unknown[] } }>(
    `{ trackedEntity(id: "${pair?.['original']}") { potentialDuplicates { ${PAIR} other { id attributes { value } } } } }`,
  )
  expect(trackedEntity.potentialDuplicates).toEqual([
    {
      id: pair?.['id'],
      status: pair?.['status'],
      createdAt: pair?.['created'],
      updatedAt: pair?.['lastUpdated'],
      original: { id: pair?.['original'] },
      duplicate: { id: pair?.['duplicate'] },
      other: { id: pair?.['duplicate'], attributes: expect.any(Array) },
    },
  ])
})

test('the pairs of a page of entities come in one request, and their entities in one more', async () => {
  const { trackedEntities } = await gateway.read<{ trackedEntities: { nodes: { potentialDuplicates: Pair[] }[] } }>(
    `{ trackedEntities(program: "U7oMv90laog", first: 400) { nodes { potentialDuplicates(status: OPEN) { id status other { id orgUnit { id } } } } } }`,
  )
  expect(trackedEntities.nodes.flatMap(({ potentialDuplicates }) => potentialDuplicates).length).toBeGreaterThan(1)
  const requests = gateway.takeRequests().filter((url) => !url.startsWith('/api/org'))
  // A page of many entities is read in two halves.
  expect(requests.map((url) => /api\/([\w/]+)/.exec(url)?.[1])).toEqual([
    'tracker/trackedEntities',
    'tracker/trackedEntities',
    'potentialDuplicates',
    'tracker/trackedEntities',
  ])
})

test('the list is narrowed by state and walked page by page', async () => {
  const all: Pair[] = []
  for (let after: string | null = null, more = true; more; ) {
    const {
      potentialDuplicates,
    }: { potentialDuplicates: { nodes: Pair[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } =
      await gateway.read(
        `query ($after: String) { potentialDuplicates(status: ALL, first: 1, after: $after) { nodes { ${PAIR} } pageInfo { hasNextPage endCursor } } }`,
        { variables: { after } },
      )
    all.push(...potentialDuplicates.nodes)
    after = potentialDuplicates.pageInfo.endCursor
    more = potentialDuplicates.pageInfo.hasNextPage
  }
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
  for (const status of ['OPEN', 'INVALID', 'MERGED']) {
    const { potentialDuplicates } = await gateway.read<{ potentialDuplicates: { nodes: Pair[] } }>(
      `{ potentialDuplicates(status: ${status}) { nodes { ${PAIR} } } }`,
    )
    expect(potentialDuplicates.nodes).toEqual(all.filter((pair) => pair.status === status))
  }
})

test('an entity that the caller may not see is null with an error; the pair stands', async () => {
  const { data, errors } = await gateway.ask(
    `{ potentialDuplicates(trackedEntities: ["IirsUPQHYd6"]) { nodes { id original { id inactive } } } }`,
    { as: 'clerk_north' },
  )
  expect(data).toEqual({ potentialDuplicates: { nodes: [{ id: 'eunB6cpK3OK', original: null }] } })
  expect(errors?.[0]?.path).toEqual(['potentialDuplicates', 'nodes', 0, 'original'])
})

test('pages are asked for in an order that a changed state does not move: DHIS2 has none of its own', async () => {
  gateway.takeRequests()
  const { errors } = await gateway.ask('{ potentialDuplicates(status: ALL, first: 1) { nodes { id } } }')
  expect(errors).toBeUndefined()
  expect(gateway.takeRequests()).toEqual([expect.stringMatching(/^\/api\/potentialDuplicates\?.*order=id:asc/)])
})
