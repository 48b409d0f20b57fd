import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts'
import type { SandboxVersionName } from '../../src/sandbox/versions/version-facts.ts'
import { basic } from '../support/start-gateway.ts'

const child = 'U7oMv90laog'
const birth = 'UlGOlZiZl1i'
const visit = 'cYE9ZDntzMW'
const person = 'UpgtDS3CDR9'
const [firstName, lastName, dateOfBirth, sex, nationalId] = [
  'cTcePYIrfPz',
  'GxzwGQPmIkq',
  'ANNYS5BP9uu',
  'WRkWhyijZxP',
  'lEkwGADZrMJ',
]
const [weight, muac] = ['f6gE41nTCTn', 'MExlQAuWCHu']
/** A facility of Amberia, where `clerk_north` captures, and one elsewhere. */
const [northern, southern] = ['b6apfGG6HIi', 'km7DjCCL8kC']

const sandboxes: Sandbox[] = []
afterEach(async () => {
  await Promise.all(sandboxes.splice(0).map((sandbox) => sandbox.close()))
})

async function start(version: SandboxVersionName = '2.40') {
  const sandbox = await createSandbox({ version })
  sandboxes.push(sandbox)
  return async (method: string, path: string, body?: unknown, as = 'admin') => {
    const response = await fetch(`${sandbox.url}/api/${path}`, {
      method,
      headers: { authorization: basic(as), 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? {} : JSON.parse(text) }
  }
}

const attributes = (values: Record<string, string>) =>
  Object.entries(values).map(([attribute, value]) => ({ attribute, value }))
const dataValues = (values: Record<string, string>) =>
  Object.entries(values).map(([dataElement, value]) => ({ dataElement, value }))

const newborn = (orgUnit = northern) => ({
  trackedEntityInstance: 'LegacyTe001',
  trackedEntityType: person,
  orgUnit,
  attributes: attributes({ [firstName]: 'Ada', [lastName]: 'Old' }),
  enrollments: [
    {
      enrollment: 'LegacyEn001',
      program: child,
      orgUnit,
      status: 'ACTIVE',
      enrollmentDate: '2026-10-02',
      incidentDate: '2026-10-01',
      attributes: attributes({ [dateOfBirth]: '2026-10-01' }),
      events: [
        {
          event: 'LegacyEv001',
          programStage: birth,
          orgUnit,
          status: 'COMPLETED',
          eventDate: '2026-10-02',
          dataValues: dataValues({ [weight]: '3100' }),
        },
      ],
    },
  ],
})

const stored = `trackedEntityInstances/LegacyTe001?program=${child}&fields=*`

test.each(['2.35', '2.38', '2.40', '2.41'] as const)(
  '%s stores a tracked entity with what it holds, and reads it back by whom it was stored',
  async (version) => {
    const ask = await start(version)
    const answer = await ask('POST', 'trackedEntityInstances', newborn(), 'clerk_north')
    expect(answer).toMatchObject({ status: 200, body: { response: { status: 'SUCCESS', imported: 1, total: 1 } } })
    const [summary] = answer.body.response.importSummaries
    expect(summary.enrollments).toMatchObject({ imported: 1 })
    expect(summary.enrollments.importSummaries[0].events).toMatchObject({ imported: 1 })
    const { body } = await ask('GET', stored)
    expect(body).toMatchObject({ orgUnit: northern, programOwners: [{ ownerOrgUnit: northern }] })
    expect(body.createdByUserInfo?.username).toBe(version === '2.35' ? undefined : 'clerk_north')
    const value = ({ attribute, value: text }: Record<string, unknown>) => [attribute, text]
    expect(Object.fromEntries(body.attributes.map(value))).toEqual({
      [firstName]: 'Ada',
      [lastName]: 'Old',
      [dateOfBirth]: '2026-10-01',
    })
    const [enrollment] = body.enrollments
    expect(enrollment).toMatchObject({ status: 'ACTIVE', enrollmentDate: '2026-10-02T00:00:00.000' })
    const [event] = enrollment.events
    expect(event).toMatchObject({ status: 'COMPLETED', dataValues: [{ dataElement: weight, value: '3100' }] })
    expect(event.completedDate).toEqual(expect.any(String))
  },
)

test('a strategy decides what becomes of objects that are there', async () => {
  const ask = await start()
  const post = (strategy: string, body: unknown) => ask('POST', `trackedEntityInstances?strategy=${strategy}`, body)
  const missing = await post('UPDATE', newborn())
  expect(missing.status).toBe(409)
  expect(missing.body.response.importSummaries[0].conflicts).toEqual([
    { object: 'TrackedEntityInstance', value: expect.stringContaining('has already been deleted') },
  ])
  expect((await post('CREATE', newborn())).status).toBe(200)
  const again = await post('CREATE', newborn())
  expect(again.status).toBe(409)
  expect(again.body.response.importSummaries[0].description).toContain('already exists or was deleted earlier')
  const renamed = { ...newborn(), attributes: attributes({ [firstName]: 'Eva' }) }
  expect((await post('CREATE_AND_UPDATE', renamed)).body.response).toMatchObject({ updated: 1, imported: 0 })
  const { body } = await ask('GET', stored)
  expect(body.attributes).toContainEqual(expect.objectContaining({ attribute: firstName, value: 'Eva' }))
  expect(body.attributes).toContainEqual(expect.objectContaining({ attribute: lastName, value: 'Old' }))
  expect((await post('DELETE', { trackedEntityInstance: 'LegacyTe001' })).body.response).toMatchObject({ deleted: 1 })
  expect((await ask('GET', stored)).status).toBe(404)
  expect((await ask('GET', 'events/LegacyEv001')).status).toBe(404)
  expect((await post('CREATE', newborn())).status).toBe(409)
  expect((await ask('POST', 'trackedEntityInstances?strategy=REPLACE', newborn())).status).toBe(400)
})

test('conflicts name what is wrong with attributes', async () => {
  const ask = await start()
  const { body: others } = await ask('GET', 'trackedEntityInstances/hYuU120F1C3?program=iZG9zn4IHfP&fields=attributes')
  const taken = others.attributes.find(({ attribute }: { attribute: string }) => attribute === nationalId).value
  const wrong = {
    trackedEntityType: person,
    orgUnit: northern,
    attributes: attributes({ [nationalId]: taken, [sex]: 'NOPE', [dateOfBirth]: 'soon', abcdefghijk: 'x' }),
  }
  const { status, body } = await ask('POST', 'trackedEntityInstances', { trackedEntityInstances: [wrong] })
  expect(status).toBe(409)
  expect(body.response.importSummaries[0].conflicts).toEqual([
    { object: 'Attribute.value', value: `Non-unique attribute value '${taken}' for attribute ${nationalId}` },
    { object: 'Attribute.value', value: expect.stringContaining(`'NOPE' is not a valid option for attribute ${sex}`) },
    { object: 'Attribute.value', value: `Value 'soon' is not a valid date type for attribute ${dateOfBirth}` },
    { object: 'Attribute.attribute', value: 'Invalid attribute abcdefghijk' },
  ])
  const placeless = { trackedEntityType: person, attributes: [] }
  const refused = await ask('POST', 'trackedEntityInstances', placeless)
  expect(refused.body.response.importSummaries[0].conflicts[0].value).toBe(
    'No org unit ID in tracked entity instance object',
  )
})

test('a clerk stores only where they capture, and gives what is mandatory', async () => {
  const ask = await start()
  const elsewhere = await ask('POST', 'trackedEntityInstances', newborn(southern), 'clerk_north')
  expect(elsewhere.status).toBe(409)
  expect(elsewhere.body.response.importSummaries[0].description).toBe(
    `[User has no write access to organisation unit: ${southern}]`,
  )
  const [enrollment] = newborn().enrollments
  const nameless = { ...newborn(), attributes: [], enrollments: [{ ...enrollment, attributes: [], events: [] }] }
  const incomplete = await ask('POST', 'trackedEntityInstances', nameless, 'clerk_north')
  // The tracked entity itself is stored.
  expect(incomplete.body.response).toMatchObject({ status: 'SUCCESS', imported: 1 })
  const [held] = incomplete.body.response.importSummaries[0].enrollments.importSummaries
  expect(held).toMatchObject({ status: 'ERROR', importCount: { ignored: 1 } })
  expect(held.conflicts.map(({ value }: { value: string }) => value).sort()).toEqual(
    [dateOfBirth, lastName, firstName].map((id) => `Missing mandatory attribute ${id}`),
  )
})

test('who may not cascade cannot delete a tracked entity that is enrolled', async () => {
  const ask = await start()
  await ask('POST', 'trackedEntityInstances', newborn())
  const refused = await ask('DELETE', 'trackedEntityInstances/LegacyTe001', undefined, 'clerk_north')
  expect(refused.status).toBe(409)
  expect(refused.body.response.conflicts[0].value).toContain('F_TEI_CASCADE_DELETE')
  expect((await ask('GET', stored)).status).toBe(200)
})

test.each([
  ['2.40', 201],
  ['2.35', 409],
] as const)('%s answers a second active enrollment with an error under the status %i', async (version, status) => {
  const ask = await start(version)
  await ask('POST', 'trackedEntityInstances', newborn())
  const second = {
    trackedEntityInstance: 'LegacyTe001',
    program: child,
    orgUnit: northern,
    status: 'ACTIVE',
    enrollmentDate: '2026-10-05',
    incidentDate: '2026-10-05',
  }
  const answer = await ask('POST', 'enrollments', second)
  expect(answer).toMatchObject({ status, body: { status: 'ERROR', response: { status: 'ERROR', ignored: 1 } } })
  expect(answer.body.response.importSummaries[0].description).toContain('already has an active enrollment')
  const unknown = await ask('POST', 'enrollments', { ...second, trackedEntityInstance: 'abcdefghijk' })
  expect(unknown).toMatchObject({ status: 409, body: { message: 'TrackedEntityInstance does not exist.' } })
})

test('an enrollment is completed, opened again and cancelled by its own paths', async () => {
  const ask = await start()
  await ask('POST', 'trackedEntityInstances', newborn())
  const status = async () => (await ask('GET', 'enrollments/LegacyEn001')).body.status
  expect((await ask('PUT', 'enrollments/LegacyEn001/completed')).status).toBe(204)
  expect(await status()).toBe('COMPLETED')
  expect((await ask('PUT', 'enrollments/LegacyEn001/incompleted')).status).toBe(204)
  expect(await status()).toBe('ACTIVE')
  expect((await ask('PUT', 'enrollments/LegacyEn001/incompleted')).status).toBe(409)
  expect((await ask('PUT', 'enrollments/LegacyEn001/cancelled')).status).toBe(204)
  expect(await status()).toBe('CANCELLED')
  expect((await ask('PUT', 'enrollments/abcdefghijk/completed')).status).toBe(404)
})

const eventOfVisit = (values: Record<string, string>) => ({
  event: 'LegacyEv002',
  trackedEntityInstance: 'LegacyTe001',
  enrollment: 'LegacyEn001',
  program: child,
  programStage: visit,
  orgUnit: northern,
  status: 'ACTIVE',
  eventDate: '2026-11-02',
  dataValues: dataValues(values),
})

test('an event is stored, changed as a whole or by one value, and deleted', async () => {
  const ask = await start()
  await ask('POST', 'trackedEntityInstances', newborn())
  const values = async (): Promise<Record<string, string>> => {
    const { body } = await ask('GET', 'events/LegacyEv002')
    return Object.fromEntries(
      body.dataValues.map(({ dataElement, value }: Record<string, string>) => [dataElement, value]),
    )
  }
  const posted = await ask('POST', 'events', { events: [eventOfVisit({ [weight]: '4100', [muac]: '120' })] })
  expect(posted).toMatchObject({ status: 200, body: { response: { imported: 1 } } })
  expect(await values()).toEqual({ [weight]: '4100', [muac]: '120' })
  expect((await ask('PUT', 'events/LegacyEv002', eventOfVisit({ [muac]: '125' }))).status).toBe(200)
  expect(await values()).toEqual({ [muac]: '125' })
  const one = { ...eventOfVisit({ [weight]: '4200' }), status: 'ACTIVE' }
  expect((await ask('PUT', `events/LegacyEv002/${weight}`, one)).status).toBe(200)
  expect(await values()).toEqual({ [weight]: '4200', [muac]: '125' })
  expect((await ask('PUT', 'events/LegacyEv002/abcdefghijk', one)).status).toBe(404)
  expect((await ask('DELETE', 'events/LegacyEv002')).body.response).toMatchObject({ importCount: { deleted: 1 } })
  expect((await ask('GET', 'events/LegacyEv002')).status).toBe(404)
  const { body } = await ask('DELETE', 'events/LegacyEv002')
  expect(body.response).toMatchObject({ status: 'SUCCESS', importCount: { ignored: 1 } })
})

test.each([
  ['an element that there is not', { dataValues: dataValues({ abcdefghijk: '1' }) }, 'is not a valid data element'],
  ['a value of the wrong type', { dataValues: dataValues({ [weight]: 'heavy' }) }, 'value_not_'],
  [
    'no tracked entity',
    { trackedEntityInstance: undefined },
    'does not point to a valid tracked entity instance: null',
  ],
  ['no date', { eventDate: undefined }, 'Event date is required. '],
  ['a date that is none', { eventDate: 'someday' }, 'Invalid event date: someday'],
  ['a stage that there is not', { programStage: 'abcdefghijk' }, 'does not point to a valid programStage'],
  ['a second event of a stage for one', { programStage: birth }, 'Program stage is not repeatable'],
])('an event with %s is refused', async (_, change, message) => {
  const ask = await start()
  await ask('POST', 'trackedEntityInstances', newborn())
  const { status, body } = await ask('POST', 'events', { ...eventOfVisit({}), ...change })
  expect(status).toBe(409)
  const [{ description, conflicts }] = body.response.importSummaries
  expect(`${description} ${JSON.stringify(conflicts)}`).toContain(message)
})

test('values for elements of other stages are left out, with a warning', async () => {
  const ask = await start()
  await ask('POST', 'trackedEntityInstances', newborn())
  const tbWeight = 'Y1gBWABKrrh'
  const { status, body } = await ask('POST', 'events', eventOfVisit({ [weight]: '4100', [tbWeight]: '4.1' }))
  expect(status).toBe(409)
  expect(body).toMatchObject({ status: 'WARNING', response: { status: 'WARNING', imported: 1 } })
  expect(body.response.importSummaries[0].description).toContain(`Data Values [${tbWeight}] ignored`)
  const { body: event } = await ask('GET', 'events/LegacyEv002')
  expect(event.dataValues).toEqual([expect.objectContaining({ dataElement: weight })])
})

test('a dry run stores nothing', async () => {
  const ask = await start()
  const dry = await ask('POST', 'trackedEntityInstances?dryRun=true', { ...newborn(), enrollments: [] })
  expect(dry.body.response).toMatchObject({ status: 'SUCCESS', imported: 1, importOptions: { dryRun: true } })
  expect((await ask('GET', stored)).status).toBe(404)
})

test('an import that runs as a job tells its end and its summary', async () => {
  const ask = await start()
  const { body } = await ask('POST', 'trackedEntityInstances?async=true', newborn())
  const { relativeNotifierEndpoint, id } = body.response
  const { body: messages } = await ask('GET', relativeNotifierEndpoint.replace('/api/', ''))
  expect(messages[0]).toMatchObject({ completed: true, category: 'TEI_IMPORT' })
  const { body: summary } = await ask('GET', `system/taskSummaries/TEI_IMPORT/${id}`)
  expect(summary).toMatchObject({ responseType: 'ImportSummaries', status: 'SUCCESS', imported: 1 })
  expect((await ask('GET', stored)).status).toBe(200)
  expect((await ask('GET', 'system/tasks/TEI_IMPORT/abcdefghijk')).body).toEqual([])
})

test('notes are added to an enrollment and an event', async () => {
  const ask = await start()
  await ask('POST', 'trackedEntityInstances', newborn())
  const note = { notes: [{ value: 'Seen at home' }] }
  expect((await ask('POST', 'enrollments/LegacyEn001/note', note, 'clerk_north')).status).toBe(200)
  expect((await ask('POST', 'events/LegacyEv001/note', note, 'clerk_north')).status).toBe(200)
  const { body } = await ask('GET', stored)
  const [enrollment] = body.enrollments
  const told = expect.objectContaining({ value: 'Seen at home' })
  expect([enrollment.notes, enrollment.events[0].notes]).toEqual([[told], [told]])
  expect((await ask('POST', 'events/abcdefghijk/note', note)).status).toBe(404)
})

test('a relationship is stored once and deleted', async () => {
  const ask = await start()
  await ask('POST', 'trackedEntityInstances', newborn())
  const side = (id: string) => ({ trackedEntityInstance: { trackedEntityInstance: id } })
  const relationship = {
    relationship: 'LegacyRe001',
    relationshipType: 'JvWEq5EzRRr',
    from: side('hYuU120F1C3'),
    to: side('LegacyTe001'),
  }
  expect((await ask('POST', 'relationships', relationship)).body.response).toMatchObject({ imported: 1 })
  const { body } = await ask('GET', 'relationships?tei=LegacyTe001')
  expect(body.map(({ relationship: id }: { relationship: string }) => id)).toEqual(['LegacyRe001'])
  const again = await ask('POST', 'relationships?strategy=CREATE', { ...relationship, relationship: undefined })
  expect(again.status).toBe(409)
  expect(again.body.response.importSummaries[0].description).toBe('Relationship LegacyRe001 already exists')
  const self = await ask('POST', 'relationships', { ...relationship, relationship: undefined, to: side('hYuU120F1C3') })
  expect(self.body.response.importSummaries[0].conflicts[0].value).toContain('Self-referencing')
  expect((await ask('DELETE', 'relationships/LegacyRe001')).status).toBe(200)
  expect((await ask('GET', 'relationships?tei=LegacyTe001')).body).toEqual([])
})

test('2.41 fails to store posted events, but stores those in enrollments', async () => {
  const ask = await start('2.41')
  await ask('POST', 'trackedEntityInstances', newborn())
  expect((await ask('GET', 'events/LegacyEv001')).status).toBe(200)
  const { status, body } = await ask('POST', 'events', eventOfVisit({}))
  expect([status, body.message]).toEqual([409, 'ERROR: cannot execute UPDATE in a read-only transaction'])
  expect((await ask('GET', 'events/LegacyEv002')).status).toBe(404)
})

const nameText = fc.stringMatching(/^[A-Za-z][A-Za-z '-]{0,20}$/).map((text) => text.trim())
const day = fc
  .integer({ min: 0, max: 300 })
  .map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10))
const visits = fc.array(fc.record({ on: day, weight: fc.integer({ min: 1000, max: 9000 }) }), { maxLength: 4 })
const family = fc.array(fc.record({ first: nameText, last: nameText, born: day, visits }), {
  minLength: 1,
  maxLength: 4,
})

test('whatever valid list is posted reads back as it was sent', async () => {
  const ask = await start()
  let serial = 0
  const id = (kind: string): string => {
    serial += 1
    return kind + String(serial).padStart(9, '0')
  }
  await fc.assert(
    fc.asyncProperty(family, async (children) => {
      const rows = children.map(({ first, last, born, visits: seen }) => ({
        trackedEntityInstance: id('Te'),
        trackedEntityType: person,
        orgUnit: northern,
        attributes: attributes({ [firstName]: first, [lastName]: last }),
        enrollments: [
          {
            enrollment: id('En'),
            program: child,
            orgUnit: northern,
            enrollmentDate: born,
            incidentDate: born,
            attributes: attributes({ [dateOfBirth]: born }),
            events: seen.map((event) => ({
              event: id('Ev'),
              programStage: visit,
              orgUnit: northern,
              eventDate: event.on,
              dataValues: dataValues({ [weight]: String(event.weight) }),
            })),
          },
        ],
      }))
      const { body } = await ask('POST', 'trackedEntityInstances', { trackedEntityInstances: rows })
      expect(body.response).toMatchObject({ status: 'SUCCESS', imported: rows.length })
      for (const row of rows) {
        const { body: read } = await ask(
          'GET',
          `trackedEntityInstances/${row.trackedEntityInstance}?program=${child}&fields=*`,
        )
        const texts = read.attributes.map(({ value }: { value: string }) => value).sort()
        const [enrollment] = row.enrollments
        const given = [...row.attributes, ...(enrollment?.attributes ?? [])].map(({ value }) => value)
        expect(texts).toEqual(given.sort())
        const events = read.enrollments[0].events.map((event: Record<string, string>) => [
          event['event'],
          event['eventDate'],
        ])
        const sent = enrollment?.events.map(({ event, eventDate }) => [event, `${eventDate}T00:00:00.000`]) ?? []
        expect(events.sort()).toEqual(sent.sort())
      }
    }),
    { numRuns: 25 },
  )
})

test('a list in which something is refused stores the rest, and nothing of what was refused', async () => {
  const ask = await start()
  const good = { ...newborn(), enrollments: [] }
  const bad = { ...good, trackedEntityInstance: 'LegacyTe002', attributes: attributes({ [sex]: 'NOPE' }) }
  const { status, body } = await ask('POST', 'trackedEntityInstances', { trackedEntityInstances: [bad, good, good] })
  expect(status).toBe(409)
  expect(body.response).toMatchObject({ status: 'ERROR', imported: 1, ignored: 2, total: 3 })
  expect((await ask('GET', 'trackedEntityInstances/LegacyTe002')).status).toBe(404)
  expect((await ask('GET', 'trackedEntityInstances/LegacyTe001')).status).toBe(200)
})
