import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SandboxVersionName, sandboxVersionNames } from '../../src/sandbox/versions/version-facts.ts'
import { type RecordedExchange, recordedExchanges } from '../recordings/exchanges.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

type Recorded = Exclude<SandboxVersionName, '2.35'>

const recordings = new Map<Recorded, Map<number, RecordedExchange>>()
const gateways = new Map<SandboxVersionName, TestGateway>()
beforeAll(async () => {
  for (const version of sandboxVersionNames) {
    gateways.set(version, await startGateway({}, { version }))
    if (version !== '2.35')
      recordings.set(version, new Map(recordedExchanges(version).map((exchange) => [exchange.number, exchange])))
  }
})
afterAll(() => Promise.all([...gateways.values()].map((gateway) => gateway.close())))

function gatewayOf(version: SandboxVersionName): TestGateway {
  const gateway = gateways.get(version)
  if (!gateway) throw new Error(`no gateway for ${version}`)
  gateway.takeRequests()
  return gateway
}

function answerOf(version: Recorded, number: number): RecordedExchange['response'] | undefined {
  return recordings.get(version)?.get(number)?.response
}

/** How many rows a recorded list has. */
function rowsOf(version: Recorded, number: number): number | undefined {
  return Object.values(Object(answerOf(version, number)?.body)).find((value) => Array.isArray(value))?.length
}

interface Found {
  list: { nodes: { id: string }[] }
}

const three = '["OHUI8WXlIvy", "pJnSemnCUQb", "HhcZYC3yGsr"]'

describe('2.41 takes old and new names of parameters, but no semicolons in a list of a new name', () => {
  test.each([
    ['an old name with semicolons', 211],
    ['a new name with commas', 119],
  ] as const)('recorded: %s finds the three', (_, number) => expect(rowsOf('2.41', number)).toBe(3))

  test('recorded: a new name with semicolons is refused', () => expect(answerOf('2.41', 212)?.status).toBe(400))

  test('only new names with commas are sent, and the three are found', async () => {
    const gateway = gatewayOf('2.41')
    const { list } = await gateway.read<Found>(
      `{ list: trackedEntities(program: "U7oMv90laog", ids: ${three}, orgUnits: ["xFHN90MB0JE", "e2DGni7zEkW"], orgUnitMode: DESCENDANTS) { nodes { id } } }`,
    )
    expect(list.nodes).toHaveLength(3)
    const requests = gateway.takeRequests().join('\n')
    expect(requests).toMatch(/trackedEntities=\w+,\w+,\w+/)
    expect(requests).not.toMatch(/;|[?&](trackedEntity|orgUnit|ouMode|skipPaging)=/)
  })
})

describe('names that a version does not know are ignored: a list by UID then gives everything', () => {
  test.each(['2.42', '2.43'] as const)('recorded: %s gives the whole program for the old name', (version) => {
    expect([rowsOf('2.41', 139), rowsOf(version, 139)]).toEqual([3, 50])
  })

  test.each(['2.38', '2.40'] as const)('recorded: %s gives all events for the new name', (version) => {
    expect([rowsOf('2.41', 119), rowsOf(version, 119), rowsOf(version, 211)]).toEqual([3, 50, 3])
  })

  test.each(sandboxVersionNames)('lists by UID hold those and no others, on %s', async (version) => {
    const gateway = gatewayOf(version)
    const lists = await gateway.read<Record<string, Found['list']>>(`{
      entities: trackedEntities(program: "U7oMv90laog", ids: ${three}) { nodes { id } }
      enrollments(program: "U7oMv90laog", ids: ["O3jHwepYtMp", "qjyp13YEsVa", "yhbaN3sjkS6"]) { nodes { id } }
      events(program: "U7oMv90laog", ids: ["uO70JYP72hy", "nsQajiRw3o9", "X7FYPe3oQIH"]) { nodes { id } }
    }`)
    expect(Object.values(lists).map(({ nodes }) => nodes.length)).toEqual([3, 3, 3])
  })
})

describe('an entity whose protected program another unit owns is 401, 403 or 404 by version', () => {
  const statuses = { '2.38': 401, '2.40': 401, '2.41': 403, '2.42': 404, '2.43': 404 } as const

  test.each(Object.entries(statuses))('recorded: %s answers %i', (version, status) => {
    const recorded = [...recordings].find(([name]) => name === version)?.[1].get(99)
    expect(recorded?.response.status).toBe(status)
  })

  test.each(sandboxVersionNames)('the login stays good, and the code is one of two, on %s', async (version) => {
    const gateway = gatewayOf(version)
    const { data, errors } = await gateway.ask('{ trackedEntity(id: "hYuU120F1C3", program: "iZG9zn4IHfP") { id } }', {
      as: 'clerk_wide',
    })
    expect(data).toEqual({ trackedEntity: null })
    expect(errors?.[0]?.extensions?.['code']).toBe(version < '2.42' ? 'FORBIDDEN' : 'NOT_FOUND')
    expect((await gateway.ask('{ me { username } }', { as: 'clerk_wide' })).errors).toBeUndefined()
  })
})

describe('2.38 answers 409 where a tracked entity lies outside the search scope', () => {
  test('recorded', () => {
    expect(answerOf('2.38', 100)).toMatchObject({
      status: 409,
      body: { message: '[User has no read access to organisation unit: jgBAH8jdqC4]' },
    })
  })

  test.each(['2.35', '2.38'] as const)('is FORBIDDEN on %s', async (version) => {
    const { data, errors } = await gatewayOf(version).ask('{ trackedEntity(id: "hYuU120F1C3") { id } }', {
      as: 'clerk_north',
    })
    expect(data).toEqual({ trackedEntity: null })
    expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN')
  })
})

describe('up to 2.40 pageSize=0 is an empty page, from 2.41 on it is refused', () => {
  test.each([
    ['2.38', 200],
    ['2.40', 200],
    ['2.41', 400],
    ['2.42', 400],
    ['2.43', 400],
  ] as const)('recorded: %s', (version, status) => expect(answerOf(version, 185)?.status).toBe(status))

  test.each(sandboxVersionNames)('first: 0 is answered without asking for a page, on %s', async (version) => {
    const gateway = gatewayOf(version)
    const { list } = await gateway.read<Found>(
      '{ list: trackedEntities(program: "U7oMv90laog", first: 0) { nodes { id } } }',
    )
    expect(list.nodes).toEqual([])
    expect(gateway.takeRequests()).toEqual([])
  })
})

describe('up to 2.40 deleted entities by the new name of their UIDs need a program or type', () => {
  test.each(['2.38', '2.40'] as const)('recorded: %s', (version) => {
    expect(answerOf(version, 280)).toMatchObject({
      status: 409,
      body: { message: 'Either Program or Tracked entity type should be specified' },
    })
  })

  test('recorded: 2.41 finds them', () => expect(rowsOf('2.41', 280)).toBe(1))

  test.each(sandboxVersionNames)('they are found by their UIDs alone, on %s', async (version) => {
    const list = (more: string): string => `{ list: trackedEntities(ids: ["SbxGoneTe01"], ${more}) { nodes { id } } }`
    const gateway = gatewayOf(version)
    expect((await gateway.read<Found>(list('includeDeleted: true'))).list.nodes).toEqual([{ id: 'SbxGoneTe01' }])
    expect((await gateway.read<Found>(list('includeDeleted: false'))).list.nodes).toEqual([])
  })
})

describe('up to 2.40 a program that is not shared shows by its id', () => {
  test.each([
    ['2.38', 200],
    ['2.40', 200],
    ['2.41', 404],
    ['2.42', 404],
    ['2.43', 404],
  ] as const)('recorded: %s', (version, status) => expect(answerOf(version, 20)?.status).toBe(status))

  test.each(sandboxVersionNames)('it is not found, since it is asked for by a list, on %s', async (version) => {
    const { data, errors } = await gatewayOf(version).ask('{ program(id: "CuYRmnuHL3B") { displayName } }', {
      as: 'viewer',
    })
    expect(data).toEqual({ program: null })
    expect(errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND')
  })
})

describe('up to 2.41 a field that names nothing it knows comes whole', () => {
  /** Names of an enrollment in the fields that were asked for. */
  const asked = (requests: string[]): string[] =>
    requests.flatMap(
      (url) => /enrollments\[([^[\]]*)\]/.exec(url.replace(/events\[[^\]]*\]/, 'events'))?.[1]?.split(',') ?? [],
    )

  test.each(['2.38', '2.40', '2.41'] as const)('recorded: %s', (version) => {
    const [row] = Object.values(Object(answerOf(version, 193)?.body)).find((value) => Array.isArray(value)) ?? []
    expect(Object.keys(Object(row).enrollments[0]).length).toBeGreaterThan(10)
  })

  test.each(['2.38', '2.40', '2.41'] as const)('what is asked of %s is known there', async (version) => {
    const gateway = gatewayOf(version)
    await gateway.read(
      '{ trackedEntities(program: "U7oMv90laog", first: 2) { nodes { enrollments { nodes { id status enrolledAt followUp events { nodes { id followUp } } } } } } }',
    )
    const [row] = Object.values(Object(answerOf(version, 193)?.body)).find((value) => Array.isArray(value)) ?? []
    const names = asked(gateway.takeRequests())
    expect(names).toContain('followUp')
    expect(names.filter((name) => !(name in Object(row).enrollments[0]))).toEqual([])
  })
})

describe('locale=fr translates up to 2.40 and does nothing from 2.41 on', () => {
  const nameOf = (version: Recorded): unknown => Object(answerOf(version, 420)?.body).displayName

  test('recorded', () => {
    expect((['2.38', '2.40'] as const).map(nameOf)).toEqual(['Poids (g)', 'Poids (g)'])
    expect((['2.41', '2.42', '2.43'] as const).map(nameOf)).toEqual(Array(3).fill('MCH Weight (g)'))
  })

  test.each(sandboxVersionNames)('names come translated by X-DHIS2-Locale, on %s', async (version) => {
    const gateway = gatewayOf(version)
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-dhis2-locale': 'fr',
        authorization: `Basic ${Buffer.from('admin:district').toString('base64')}`,
      },
      body: JSON.stringify({ query: '{ dataElement(id: "f6gE41nTCTn") { displayName } }' }),
    })
    expect(await response.json()).toEqual({ data: { dataElement: { displayName: 'Poids (g)' } } })
    expect(gateway.takeRequests().join()).not.toContain('locale=')
  })
})
