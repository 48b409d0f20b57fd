import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SandboxVersionName } from '../../../src/sandbox/versions/version-facts.ts'
import { startGateway, type TestGateway } from '../../support/start-gateway.ts'

/** Servers that a life is lived on: each version by the endpoints that it has, and (up to 2.41) by the older ones. */
const servers: { version: SandboxVersionName; api: string }[] = [
  { version: '2.35', api: 'auto' },
  { version: '2.38', api: 'auto' },
  { version: '2.38', api: 'legacy' },
  { version: '2.40', api: 'auto' },
  { version: '2.40', api: 'legacy' },
  { version: '2.41', api: 'auto' },
  { version: '2.42', api: 'auto' },
  { version: '2.43', api: 'auto' },
]

const REPORT = 'report { status stats { created updated deleted ignored } } errors { code message path } jobReason'

interface Payload {
  report: { status: string; stats: Record<string, number> } | null
  errors: { code: string; message: string; path: string[] }[]
}

describe.each(servers)('on $version ($api endpoints) a child is followed by mutations', ({ version, api }) => {
  let gateway: TestGateway
  let child = ''
  let enrollment = ''
  let birth = ''

  beforeAll(async () => {
    gateway = await startGateway({ DHIS2_TRACKER_API: api }, { version })
  })
  afterAll(() => gateway.close())

  async function mutate<Name extends string, Node>(
    name: Name,
    field: string,
    selection: string,
  ): Promise<Payload & Node> {
    const answer = await gateway.read<Record<Name, Payload & Node>>(`mutation { ${field} { ${selection} ${REPORT} } }`)
    const payload = answer[name]
    expect(payload.errors).toEqual([])
    return payload
  }

  test('registered with its first enrollment and the event of its birth, in one request', async () => {
    const payload = await mutate<
      'registerTrackedEntity',
      {
        trackedEntity: {
          id: string
          attribute: { value: string }
          enrollments: { nodes: { id: string; events: { nodes: { id: string; status: string }[] } }[] }
        }
      }
    >(
      'registerTrackedEntity',
      `registerTrackedEntity(input: {
        trackedEntityType: "UpgtDS3CDR9", orgUnit: "km7DjCCL8kC", geometry: { type: "Point", coordinates: [-11.5, 8.1] }
        attributes: [{ attribute: "cTcePYIrfPz", value: "Ada" }, { attribute: "GxzwGQPmIkq", value: "Kamara" }, { attribute: "WRkWhyijZxP", value: "FEMALE" }, { attribute: "ANNYS5BP9uu", value: "2026-09-28" }]
        enrollment: { program: "U7oMv90laog", enrolledAt: "2026-10-01", occurredAt: "2026-09-28", followUp: true
          events: [{ programStage: "UlGOlZiZl1i", status: COMPLETED, occurredAt: "2026-09-28", dataValues: [{ dataElement: "g0Qbfdshgk5", value: "9" }, { dataElement: "f6gE41nTCTn", value: "3100" }] }] }
      })`,
      'trackedEntity { id attribute(id: "GxzwGQPmIkq") { value } enrollments { nodes { id events { nodes { id status } } } } }',
    )
    expect(payload.report?.stats).toMatchObject({ created: 3, ignored: 0 })
    const [first] = payload.trackedEntity.enrollments.nodes
    child = payload.trackedEntity.id
    enrollment = first?.id ?? ''
    birth = first?.events.nodes[0]?.id ?? ''
    expect(payload.trackedEntity.attribute.value).toBe('Kamara')
    expect(first?.events.nodes).toEqual([{ id: birth, status: 'COMPLETED' }])
  })

  test('its name changes; the rest of it stays', async () => {
    const payload = await mutate<'updateTrackedEntity', { trackedEntity: object }>(
      'updateTrackedEntity',
      `updateTrackedEntity(input: { id: "${child}", program: "U7oMv90laog", attributes: [{ attribute: "cTcePYIrfPz", value: "Adama" }] })`,
      'trackedEntity { geometry first: attribute(id: "cTcePYIrfPz") { value } last: attribute(id: "GxzwGQPmIkq") { value } born: attribute(id: "ANNYS5BP9uu") { value } }',
    )
    expect(payload.trackedEntity).toMatchObject({
      geometry: { type: 'Point' },
      first: { value: 'Adama' },
      last: { value: 'Kamara' },
      born: { value: '2026-09-28' },
    })
  })

  test('a value of its birth is corrected, another removed; what is not mentioned stays', async () => {
    await mutate(
      'updateEvent',
      `updateEvent(input: { id: "${birth}", geometry: { type: "Point", coordinates: [-11.6, 8.2] } })`,
      'event { id }',
    )
    const payload = await mutate<'setDataValues', { event: { geometry: object; dataValues: { value: string }[] } }>(
      'setDataValues',
      `setDataValues(event: "${birth}", values: [{ dataElement: "f6gE41nTCTn", value: "3200" }, { dataElement: "g0Qbfdshgk5", value: null }])`,
      'event { geometry status dataValues { dataElement { id } value } }',
    )
    expect(payload.event).toEqual({
      geometry: { type: 'Point', coordinates: [-11.6, 8.2] },
      status: 'COMPLETED',
      dataValues: [{ dataElement: { id: 'f6gE41nTCTn' }, value: '3200' }],
    })
  })

  test('a visit is entered, a note written, the visit completed', async () => {
    const { event } = await mutate<'createEvent', { event: { id: string } }>(
      'createEvent',
      `createEvent(input: { enrollment: "${enrollment}", programStage: "cYE9ZDntzMW", orgUnit: "km7DjCCL8kC", occurredAt: "2026-10-10", dataValues: [{ dataElement: "f6gE41nTCTn", value: "3600" }] })`,
      'event { id }',
    )
    const { note } = await mutate<'addNote', { note: { value: string } }>(
      'addNote',
      `addNote(to: { event: "${event.id}" }, value: "Feeds well")`,
      'note { value }',
    )
    expect(note).toEqual({ value: 'Feeds well' })
    const completed = await mutate<'completeEvent', { event: object }>(
      'completeEvent',
      `completeEvent(id: "${event.id}")`,
      'event { status occurredAt notes { value } dataValue(id: "f6gE41nTCTn") { value } }',
    )
    expect(completed.event).toEqual({
      status: 'COMPLETED',
      occurredAt: expect.stringMatching(/^2026-10-10/),
      notes: [{ value: 'Feeds well' }],
      dataValue: { value: '3600' },
    })
  })

  test('the next visit is planned and given up', async () => {
    const { event } = await mutate<'scheduleEvent', { event: { id: string; status: string } }>(
      'scheduleEvent',
      `scheduleEvent(input: { enrollment: "${enrollment}", programStage: "cYE9ZDntzMW", orgUnit: "km7DjCCL8kC", scheduledAt: "2027-01-10" })`,
      'event { id status scheduledAt }',
    )
    expect(['SCHEDULE', 'OVERDUE']).toContain(event.status)
    const skipped = await mutate<'skipEvent', { event: object }>(
      'skipEvent',
      `skipEvent(id: "${event.id}")`,
      'event { status }',
    )
    expect(skipped.event).toEqual({ status: 'SKIPPED' })
  })

  test('its enrollment is completed, taken up again and cancelled, and keeps its mark for follow-up', async () => {
    for (const [name, status] of [
      ['completeEnrollment', 'COMPLETED'],
      ['reopenEnrollment', 'ACTIVE'],
      ['cancelEnrollment', 'CANCELLED'],
    ] as const) {
      const payload = await mutate<typeof name, { enrollment: object }>(
        name,
        `${name}(id: "${enrollment}")`,
        'enrollment { status followUp enrolledAt }',
      )
      expect(payload.enrollment).toEqual({ status, followUp: true, enrolledAt: expect.stringMatching(/^2026-10-01/) })
    }
  })

  test('it is related to its mother, and everything is deleted', async () => {
    const { relationship } = await mutate<'createRelationship', { relationship: { id: string } }>(
      'createRelationship',
      `createRelationship(input: { relationshipType: "JvWEq5EzRRr", from: { trackedEntity: { trackedEntity: "OHUI8WXlIvy" } }, to: { trackedEntity: { trackedEntity: "${child}" } } })`,
      'relationship { id }',
    )
    const unrelated = await mutate('deleteRelationships', `deleteRelationships(ids: ["${relationship.id}"])`, '')
    expect(unrelated.report?.stats['deleted']).toBe(1)
    const deleted = await mutate('deleteTrackedEntities', `deleteTrackedEntities(ids: ["${child}"])`, '')
    expect(deleted.report?.stats['deleted']).toBe(1)
    const gone = await gateway.ask(`{ trackedEntity(id: "${child}") { id } }`)
    expect(gone.errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND')
  })
})
