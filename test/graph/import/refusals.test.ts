import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SandboxVersionName } from '../../../src/sandbox/versions/version-facts.ts'
import { type Answer, startGateway, type TestGateway } from '../../support/start-gateway.ts'

const servers: { version: SandboxVersionName; api: string }[] = [
  { version: '2.35', api: 'auto' },
  { version: '2.38', api: 'auto' },
  { version: '2.38', api: 'legacy' },
  { version: '2.42', api: 'auto' },
  { version: '2.43', api: 'auto' },
]

describe.each(servers)('on $version ($api endpoints)', ({ version, api }) => {
  let gateway: TestGateway

  beforeAll(async () => {
    gateway = await startGateway({ DHIS2_TRACKER_API: api }, { version })
  })
  afterAll(() => gateway.close())

  const register = (attributes: string) =>
    gateway.ask(`mutation { registerTrackedEntity(input: { trackedEntityType: "UpgtDS3CDR9", orgUnit: "gs6KbnWSEh1", attributes: [${attributes}]
      enrollment: { program: "U7oMv90laog", enrolledAt: "2026-10-01", occurredAt: "2026-09-28" } }) { trackedEntity { id } errors { code path } } }`)
  const NAMED = '{ attribute: "cTcePYIrfPz", value: "A" }, { attribute: "GxzwGQPmIkq", value: "B" }'

  test('a relationship that is there already is refused, not taken for one that was just stored', async () => {
    const relate = () =>
      gateway.ask(`mutation { createRelationship(input: { relationshipType: "JvWEq5EzRRr"
        from: { trackedEntity: { trackedEntity: "HhcZYC3yGsr" } }, to: { trackedEntity: { trackedEntity: "Vy5ofXAVJYt" } } }) {
        relationship { id } errors { code } report { status } } }`)
    await relate()
    const again = await relate()
    expect(again.errors).toBeUndefined()
    expect(again.data?.['createRelationship']).toMatchObject({
      relationship: null,
      errors: [{ code: expect.stringMatching(/^E40(15|18)$/) }],
      report: { status: 'ERROR' },
    })
  })

  test('null removes an attribute', async () => {
    const { data } =
      await gateway.ask(`mutation { updateTrackedEntity(input: { id: "Vy5ofXAVJYt", program: "U7oMv90laog"
      attributes: [{ attribute: "WRkWhyijZxP", value: null }] }) { trackedEntity { attribute(id: "WRkWhyijZxP") { value } first: attribute(id: "cTcePYIrfPz") { value } } errors { code } } }`)
    expect(data?.['updateTrackedEntity']).toEqual({
      trackedEntity: { attribute: null, first: { value: expect.any(String) } },
      errors: [],
    })
  })

  // The older endpoints know of no mandatory attribute that is there without a value.
  test.skipIf(api === 'legacy' || version === '2.35').each(['null', '""'])(
    'a mandatory attribute with %s for a value is as good as missing',
    async (value) => {
      const { data } = await register(`${NAMED}, { attribute: "ANNYS5BP9uu", value: ${value} }`)
      expect(data?.['registerTrackedEntity']).toMatchObject({
        trackedEntity: null,
        errors: [{ code: expect.any(String) }],
      })
    },
  )

  test('what is not there cannot be deleted', async () => {
    for (const [field, code] of [
      ['deleteTrackedEntities', 'E1063'],
      ['deleteEnrollments', 'E1081'],
      ['deleteEvents', 'E1032'],
      ['deleteRelationships', 'E4016'],
    ] as const) {
      const { data } = await gateway.ask(
        `mutation { ${field}(ids: ["abcdefghijk"]) { report { status } errors { code path } } }`,
      )
      expect(data?.[field], field).toEqual({ report: { status: 'ERROR' }, errors: [{ code, path: ['ids', '0'] }] })
    }
  })

  const refused = (answer: Answer) => answer.errors?.[0]?.extensions

  test('what a mutation cannot take is refused, and named', async () => {
    expect(
      refused(
        await gateway.ask(
          'mutation { deleteEvents(ids: ["abcdefghijk"], options: { importStrategy: CREATE }) { report { status } } }',
        ),
      ),
    ).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'options.importStrategy' })
    expect(
      refused(
        await gateway.ask('mutation { validateTracker(bundle: {}, options: { async: true }) { report { status } } }'),
      ),
    ).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'options.async' })
    expect(
      refused(
        await gateway.ask(
          `mutation { scheduleEvent(input: { enrollment: "Ma2RBcEoDEx", programStage: "abcdefghijk", orgUnit: "gs6KbnWSEh1", scheduledAt: "2027-01-01" }) { errors { code } } }`,
        ),
      ),
    ).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'input.programStage' })
    expect(
      refused(
        await gateway.ask(
          `mutation { transferOwnership(input: { trackedEntity: "Vy5ofXAVJYt", program: "U7oMv90laog", orgUnit: "abcdefghijk" }) { trackedEntity { id } } }`,
        ),
      ),
    ).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'input.orgUnit' })
  })

  test('a value that is none of its type is told with its place in the variables', async () => {
    const query = `mutation ($input: UpdateEventInput!) { updateEvent(input: $input) { errors { code } } }`
    for (const [input, place] of [
      [{ id: 'a4FecsqH9BM', occurredAt: '2026-02-30' }, 'input.occurredAt'],
      [{ id: 'a4FecsqH9BM', geometry: { type: 'Point', coordinates: ['a', 1] } }, 'input.geometry'],
    ] as const) {
      const { errors } = await gateway.ask(query, { variables: { input } })
      expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT')
      expect(errors?.[0]?.message).toContain(place)
    }
  })
})

test('2.43: one UID twice in a bundle is told before DHIS2 fails at it, whatever the strategy', async () => {
  const gateway = await startGateway({}, { version: '2.43' })
  const child = '{ trackedEntity: "Flat0000131", trackedEntityType: "UpgtDS3CDR9", orgUnit: "gs6KbnWSEh1" }'
  const answer = await gateway.ask(
    `mutation { importTracker(bundle: { trackedEntities: [${child}, ${child}] }) { errors { code path } } }`,
  )
  expect(answer.data?.['importTracker']).toEqual({
    errors: [{ code: 'E1002', path: ['bundle', 'trackedEntities', '1'] }],
  })
  await gateway.close()
})

test('a UID that is none is told at the id of the event that it was given to', async () => {
  const gateway = await startGateway()
  const answer =
    await gateway.ask(`mutation { enroll(input: { trackedEntity: "Vy5ofXAVJYt", program: "U7oMv90laog", orgUnit: "gs6KbnWSEh1", enrolledAt: "2026-10-01", occurredAt: "2026-10-01"
    events: [{ programStage: "UlGOlZiZl1i", occurredAt: "2026-10-01" }, { id: "nope", programStage: "cYE9ZDntzMW", occurredAt: "2026-10-01" }] }) { errors { code path } } }`)
  expect(answer.data?.['enroll']).toMatchObject({
    errors: expect.arrayContaining([{ code: 'E1048', path: ['input', 'events', '1', 'id'] }]),
  })
  await gateway.close()
})
