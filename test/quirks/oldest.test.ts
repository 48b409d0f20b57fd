import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordedExchanges } from '../recordings/exchanges.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

type Version = '2.38' | '2.40'

function recorded(version: Version, number: number) {
  return recordedExchanges(version).find((exchange) => exchange.number === number)
}

const gateways = new Map<Version, TestGateway>()
beforeAll(async () => {
  for (const version of ['2.38', '2.40'] as const) gateways.set(version, await startGateway({}, { version }))
})
afterAll(() => Promise.all([...gateways.values()].map((gateway) => gateway.close())))

function gatewayOf(version: Version): TestGateway {
  const gateway = gateways.get(version)
  if (!gateway) throw new Error(`no gateway for ${version}`)
  gateway.takeRequests()
  return gateway
}

interface Counted {
  enrollments: { totalCount: number; nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
}

describe('2.40 fails when it counts enrollments', () => {
  test('recorded', () => expect(recorded('2.40', 195)?.response.status).toBe(409))

  test('they are counted all the same', async () => {
    const { enrollments } = await gatewayOf('2.40').read<Counted>(
      '{ enrollments(program: "U7oMv90laog", orgUnits: ["e2DGni7zEkW"], orgUnitMode: DESCENDANTS, first: 3) { totalCount nodes { id } } }',
    )
    expect([enrollments.totalCount, enrollments.nodes.length]).toEqual([105, 3])
  })
})

describe('up to 2.40 enrollments by UID come whole, whatever page is asked for', () => {
  test.each(['2.38', '2.40'] as const)('recorded: %s', (version) => {
    const body = recorded(version, 197)?.response.body
    expect(body).toHaveProperty('instances')
    expect(body).not.toHaveProperty('page')
  })

  test.each(['2.38', '2.40'] as const)('pages of them hold each once on %s', async (version) => {
    const gateway = gatewayOf(version)
    const seen: string[] = []
    for (let after: string | undefined, more = true; more; ) {
      const { enrollments }: Counted = await gateway.read(
        `query ($after: String) { enrollments(ids: ["O3jHwepYtMp", "qjyp13YEsVa", "yhbaN3sjkS6"], first: 1, after: $after) {
          totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`,
        { variables: { after } },
      )
      expect(enrollments.totalCount).toBe(3)
      seen.push(...enrollments.nodes.map(({ id }) => id))
      after = enrollments.pageInfo.endCursor
      more = enrollments.pageInfo.hasNextPage
    }
    expect(seen.sort()).toEqual(['O3jHwepYtMp', 'qjyp13YEsVa', 'yhbaN3sjkS6'])
  })
})

describe('up to 2.40 a list has to say where it looks', () => {
  test.each(['2.38', '2.40'] as const)('recorded: %s takes a modern organisation unit for none', (version) => {
    expect(recorded(version, 103)?.response).toMatchObject({ status: 409 })
  })

  test.each(['2.38', '2.40'] as const)(
    'a list without one looks everywhere that the caller may, on %s',
    async (version) => {
      const gateway = gatewayOf(version)
      await gateway.read('{ trackedEntities(program: "U7oMv90laog", first: 1) { nodes { id } } }')
      expect(gateway.takeRequests().join()).toContain('ouMode=ACCESSIBLE')
    },
  )
})

describe('up to 2.40 a good login is answered 401 where another unit owns the entity', () => {
  test.each(['2.38', '2.40'] as const)('recorded: %s', (version) => {
    expect(recorded(version, 191)?.response).toMatchObject({
      status: 401,
      body: { message: 'OWNERSHIP_ACCESS_DENIED' },
    })
  })

  test.each(['2.38', '2.40'] as const)('is FORBIDDEN, and the login stays good, on %s', async (version) => {
    const gateway = gatewayOf(version)
    const { errors } = await gateway.ask('{ trackedEntity(id: "hYuU120F1C3", program: "iZG9zn4IHfP") { id } }', {
      as: 'clerk_wide',
    })
    expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN')
    expect((await gateway.ask('{ me { username } }', { as: 'clerk_wide' })).data).toEqual({
      me: { username: 'clerk_wide' },
    })
  })
})

describe('2.38 ignores filters of events by attributes', () => {
  test('recorded: every event comes', () => {
    const { events, instances } = (recorded('2.38', 455)?.response.body ?? {}) as Record<string, unknown[] | undefined>
    expect((instances ?? events)?.length).toBe(500)
  })

  test('is refused, and nothing is sent', async () => {
    const gateway = gatewayOf('2.38')
    const { errors } = await gateway.ask(
      '{ events(program: "U7oMv90laog", where: { attributes: [{ attribute: "GxzwGQPmIkq", eq: "Sesay" }] }) { nodes { id } } }',
    )
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNSUPPORTED_BY_SERVER', needsVersion: '2.39' })
    expect(gateway.takeRequests()).toEqual([])
  })
})

describe('up to 2.40 a list of enrollments holds neither their events nor their attributes', () => {
  test.each(['2.38', '2.40'] as const)('recorded: %s', (version) => {
    const { instances = [] } = (recorded(version, 196)?.response.body ?? {}) as {
      instances?: { events: unknown[]; attributes?: unknown[] }[]
    }
    expect(instances.length).toBeGreaterThan(0)
    for (const { events, attributes = [] } of instances) expect([...events, ...attributes]).toEqual([])
  })

  test.each(['2.38', '2.40'] as const)('they come all the same, in one more request, on %s', async (version) => {
    interface Holding {
      enrollments: { nodes: { attributes: unknown[]; events: { totalCount: number } }[] }
    }
    const gateway = gatewayOf(version)
    const { enrollments } = await gateway.read<Holding>(
      '{ enrollments(program: "U7oMv90laog", first: 50) { nodes { attributes { value } events { totalCount } } } }',
    )
    expect(gateway.takeRequests().filter((url) => url.includes('/tracker/'))).toHaveLength(2)
    expect(enrollments.nodes.every(({ attributes }) => attributes.length > 0)).toBe(true)
    expect(enrollments.nodes.filter(({ events }) => events.totalCount > 0).length).toBeGreaterThan(25)
  })
})
