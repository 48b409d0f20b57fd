import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RecordedExchange, recordedExchanges } from '../recordings/exchanges.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

const versions = ['2.38', '2.40', '2.41', '2.42', '2.43'] as const
type Recorded = (typeof versions)[number]

const recordings = new Map<Recorded, Map<number, RecordedExchange>>()
const gateways = new Map<Recorded, TestGateway>()
beforeAll(async () => {
  for (const version of versions) {
    gateways.set(version, await startGateway({}, { version }))
    recordings.set(version, new Map(recordedExchanges(version).map((exchange) => [exchange.number, exchange])))
  }
})
afterAll(() => Promise.all([...gateways.values()].map((gateway) => gateway.close())))

function gatewayOf(version: Recorded): TestGateway {
  const gateway = gateways.get(version)
  if (!gateway) throw new Error(`no gateway for ${version}`)
  gateway.takeRequests()
  return gateway
}

const bodyOf = (version: Recorded, number: number) => Object(recordings.get(version)?.get(number)?.response.body)
const sentIn = (version: Recorded, number: number) => Object(recordings.get(version)?.get(number)?.request.body)

const EVENT = 'a4FecsqH9BM'

describe.each(versions)('%s: an UPDATE wipes what it leaves out, but for values', (version) => {
  test('recorded: geometry and user are stored, and gone after an UPDATE of the status alone; the values stay', () => {
    const [before, after] = [bodyOf(version, 500), bodyOf(version, 503)]
    expect(before).toMatchObject({ geometry: { type: 'Point' }, assignedUser: { username: 'clerk_north' } })
    expect(sentIn(version, 502).events[0]).not.toHaveProperty('geometry')
    expect(after).not.toHaveProperty('geometry')
    expect(after.assignedUser ?? {}).toEqual({})
    expect(after.dataValues.length).toBeGreaterThan(1)
  })

  test('completing an event keeps them', async () => {
    const gateway = gatewayOf(version)
    const given = `geometry: { type: "Point", coordinates: [-11.5, 8.1] }, assignedUser: { uid: "M5RgvIwaXFH" }, status: ACTIVE`
    await gateway.read(`mutation { updateEvent(input: { id: "${EVENT}", ${given} }) { errors { code } } }`)
    const { completeEvent } = await gateway.read<{ completeEvent: { event: object } }>(
      `mutation { completeEvent(id: "${EVENT}") { event { status geometry assignedUser { username } } } }`,
    )
    expect(completeEvent.event).toEqual({
      status: 'COMPLETED',
      geometry: { type: 'Point', coordinates: [-11.5, 8.1] },
      assignedUser: { username: 'clerk_north' },
    })
  })
})

describe.each(versions)('%s: the bundle of a registration', (version) => {
  test('recorded: on 2.38 alone the enrollment repeats the mandatory attributes of its tracked entity', () => {
    const [{ attributes, enrollments }] = sentIn(version, 243).trackedEntities
    const names = (rows: { attribute: string }[]): string[] => rows.map(({ attribute }) => attribute)
    expect(names(attributes)).toEqual(expect.arrayContaining(['cTcePYIrfPz', 'GxzwGQPmIkq']))
    expect(names(enrollments[0].attributes).includes('cTcePYIrfPz')).toBe(version === '2.38')
    expect(bodyOf(version, 243).status).toBe('OK')
  })

  test('a caller gives them once', async () => {
    const { registerTrackedEntity } = await gatewayOf(version).read<{ registerTrackedEntity: object }>(`mutation {
      registerTrackedEntity(input: { trackedEntityType: "UpgtDS3CDR9", orgUnit: "km7DjCCL8kC"
        attributes: [{ attribute: "cTcePYIrfPz", value: "Once" }, { attribute: "GxzwGQPmIkq", value: "Given" }, { attribute: "ANNYS5BP9uu", value: "2026-09-28" }]
        enrollment: { program: "U7oMv90laog", enrolledAt: "2026-10-01", occurredAt: "2026-09-28" } }) { errors { code } report { status } } }`)
    expect(registerTrackedEntity).toEqual({ errors: [], report: { status: 'OK' } })
  })
})

describe.each(versions)('%s: an event that has occurred cannot be skipped', (version) => {
  test('recorded: E1316 from 2.40 on; 2.38 skips it', () => {
    const codes = bodyOf(version, 506).validationReport.errorReports.map(
      ({ errorCode }: { errorCode: string }) => errorCode,
    )
    expect(codes).toEqual(version === '2.38' ? [] : ['E1316'])
  })

  test('it is told as such, in the place of the id', async () => {
    const gateway = gatewayOf(version)
    await gateway.read(`mutation { updateEvent(input: { id: "${EVENT}", status: ACTIVE }) { errors { code } } }`)
    const { skipEvent } = await gateway.read<{ skipEvent: { errors: object[] } }>(
      `mutation { skipEvent(id: "${EVENT}") { errors { code path } } }`,
    )
    expect(skipEvent.errors).toEqual(version === '2.38' ? [] : [{ code: 'E1316', path: ['id'] }])
  })
})

describe.each(versions)('%s: a note has an endpoint from 2.42 on', (version) => {
  const has = version === '2.42' || version === '2.43'

  test('recorded: before, it is 404', () => {
    expect(recordings.get(version)?.get(267)?.response.status).toBe(has ? 200 : 404)
  })

  test('a note is added all the same, and wipes nothing', async () => {
    const gateway = gatewayOf(version)
    const { addNote } = await gateway.read<{ addNote: object }>(
      `mutation { addNote(to: { event: "${EVENT}" }, value: "Seen") { note { value } errors { code } } }`,
    )
    expect(addNote).toEqual({ note: { value: 'Seen' }, errors: [] })
    const { event } = await gateway.read<{ event: object }>(
      `{ event(id: "${EVENT}") { geometry assignedUser { username } } }`,
    )
    expect(event).toEqual({
      geometry: { type: 'Point', coordinates: [-11.5, 8.1] },
      assignedUser: { username: 'clerk_north' },
    })
  })
})
