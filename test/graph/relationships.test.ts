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

interface Recorded {
  relationships: {
    relationship: string
    relationshipType: string
    from: Record<string, Record<string, string>>
    to: Record<string, Record<string, string>>
  }[]
}

const ENDS = '__typename ... on TrackedEntity { id } ... on Enrollment { id } ... on Event { id }'

function recordedEnd(end: Record<string, Record<string, string>>): unknown {
  for (const [property, type] of [
    ['trackedEntity', 'TrackedEntity'],
    ['enrollment', 'Enrollment'],
    ['event', 'Event'],
  ] as const)
    if (end[property]) return { __typename: type, id: end[property][property] }
  return null
}

test.each(
  recordedExchanges('2.42')
    .filter(
      ({ request, response }) =>
        /\/tracker\/relationships\?\w+=\w{11}(&fields=\*)?$/.test(request.path) && response.status === 200,
    )
    .filter(({ file }) => file !== '471-rel-of-event')
    .map((exchange) => [exchange.file, exchange] as const),
)('%s: the same relationships, with both ends', async (_file, { request, response, as }) => {
  const [, of, id] = /relationships\?(\w+)=(\w+)/.exec(request.path) ?? []
  const { relationships } = await gateway.read<{ relationships: { nodes: unknown[] } }>(
    `{ relationships(of: { ${of}: "${id}" }) { nodes { id relationshipType { id } from { ${ENDS} } to { ${ENDS} } } } }`,
    { as },
  )
  const recorded = (response.body as Recorded).relationships
  expect(relationships.nodes).toEqual(
    recorded.map(({ relationship, relationshipType, from, to }) => ({
      id: relationship,
      relationshipType: { id: relationshipType },
      from: recordedEnd(from),
      to: recordedEnd(to),
    })),
  )
})

test('three levels deep cost one request a level and kind, and other is the end across', async () => {
  const level = (inner: string): string => `relationships { nodes { relationshipType { displayName } other {
    ... on TrackedEntity { id attributes { value } ${inner} } } } }`
  interface Level {
    relationships: { nodes: { other: (Partial<Level> & { id: string }) | null }[] }
  }
  const { trackedEntities } = await gateway.read<{ trackedEntities: { nodes: (Level & { id: string })[] } }>(
    `{ trackedEntities(program: "U7oMv90laog", first: 400) { nodes { id ${level(level(level('id')))} } } }`,
  )
  // The first level in two halves.
  expect(gateway.takeRequests().filter((url) => url.startsWith('/api/tracker')).length).toBeLessThanOrEqual(5)
  const tied = trackedEntities.nodes.filter(({ relationships }) => relationships.nodes.length > 0)
  expect(tied.length).toBeGreaterThan(0)
  for (const { id, relationships } of tied)
    for (const { other } of relationships.nodes) {
      if (!other?.relationships) continue
      expect(other.id).not.toBe(id)
      expect(other.relationships.nodes.map((back) => back.other?.id)).toContain(id)
    }
})

test('a neighbour that DHIS2 does not show is null with an error on its path; the rest stands', async () => {
  const hiding = await startGateway(
    {},
    {
      // All but one of those asked for by UID are hidden, as sharing or ownership would.
      interfere: ({ url = '' }) =>
        url.includes('trackedEntities=')
          ? {
              status: 200,
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify({ pager: {}, trackedEntities: [{ trackedEntity: 'gJdvQFTiADL', inactive: false }] }),
            }
          : undefined,
    },
  )
  const { data, errors } = await hiding.ask(`{ trackedEntities(program: "U7oMv90laog", first: 400) { nodes { id
    relationships { nodes { id other { ... on TrackedEntity { id inactive } } } } } } }`)
  await hiding.close()
  const { nodes } = (data?.['trackedEntities'] ?? { nodes: [] }) as {
    nodes: { relationships: { nodes: { id: string; other: unknown }[] } }[]
  }
  const ties = nodes.flatMap(({ relationships }) => relationships.nodes)
  expect(ties.filter(({ other }) => other !== null)).toContainEqual({
    id: 'qxZZdMvYcq9',
    other: { id: 'gJdvQFTiADL', inactive: false },
  })
  expect(errors?.length).toBe(119)
  for (const { path, extensions } of errors ?? []) {
    expect(path?.at(-1)).toBe('other')
    expect(extensions).toMatchObject({ code: 'NOT_FOUND' })
  }
})

test('one by its UID; an unknown one is NOT_FOUND', async () => {
  const id = 'C8A0KnVLYbn'
  const { relationship } = await gateway.read<{ relationship: unknown }>(
    `{ relationship(id: "${id}") { id bidirectional from { __typename } to { __typename } other { __typename } } }`,
  )
  expect(relationship).toMatchObject({ id, from: { __typename: 'TrackedEntity' }, other: null })
  const { errors } = await gateway.ask('{ relationship(id: "abcdefghijk") { id } }')
  expect(errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND')
})
