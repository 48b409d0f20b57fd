import { afterEach, describe, expect, test } from 'vitest'
import type { SandboxOptions } from '../../../src/sandbox/server.ts'
import { sandboxVersionNames } from '../../../src/sandbox/versions/version-facts.ts'
import { type Answer, startGateway, type TestGateway } from '../../support/start-gateway.ts'
import { allAnswers, subscribe } from '../../support/subscribe.ts'

const START = `mutation ($bundle: TrackerBundleInput!, $async: Boolean) {
  importTracker(bundle: $bundle, options: { importStrategy: CREATE, async: $async }) {
    report { status } jobReason errors { code } job { id status }
  }
}`
/** Does not look at the job. */
const ONLY_START = `mutation ($bundle: TrackerBundleInput!) { importTracker(bundle: $bundle, options: { async: true }) { job { id } } }`
const FOLLOW = `subscription ($id: ID!) { trackerJob(id: $id) {
  status progress { message completed } report { status stats { created ignored } validationReport { errors { code path } } }
} }`

interface Started {
  importTracker: { report: null; jobReason: string | null; errors: []; job: { id: string; status: string } }
}

interface Followed {
  status: string
  progress: { message: string; completed: boolean }[]
  report: { status: string; stats: object; validationReport: { errors: { code: string; path: string[] }[] } } | null
}

const running: TestGateway[] = []

afterEach(async () => {
  for (const gateway of running.splice(0)) await gateway.close()
})

async function start(options: SandboxOptions, environment: Record<string, string> = {}): Promise<TestGateway> {
  const gateway = await startGateway(environment, options)
  running.push(gateway)
  return gateway
}

/** A child of the Child Programme's type, of which DHIS2 makes an entity by this UID. */
function childNamed(uid: string, birth = '2026-01-20') {
  const attributes = [
    { attribute: 'cTcePYIrfPz', value: 'Ada' },
    { attribute: 'GxzwGQPmIkq', value: 'Kamara' },
    { attribute: 'ANNYS5BP9uu', value: birth },
  ]
  return { trackedEntity: uid, trackedEntityType: 'UpgtDS3CDR9', orgUnit: 'km7DjCCL8kC', attributes }
}

async function startJob(gateway: TestGateway, children: object[], as = 'admin'): Promise<string> {
  const variables = { bundle: { trackedEntities: children }, async: true }
  const { importTracker } = await gateway.read<Started>(START, { variables, as })
  expect(importTracker).toMatchObject({ report: null, jobReason: null, errors: [] })
  return importTracker.job.id
}

async function follow(gateway: TestGateway, id: string, as = 'admin'): Promise<Followed[]> {
  const answers: Answer[] = await allAnswers(await subscribe(gateway.url, FOLLOW, { as, variables: { id } }))
  return answers.map(({ data, errors }) => {
    expect(errors).toBeUndefined()
    return data?.['trackerJob'] as Followed
  })
}

describe.each(sandboxVersionNames.filter((version) => version !== '2.35'))('on DHIS2 %s', (version) => {
  test('a job is followed message by message to its report, and what it stored is there', async () => {
    const gateway = await start({ version, jobMs: 400 })
    const id = await startJob(gateway, [childNamed('JobChild001'), childNamed('JobChild002')])
    const told = await follow(gateway, id)
    const last = told.at(-1)
    expect(told.map(({ progress }) => progress.length)).toEqual(last?.progress.map((_, index) => index + 1))
    expect(told.slice(0, -1).every(({ status, report }) => status === 'RUNNING' && report === null)).toBe(true)
    expect(last).toMatchObject({ status: 'COMPLETED', report: { status: 'OK', stats: { created: 2, ignored: 0 } } })
    expect(last?.progress.map(({ completed }) => completed)).toEqual([...told.slice(1).map(() => false), true])
    const found = await gateway.read('{ trackedEntity(id: "JobChild002") { id } }')
    expect(found).toEqual({ trackedEntity: { id: 'JobChild002' } })
  })

  test('what a job refused is told in the place of the mutation’s input, to who started it', async () => {
    const gateway = await start({ version })
    // Not to be found by the gateway beforehand: it was there already.
    await follow(gateway, await startJob(gateway, [childNamed('JobChild001')]))
    const id = await startJob(gateway, [childNamed('JobChild003'), childNamed('JobChild001')])
    const issue = { code: 'E1002', path: ['bundle', 'trackedEntities', '1'] }
    const report = { status: 'ERROR', stats: { created: 0, ignored: 2 }, validationReport: { errors: [issue] } }
    expect((await follow(gateway, id)).at(-1)).toMatchObject({ status: 'FAILED', report })
    expect((await follow(gateway, id, 'clerk_wide')).at(-1)?.report?.validationReport.errors).toEqual([
      { ...issue, path: [] },
    ])
    const { data } = await gateway.ask('{ trackedEntity(id: "JobChild003") { id } }')
    expect(data).toEqual({ trackedEntity: null })
  })
})

test('a bundle that is large for one answer becomes a job by itself, and the answer says so', async () => {
  const gateway = await start({}, { GATEWAY_LARGEST_SYNC_IMPORT: '2' })
  const trackedEntities = ['JobChild001', 'JobChild002', 'JobChild003'].map((uid) => childNamed(uid))
  const { importTracker } = await gateway.read<Started>(START, { variables: { bundle: { trackedEntities } } })
  expect(importTracker.jobReason).toContain('3 objects')
  expect((await follow(gateway, importTracker.job.id)).at(-1)).toMatchObject({ report: { stats: { created: 3 } } })
})

test('a job goes on when its follower leaves, and can be followed again from its first message on', async () => {
  const gateway = await start({ jobMs: 300 })
  const id = await startJob(gateway, [childNamed('JobChild001')])
  const { answers, leave } = await subscribe(gateway.url, FOLLOW, { variables: { id } })
  const first = await answers.next()
  expect(first.value).toMatchObject({ data: { trackerJob: { status: 'RUNNING', report: null } } })
  leave()
  await answers.next().catch(() => 'left')
  const again = await follow(gateway, id)
  expect(again[0]).toEqual(first.value?.data?.['trackerJob'])
  expect(again.at(-1)).toMatchObject({ status: 'COMPLETED' })
})

test('followers of one login hear the same, however many, and DHIS2 is asked once for all', async () => {
  const everyoneIsHere = Promise.withResolvers<undefined>()
  const interfere: SandboxOptions['interfere'] = ({ url = '' }) =>
    url.startsWith('/api/tracker/jobs/') ? everyoneIsHere.promise : undefined
  const gateway = await start({ interfere })
  const variables = { bundle: { trackedEntities: [childNamed('JobChild001')] } }
  const { importTracker } = await gateway.read<Started>(ONLY_START, { variables })
  gateway.takeRequests()
  const { id } = importTracker.job
  const followers = Array.from({ length: 5 }, () => subscribe(gateway.url, FOLLOW, { variables: { id } }))
  const streams = await Promise.all(followers)
  everyoneIsHere.resolve(undefined)
  const [first, ...others] = await Promise.all(streams.map(allAnswers))
  expect(first?.at(-1)).toMatchObject({ data: { trackerJob: { status: 'COMPLETED' } } })
  for (const other of others) expect(other).toEqual(first)
  expect(gateway.takeRequests().filter((request) => request.includes('/report'))).toHaveLength(1)
})

test('a DHIS2 that is out of reach for a moment costs no follower', async () => {
  let failing = 2
  const interfere: SandboxOptions['interfere'] = ({ url = '' }) => {
    if (!url.startsWith('/api/tracker/jobs/') || failing === 0) return undefined
    failing -= 1
    return { status: 503, body: { httpStatusCode: 503, status: 'ERROR', message: 'Service Unavailable' } }
  }
  const gateway = await start({ jobMs: 300, interfere }, { DHIS2_RETRIES: '0' })
  const bundle = { trackedEntities: [childNamed('JobChild001')] }
  const { importTracker } = await gateway.read<Started>(ONLY_START, { variables: { bundle } })
  expect((await follow(gateway, importTracker.job.id)).at(-1)).toMatchObject({ status: 'COMPLETED' })
  expect(failing).toBe(0)
})

test('a job that DHIS2 never knew is UNKNOWN', async () => {
  const gateway = await start({})
  expect(await gateway.read('{ trackerJob(id: "abcdefghijk") { status progress { id } report { status } } }')).toEqual({
    trackerJob: { status: 'UNKNOWN', progress: [], report: null },
  })
})
