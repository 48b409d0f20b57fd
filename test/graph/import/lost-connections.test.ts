import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../../../src/sandbox/server.ts'
import { type BreakingProxy, startBreakingProxy } from '../../support/breaking-proxy.ts'
import { type Answer, startGateway, type TestGateway } from '../../support/start-gateway.ts'

let sandbox: Sandbox
let proxy: BreakingProxy
let gateway: TestGateway

beforeAll(async () => {
  sandbox = await createSandbox({})
  proxy = await startBreakingProxy(sandbox.url)
  gateway = await startGateway({ DHIS2_URL: proxy.url })
  await gateway.read('{ server { version } me { username } }')
})
afterAll(async () => {
  await gateway.close()
  await proxy.close()
  await sandbox.close()
})

/** Breaks in the request's head, its body, and at its last byte; before the answer, in its head, in its body. */
const BREAKS = [
  { of: 'request', bytes: 0 },
  { of: 'request', bytes: 1 },
  { of: 'request', bytes: 120 },
  { of: 'request', bytes: 500 },
  { of: 'response', bytes: 0 },
  { of: 'response', bytes: 1 },
  { of: 'response', bytes: 40 },
  { of: 'response', bytes: 200 },
  { of: 'response', bytes: 300 },
  { of: 'response', bytes: 420 },
] as const

const REGISTER = `mutation ($name: String!) {
  registerTrackedEntity(input: { trackedEntityType: "UpgtDS3CDR9", orgUnit: "km7DjCCL8kC"
    attributes: [{ attribute: "cTcePYIrfPz", value: $name }, { attribute: "GxzwGQPmIkq", value: "Broken" }, { attribute: "ANNYS5BP9uu", value: "2026-09-28" }]
    enrollment: { program: "U7oMv90laog", enrolledAt: "2026-10-01", occurredAt: "2026-09-28" } }) {
    trackedEntity { id } errors { code message } report { status message stats { created } } } }`

async function storedUnder(name: string): Promise<{ id: string }[]> {
  const { trackedEntities } = await gateway.read<{ trackedEntities: { nodes: { id: string }[] } }>(
    `query ($name: String!) { trackedEntities(program: "U7oMv90laog", orgUnitMode: ACCESSIBLE, where: { attributes: [{ attribute: "cTcePYIrfPz", eq: $name }] }) { nodes { id } } }`,
    { variables: { name } },
  )
  return trackedEntities.nodes
}

test.each(BREAKS)('a registration whose connection breaks after $bytes bytes of the $of is stored once', async (at) => {
  const name = `Once ${at.of} ${at.bytes}`
  proxy.breakNext('POST /api/tracker', at)
  const answer = await gateway.read<{
    registerTrackedEntity: { trackedEntity: { id: string }; errors: object[]; report: object }
  }>(REGISTER, { variables: { name } })
  expect(proxy.hasBroken()).toBe(true)
  const { trackedEntity, errors, report } = answer.registerTrackedEntity
  expect(errors).toEqual([])
  expect(report).toMatchObject({ status: 'OK', stats: { created: 2 } })
  expect(await storedUnder(name)).toEqual([{ id: trackedEntity.id }])
})

test.each(BREAKS)(
  'an update whose connection breaks after $bytes bytes of the $of is not sent again: it is told, with the UID',
  async (at) => {
    const { trackedEntity } = (
      await gateway.read<{ registerTrackedEntity: { trackedEntity: { id: string } } }>(REGISTER, {
        variables: { name: `Before ${at.of} ${at.bytes}` },
      })
    ).registerTrackedEntity
    sandbox.requests.length = 0
    proxy.breakNext('POST /api/tracker', at)
    const answer: Answer = await gateway.ask(
      `mutation { updateTrackedEntity(input: { id: "${trackedEntity.id}", attributes: [{ attribute: "cTcePYIrfPz", value: "After" }] }) { report { status } } }`,
    )
    expect(proxy.hasBroken()).toBe(true)
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'UNKNOWN_OUTCOME', ids: [trackedEntity.id] })
    expect(sandbox.requests.filter(({ method }) => method === 'POST').length).toBeLessThanOrEqual(1)
  },
)
