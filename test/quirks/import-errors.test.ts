import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TrackerBundle } from '../../src/model/import-bundle.ts'
import type { SandboxVersionName } from '../../src/sandbox/versions/version-facts.ts'
import { recordedExchanges } from '../recordings/exchanges.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

const VERSIONS = ['2.38', '2.40', '2.41', '2.42', '2.43'] as const
type Recorded = (typeof VERSIONS)[number]

const gateways = new Map<SandboxVersionName, TestGateway>()
beforeAll(async () => {
  for (const version of VERSIONS) gateways.set(version, await startGateway({}, { version }))
})
afterAll(() => Promise.all([...gateways.values()].map((gateway) => gateway.close())))

function answerOf(version: Recorded, number: number) {
  const answer = recordedExchanges(version).find((exchange) => exchange.number === number)?.response
  if (!answer) throw new Error(`no recording ${number} of ${version}`)
  return answer
}

/** The recorded errors of a code. */
function errorsOf(version: Recorded, number: number, code: string): { message: string; args: string[] }[] {
  const body: { validationReport: { errorReports: { errorCode: string; message: string; args: string[] }[] } } =
    JSON.parse(JSON.stringify(answerOf(version, number).body))
  return body.validationReport.errorReports.filter(({ errorCode }) => errorCode === code)
}

interface Checked {
  validateTracker: { errors: { code: string; path: string[] }[] }
}

/** Where a dry run finds errors: their codes and places. */
async function errorsOfDryRun(version: Recorded, bundle: TrackerBundle, options: object, as = 'admin') {
  const gateway = gateways.get(version)
  if (!gateway) throw new Error(`no gateway for ${version}`)
  gateway.takeRequests()
  const { validateTracker } = await gateway.read<Checked>(
    `mutation ($bundle: TrackerBundleInput!, $options: ImportOptions) {
      validateTracker(bundle: $bundle, options: $options) { errors { code path } } }`,
    { variables: { bundle, options }, as },
  )
  const wasAsked = gateway.takeRequests().some((request) => request.startsWith('/api/tracker?'))
  return { wasAsked, errors: validateTracker.errors.map(({ code, path }) => `${code} ${path.join('.')}`) }
}

const child = {
  trackedEntityType: 'UpgtDS3CDR9',
  orgUnit: 'km7DjCCL8kC',
  attributes: [
    { attribute: 'cTcePYIrfPz', value: 'not a date' },
    { attribute: 'GxzwGQPmIkq', value: 'Person' },
    { attribute: 'ANNYS5BP9uu', value: 'not a date' },
  ],
}

describe('a type error names the value alone from 2.41 on', () => {
  test.each(['2.41', '2.42', '2.43'] as const)('recorded: %s', (version) => {
    const [error] = errorsOf(version, 251, 'E1007')
    expect(error?.args).toEqual(['DATE', 'Value type is DATE but the value `not a date` is not.'])
    expect(error?.message).not.toContain('ANNYS5BP9uu')
  })

  test.each(VERSIONS)('the value is found, and told from an equal one by its type: %s', async (version) => {
    const told = await errorsOfDryRun(
      version,
      { trackedEntities: [child] },
      { importStrategy: 'CREATE', atomicMode: 'OBJECT' },
    )
    expect(told.wasAsked).toBe(true)
    expect(told.errors).toContain('E1007 bundle.trackedEntities.0.attributes.2.value')
    expect(told.errors.filter((error) => !error.endsWith('bundle.trackedEntities.0.attributes.2.value'))).toEqual([])
  })
})

describe('an argument of an error can be the rendering of a Java object', () => {
  test.each(['2.41', '2.42', '2.43'] as const)('recorded: %s names the organisation unit in its message', (version) => {
    const [error] = errorsOf(version, 533, 'E1000')
    expect(error?.args).not.toContain('km7DjCCL8kC')
    expect(error?.message).toContain('`km7DjCCL8kC`')
  })

  test.each(VERSIONS)('the place is found by the message: %s', async (version) => {
    const event = {
      program: 'U7oMv90laog',
      programStage: 'cYE9ZDntzMW',
      enrollment: 'O3jHwepYtMp',
      orgUnit: 'km7DjCCL8kC',
      occurredAt: '2026-10-01',
    }
    const { errors } = await errorsOfDryRun(version, { events: [event] }, { importStrategy: 'CREATE' }, 'clerk_north')
    expect(errors).toContain('E1000 bundle.events.0.orgUnit')
  })
})

describe('two objects of a bundle with one UID', () => {
  test('recorded: the later is stored over the earlier, until 2.43 fails at the database', () => {
    expect(VERSIONS.map((version) => answerOf(version, 528).status)).toEqual([200, 200, 200, 200, 500])
  })

  test.each(VERSIONS)('2.43 is not asked, an older one as ever: %s', async (version) => {
    const twice = { trackedEntity: 'RecDup00001', trackedEntityType: 'UpgtDS3CDR9', orgUnit: 'gs6KbnWSEh1' }
    const told = await errorsOfDryRun(version, { trackedEntities: [twice, twice] }, { importStrategy: 'CREATE' })
    expect(told).toEqual(
      version === '2.43'
        ? { wasAsked: false, errors: ['E1002 bundle.trackedEntities.1'] }
        : { wasAsked: true, errors: [] },
    )
  })
})
