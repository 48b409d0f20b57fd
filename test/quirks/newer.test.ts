import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { recordedExchanges } from '../recordings/exchanges.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

const recorded = new Map(recordedExchanges('2.43').map((exchange) => [exchange.number, exchange]))

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway({}, { version: '2.43' })
})
beforeEach(() => {
  gateway.takeRequests()
})
afterAll(() => gateway.close())

describe('2.43 lists enrollments and events of a program only, even by UID', () => {
  test.each([105, 119])('recorded: %i', (number) => expect(recorded.get(number)?.response.status).toBe(400))

  test('objects at the ends of relationships are found all the same', async () => {
    interface Tied {
      trackedEntities: { nodes: { relationships: { nodes: { other: { status?: string; occurredAt?: string } }[] } }[] }
    }
    const { trackedEntities } =
      await gateway.read<Tied>(`{ trackedEntities(trackedEntityType: "UpgtDS3CDR9", first: 1000) {
      nodes { relationships { nodes { other { ... on Enrollment { status } ... on Event { occurredAt } } } } } } }`)
    const others = trackedEntities.nodes.flatMap(({ relationships }) => relationships.nodes.map(({ other }) => other))
    expect(others.filter(({ status }) => status)).toHaveLength(40)
    expect(others.filter(({ occurredAt }) => occurredAt)).toHaveLength(40)
  })

  test('a root list without a program is refused by name', async () => {
    const { errors } = await gateway.ask('{ events(ids: ["uO70JYP72hy"]) { nodes { id } } }')
    expect(errors?.[0]?.extensions).toMatchObject({ argument: 'program' })
  })
})

describe('2.43 fails when it sorts events by program', () => {
  test('recorded', () => expect(recorded.get(450)?.response.status).toBe(409))

  test('is refused by name, and nothing is sent', async () => {
    const { errors } = await gateway.ask(
      '{ events(program: "U7oMv90laog", orderBy: [{ field: PROGRAM }]) { nodes { id } } }',
    )
    expect(errors?.[0]?.extensions).toMatchObject({ argument: 'orderBy' })
    expect(gateway.takeRequests()).toEqual([])
  })
})

describe('2.43 fails when it sorts tracked entities by UID', () => {
  test('recorded', () => expect(recorded.get(432)?.response.status).toBe(409))

  test('a sorted list is walked without the UID at its end, each entity once', async () => {
    const seen: string[] = []
    for (let after: string | undefined, more = true; more; ) {
      const { trackedEntities }: { trackedEntities: Page } = await gateway.read(
        `query ($after: String) { trackedEntities(program: "U7oMv90laog", first: 90, after: $after,
          orderBy: [{ field: ENROLLED_AT }]) { nodes { id } pageInfo { hasNextPage endCursor } } }`,
        { variables: { after } },
      )
      seen.push(...trackedEntities.nodes.map(({ id }) => id))
      after = trackedEntities.pageInfo.endCursor
      more = trackedEntities.pageInfo.hasNextPage
    }
    expect(new Set(seen).size).toBe(400)
    expect(seen).toHaveLength(400)
    expect(gateway.takeRequests().join()).not.toContain('order=enrolledAt:asc,trackedEntity')
  })
})

interface Page {
  nodes: { id: string }[]
  pageInfo: { hasNextPage: boolean; endCursor: string }
}
