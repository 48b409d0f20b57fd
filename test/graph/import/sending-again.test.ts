import { afterAll, beforeAll, expect, test } from 'vitest'
import { startGateway, type TestGateway } from '../../support/start-gateway.ts'

let gateway: TestGateway
/** Another process before the same DHIS2: the gateway after a restart. */
let restarted: TestGateway

beforeAll(async () => {
  gateway = await startGateway()
  restarted = await startGateway({ DHIS2_URL: gateway.sandbox.url })
})
afterAll(async () => {
  await restarted.close()
  await gateway.close()
})

interface Registered {
  registerTrackedEntity: {
    trackedEntity: { id: string } | null
    errors: { code: string; path: string[] }[]
    report: { status: string; stats: { created: number } }
  }
}

const register = (name: string, born = '2026-09-28') => `mutation {
  registerTrackedEntity(input: { trackedEntityType: "UpgtDS3CDR9", orgUnit: "gs6KbnWSEh1"
    attributes: [{ attribute: "cTcePYIrfPz", value: "${name}" }, { attribute: "GxzwGQPmIkq", value: "Again" }, { attribute: "ANNYS5BP9uu", value: "${born}" }]
    enrollment: { program: "U7oMv90laog", enrolledAt: "2026-10-01", occurredAt: "2026-09-28" } }) {
    trackedEntity { id } errors { code path } report { status stats { created } } } }`

async function countOf(name: string): Promise<number> {
  const { trackedEntities } = await gateway.read<{ trackedEntities: { totalCount: number } }>(
    `{ trackedEntities(program: "U7oMv90laog", orgUnitMode: ACCESSIBLE, where: { attributes: [{ attribute: "cTcePYIrfPz", eq: "${name}" }] }) { totalCount } }`,
  )
  return trackedEntities.totalCount
}

const key = (value: string) => ({ headers: { 'idempotency-key': value } })

test('a mutation that is sent again under its key is answered as the first time and done once', async () => {
  const first = await gateway.read<Registered>(register('Twice'), key('one'))
  const second = await gateway.read<Registered>(register('Twice'), key('one'))
  expect(second).toEqual(first)
  expect(await countOf('Twice')).toBe(1)
})

test('two that come at once under one key are done once', async () => {
  const [one, other] = await Promise.all([
    gateway.read<Registered>(register('At once'), key('both')),
    gateway.read<Registered>(register('At once'), key('both')),
  ])
  expect(one).toEqual(other)
  expect(await countOf('At once')).toBe(1)
})

test('without a key, or under another, it is another registration', async () => {
  await gateway.read<Registered>(register('Each'))
  await gateway.read<Registered>(register('Each'))
  await gateway.read<Registered>(register('Each'), key('each'))
  expect(await countOf('Each')).toBe(3)
})

test('after a restart the same key still stores nothing twice, and names the same object', async () => {
  const first = await gateway.read<Registered>(register('Restart'), key('restart'))
  const second = await restarted.read<Registered>(register('Restart'), key('restart'))
  expect(second.registerTrackedEntity.trackedEntity).toEqual(first.registerTrackedEntity.trackedEntity)
  expect(second.registerTrackedEntity.report).toMatchObject({ status: 'OK', stats: { created: 2 } })
  expect(await countOf('Restart')).toBe(1)
})

test('the same key of another user is another registration', async () => {
  await gateway.read<Registered>(register('Users'), key('users'))
  await gateway.read<Registered>(register('Users'), { ...key('users'), as: 'clerk_north' })
  expect(await countOf('Users')).toBe(2)
})

test('a key that was used for another mutation is refused, and nothing is stored', async () => {
  await gateway.read<Registered>(register('Used'), key('used'))
  const { errors } = await gateway.ask(register('Other'), key('used'))
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'Idempotency-Key' })
  expect(await countOf('Other')).toBe(0)
})

test('what was refused may be mended and sent again under its key', async () => {
  const refused = await gateway.read<Registered>(register('Mended', 'tomorrow'), key('mended'))
  expect(refused.registerTrackedEntity.errors[0]?.path).toEqual(['input', 'attributes', '2', 'value'])
  const mended = await gateway.read<Registered>(register('Mended'), key('mended'))
  expect(mended.registerTrackedEntity.errors).toEqual([])
  expect(await countOf('Mended')).toBe(1)
})

test('under one key each mutation of a request is answered by itself', async () => {
  const both = `mutation {
    a: addNote(to: { enrollment: "Ma2RBcEoDEx" }, value: "One") { note { value } }
    b: addNote(to: { enrollment: "Ma2RBcEoDEx" }, value: "Two") { note { value } } }`
  const answer = { a: { note: { value: 'One' } }, b: { note: { value: 'Two' } } }
  expect(await gateway.read(both, key('notes'))).toEqual(answer)
  expect(await gateway.read(both, key('notes'))).toEqual(answer)
  const { enrollment } = await gateway.read<{ enrollment: { notes: { value: string }[] } }>(
    '{ enrollment(id: "Ma2RBcEoDEx") { notes { value } } }',
  )
  expect(enrollment.notes.map(({ value }) => value).sort()).toEqual(['One', 'Two'])
})
