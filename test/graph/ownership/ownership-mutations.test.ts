import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSandbox } from '../../../src/sandbox/server.ts'
import { recordedExchanges } from '../../recordings/exchanges.ts'
import { startBreakingProxy } from '../../support/breaking-proxy.ts'
import { basic, startGateway, type TestGateway } from '../../support/start-gateway.ts'

const VERSIONS = ['2.38', '2.40', '2.41', '2.42', '2.43'] as const
/** Owned in the TB Programme (PROTECTED) by a facility that neither clerk captures for; `clerk_wide` may search there. */
const PATIENT = 'hYuU120F1C3'
const TB = 'iZG9zn4IHfP'
const OPEN_PROGRAM = 'U7oMv90laog'
const CLOSED_PROGRAM = 'CuYRmnuHL3B'
/** Where the recordings transfer to, and a facility where `clerk_north` captures. */
const RECORDED_OWNER = 'km7DjCCL8kC'
const NORTHERN = 'b6apfGG6HIi'

const GRANT = `mutation ($input: BreakTheGlassInput!) { grantTemporaryOwnership(input: $input) {
  program { id displayName } trackedEntity { id enrollments { nodes { id } } }
} }`
const TRANSFER = `mutation ($input: TransferOwnershipInput!) { transferOwnership(input: $input) {
  program { id } trackedEntity { id programOwners { program { id } orgUnit { id } } }
} }`
const SEE = `{ trackedEntity(id: "${PATIENT}", program: "${TB}") { id enrollments { nodes { id } } } }`

/** The parameters that a version took in a recorded request of this kind, each way that it did. */
function takenAs(version: string, kind: 'override' | 'transfer'): Record<string, string>[] {
  return recordedExchanges(version)
    .filter(({ number, request, response }) => {
      return number >= 281 && number <= 284 && request.path.includes(kind) && response.status === 200
    })
    .map(({ request }) => parametersOf(request.path))
}

function parametersOf(path: string): Record<string, string> {
  return Object.fromEntries(new URL(path, 'http://any').searchParams)
}

describe.each(VERSIONS)('on DHIS2 %s', (version) => {
  let gateway: TestGateway

  beforeAll(async () => {
    gateway = await startGateway({}, { version })
  })
  afterAll(() => gateway.close())

  const sent = (kind: string) =>
    gateway.sandbox.requests
      .filter(({ url }) => url.includes(`ownership/${kind}`))
      .map(({ method, url }) => ({ method, parameters: parametersOf(url) }))

  test('who breaks the glass sees the tracked entity in the answer (281, 282, 285)', async () => {
    expect((await gateway.ask(SEE, { as: 'clerk_wide' })).data).toEqual({ trackedEntity: null })
    const input = { trackedEntity: PATIENT, program: TB, reason: ' Emergency care ' }
    const answer = await gateway.read(GRANT, { as: 'clerk_wide', variables: { input } })
    const patient = { id: PATIENT, enrollments: { nodes: [{ id: 'V5zEduYHsQm' }] } }
    expect(answer).toMatchObject({
      grantTemporaryOwnership: { program: { id: TB, displayName: 'TB Programme' }, trackedEntity: patient },
    })
    expect(sent('override')).toHaveLength(1)
    expect(takenAs(version, 'override').map((parameters) => ({ method: 'POST', parameters }))).toContainEqual(
      sent('override')[0],
    )
    expect(await gateway.read(SEE, { as: 'clerk_wide' })).toEqual({ trackedEntity: patient })
    expect((await gateway.ask(SEE, { as: 'clerk_north' })).data).toEqual({ trackedEntity: null })
  })

  test('after a transfer the answer has the new owner (283, 284)', async () => {
    const input = { trackedEntity: PATIENT, program: TB, orgUnit: RECORDED_OWNER }
    const owners = [{ program: { id: TB }, orgUnit: { id: RECORDED_OWNER } }]
    expect(await gateway.read(TRANSFER, { variables: { input } })).toEqual({
      transferOwnership: { program: { id: TB }, trackedEntity: { id: PATIENT, programOwners: owners } },
    })
    expect(sent('transfer')).toHaveLength(1)
    const { method, parameters = {} } = sent('transfer')[0] ?? {}
    expect(method).toBe('PUT')
    expect(takenAs(version, 'transfer').map(underOneName)).toContainEqual(underOneName(parameters))
  })
})

/** 2.41 takes the tracked entity by either name, which is recorded for breaking the glass alone. */
function underOneName({ trackedEntity, trackedEntityInstance, ...others }: Record<string, string>) {
  return { entity: trackedEntity ?? trackedEntityInstance, ...others }
}

describe('what is refused', () => {
  let gateway: TestGateway

  beforeAll(async () => {
    gateway = await startGateway()
  })
  afterAll(() => gateway.close())

  test.each([
    [
      'no UID of a tracked entity',
      GRANT,
      { trackedEntity: 'a&program=b', program: TB, reason: 'care' },
      'input.trackedEntity',
    ],
    ['no UID of a program', GRANT, { trackedEntity: PATIENT, program: '', reason: 'care' }, 'input.program'],
    ['no reason', GRANT, { trackedEntity: PATIENT, program: TB, reason: ' \n' }, 'input.reason'],
    ['half a character', GRANT, { trackedEntity: PATIENT, program: TB, reason: 'care \ud83d' }, 'input.reason'],
    ['a novel for a reason', GRANT, { trackedEntity: PATIENT, program: TB, reason: 'ă'.repeat(2_000) }, 'input.reason'],
    ['no UID of an org unit', TRANSFER, { trackedEntity: PATIENT, program: TB, orgUnit: '../me' }, 'input.orgUnit'],
  ])('%s is told before anything is sent', async (_, query, input, argument) => {
    gateway.takeRequests()
    const { data, errors } = await gateway.ask(query, { as: 'clerk_wide', variables: { input } })
    expect(data ?? null).toBeNull()
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument } }])
    expect(gateway.takeRequests()).toEqual([])
  })

  test.each([
    ['a superuser', 'admin', GRANT, { program: TB, reason: 'care' }, 'Current user is a superuser'],
    ['an open program', 'clerk_wide', GRANT, { program: OPEN_PROGRAM, reason: 'care' }, 'access level is OPEN'],
    ['an owner out of reach', 'clerk_north', GRANT, { program: TB, reason: 'care' }, 'search scope'],
  ])('%s is told in DHIS2’s words', async (_, as, query, others, message) => {
    const { errors } = await gateway.ask(query, { as, variables: { input: { trackedEntity: PATIENT, ...others } } })
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', dhis2: { status: 403 } } }])
    expect(errors?.[0]?.message).toContain(message)
  })

  test('a transfer by who does not see the tracked entity is refused, and changes nothing', async () => {
    const input = { trackedEntity: PATIENT, program: TB, orgUnit: NORTHERN }
    const { data, errors } = await gateway.ask(TRANSFER, { as: 'clerk_north', variables: { input } })
    expect(data ?? null).toBeNull()
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', dhis2: { status: 404 } } }])
    expect((await gateway.ask(SEE, { as: 'clerk_north' })).data).toEqual({ trackedEntity: null })
  })
})

test('each transfer of one request is answered with what is stored then, and who gives an entity away is told so', async () => {
  const gateway = await startGateway()
  const transfer = (orgUnit: string) =>
    `transferOwnership(input: { trackedEntity: "${PATIENT}", program: "${TB}", orgUnit: "${orgUnit}" }) {
      trackedEntity { programOwners { orgUnit { id } } } program { id }
    }`
  const both = await gateway.read(`mutation { one: ${transfer(RECORDED_OWNER)} other: ${transfer(NORTHERN)} }`)
  const ownedBy = (id: string) => ({ trackedEntity: { programOwners: [{ orgUnit: { id } }] }, program: { id: TB } })
  expect(both).toEqual({ one: ownedBy(RECORDED_OWNER), other: ownedBy(NORTHERN) })

  const { data, errors } = await gateway.ask(`mutation { ${transfer(RECORDED_OWNER)} }`, { as: 'clerk_north' })
  expect(data).toEqual({ transferOwnership: { trackedEntity: null, program: { id: TB } } })
  expect(errors).toMatchObject([{ path: ['transferOwnership', 'trackedEntity'], extensions: { code: 'NOT_FOUND' } }])
  await gateway.close()
})

test.each([
  ['GRANT', 'POST /api/tracker/ownership/override', 'clerk_wide', GRANT, { reason: 'care' }],
  ['TRANSFER', 'PUT /api/tracker/ownership/transfer', 'admin', TRANSFER, { orgUnit: NORTHERN }],
])('%s whose answer is lost is not sent again: it is told, with the UID', async (_, request, as, query, others) => {
  const sandbox = await createSandbox({})
  const proxy = await startBreakingProxy(sandbox.url)
  const gateway = await startGateway({ DHIS2_URL: proxy.url })
  await gateway.read('{ me { username } server { version } }', { as })
  proxy.breakNext(request, { of: 'response', bytes: 0 })
  const { errors } = await gateway.ask(query, {
    as,
    variables: { input: { trackedEntity: PATIENT, program: TB, ...others } },
  })
  expect(errors).toMatchObject([{ extensions: { code: 'UNKNOWN_OUTCOME', ids: [PATIENT] } }])
  expect(sandbox.requests.filter(({ url }) => url.includes('ownership'))).toHaveLength(1)
  await gateway.close()
  await proxy.close()
  await sandbox.close()
})

test('a transfer that is sent again under its key is answered again, where 2.43 would refuse it as done already', async () => {
  const gateway = await startGateway({}, { version: '2.43' })
  const input = { trackedEntity: PATIENT, program: TB, orgUnit: NORTHERN }
  const send = async (key: string): Promise<unknown> => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: basic('admin'), 'idempotency-key': key },
      body: JSON.stringify({ query: TRANSFER, variables: { input } }),
    })
    return response.json()
  }
  const first = await send('one')
  expect(first).toMatchObject({ data: { transferOwnership: { trackedEntity: { id: PATIENT } } } })
  expect(await send('one')).toEqual(first)
  expect(await send('other')).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
  await gateway.close()
})

test('2.38 says that it granted what it did not: the error in the place of the tracked entity tells', async () => {
  const gateway = await startGateway({}, { version: '2.38' })
  const input = { trackedEntity: PATIENT, program: CLOSED_PROGRAM, reason: 'care' }
  const { data, errors } = await gateway.ask(GRANT, { as: 'clerk_wide', variables: { input } })
  expect(data).toMatchObject({ grantTemporaryOwnership: { trackedEntity: null } })
  expect(errors).toMatchObject([{ path: ['grantTemporaryOwnership', 'trackedEntity'] }])
  await gateway.close()
})
