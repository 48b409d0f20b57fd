import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { recordedExchanges } from '../recordings/exchanges.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

const recorded = new Map(recordedExchanges('2.41').map((exchange) => [exchange.number, exchange]))

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway({}, { version: '2.41' })
})
beforeEach(() => {
  gateway.takeRequests()
})
afterAll(() => gateway.close())

describe('2.41 gives a session to a caller whom it refuses', () => {
  test.each([405, 407, 408])('recorded: %i', (number) => {
    expect(recorded.get(number)?.response.headers['set-cookie']).toContain('JSESSIONID=')
  })

  test('it is never used: who comes next is let in by their own password, once', async () => {
    const ask = (password: string) => gateway.ask('{ me { username } }', { as: 'analyst', password })
    expect((await ask('wrong')).errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' })
    const from = gateway.sandbox.requests.length
    for (const _ of [1, 2, 3]) expect((await ask('Tracker-123')).data).toEqual({ me: { username: 'analyst' } })
    const login = gateway.sandbox.requests.slice(from).filter(({ authenticatedBy }) => authenticatedBy === 'basic')
    expect(login.map(({ status }) => status)).toEqual([200])
  })
})

describe('2.41 ignores the enrollmentStatus of tracked entities', () => {
  test('recorded', () => {
    const { request, response } = recorded.get(69) ?? {}
    expect(request?.path).toContain('enrollmentStatus=COMPLETED')
    expect(JSON.stringify(response?.body)).toContain('"status":"ACTIVE"')
  })

  test('is asked by the older name, and so only those come', async () => {
    interface Page {
      trackedEntities: { nodes: { enrollments: { nodes: { status: string }[] } }[] }
    }
    const { trackedEntities } = await gateway.read<Page>(
      `{ trackedEntities(program: "U7oMv90laog", where: { enrollmentStatus: COMPLETED }, first: 100) {
        nodes { enrollments(program: "U7oMv90laog") { nodes { status } } } } }`,
    )
    expect(trackedEntities.nodes.length).toBeGreaterThan(10)
    for (const { enrollments } of trackedEntities.nodes)
      expect(enrollments.nodes.map(({ status }) => status)).toContain('COMPLETED')
    expect(gateway.takeRequests().join()).toContain('programStatus=COMPLETED')
  })
})

describe('2.41 knows no filter for a missing value', () => {
  test.each([456, 457])('recorded: %i', (number) => expect(recorded.get(number)?.response.status).toBe(400))

  test('is refused by name, and nothing is sent', async () => {
    const { errors } = await gateway.ask(
      '{ trackedEntities(program: "U7oMv90laog", where: { attributes: [{ attribute: "UrRasfAwg7i", isNull: true }] }) { nodes { id } } }',
    )
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNSUPPORTED_BY_SERVER', needsVersion: '2.42' })
    expect(gateway.takeRequests()).toEqual([])
  })
})

describe('2.41 tells that a tracked entity is there, though its owner is out of reach', () => {
  test('recorded', () => {
    expect(recorded.get(99)?.response).toMatchObject({ status: 403, body: { message: 'OWNERSHIP_ACCESS_DENIED' } })
  })

  test('is FORBIDDEN, with DHIS2’s words', async () => {
    const { data, errors } = await gateway.ask('{ trackedEntity(id: "hYuU120F1C3", program: "iZG9zn4IHfP") { id } }', {
      as: 'clerk_wide',
    })
    expect(data).toEqual({ trackedEntity: null })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', dhis2: { message: 'OWNERSHIP_ACCESS_DENIED' } })
  })
})
