import { afterEach, describe, expect, test, vi } from 'vitest'
import { importReportFromWire } from '../../../src/dhis2/wire/import-report.ts'
import { reportIn } from '../../../src/load/jobs/tracker-job.ts'
import { recordedExchanges } from '../../recordings/exchanges.ts'
import { type RecordedDhis2, type Script, startRecordedDhis2 } from '../../support/recorded-dhis2.ts'
import { basic, startGateway, type TestGateway } from '../../support/start-gateway.ts'
import { allAnswers, subscribe } from '../../support/subscribe.ts'

const VERSIONS = ['2.38', '2.40', '2.41', '2.42', '2.43']
const JOB = 'OqSyxPcY9s6'
/** For a machine with much else to do. */
const PATIENCE = 15_000
const FOLLOW = `subscription ($id: ID!) {
  trackerJob(id: $id) { id status progress { message level time completed } report { status stats { created ignored } } }
}`

const running: { close(): Promise<void> }[] = []

afterEach(async () => {
  for (const part of running.splice(0).reverse()) await part.close()
})

async function start(
  version: string,
  script?: Script,
  environment: Record<string, string> = {},
): Promise<{ gateway: TestGateway; dhis2: RecordedDhis2 }> {
  const dhis2 = await startRecordedDhis2(version, script)
  running.push(dhis2)
  const gateway = await startGateway({
    DHIS2_URL: dhis2.url,
    DHIS2_SESSIONS: 'off',
    DHIS2_RETRIES: '0',
    ...environment,
  })
  running.push(gateway)
  return { gateway, dhis2 }
}

/** The recorded exchange of a version by its number. */
function recorded(version: string, number: number) {
  const found = recordedExchanges(version).find((exchange) => exchange.number === number)
  if (!found) throw new Error(`${version} has no recording ${number}`)
  return found
}

/** The UID of the job that a recorded import started. */
function jobOf(version: string, number: number): string {
  const body = recorded(version, number).response.body as { response: { id: string } }
  return body.response.id
}

interface WireMessage {
  message: string
  level: string
  time: string
  completed: boolean
}

function messagesOf(version: string, number: number): WireMessage[] {
  const body = recorded(version, number).response.body as WireMessage[]
  return [...body].reverse().map(({ message, level, time, completed }) => ({ message, level, time, completed }))
}

describe.each(VERSIONS)('on DHIS2 %s', (version) => {
  test('a job is told with its messages and its report, as recorded (268–275)', async () => {
    const { gateway, dhis2 } = await start(version)
    const id = jobOf(version, 268)
    const answer = await gateway.read(
      `query ($id: ID!) { trackerJob(id: $id) {
        id status progress { message level time completed }
        full: report { status stats { created } typeReports { trackerType } }
        errors: report(mode: ERRORS) { status }
        warnings: report(mode: WARNINGS) { status }
      } }`,
      { variables: { id } },
    )
    expect(answer).toMatchObject({
      trackerJob: {
        id,
        status: 'COMPLETED',
        progress: messagesOf(version, 271),
        full: { status: 'OK', stats: { created: 1 } },
        errors: { status: 'OK' },
        warnings: { status: 'OK' },
      },
    })
    expect(dhis2.requests.map(({ path }) => path)).toEqual([
      `/api/tracker/jobs/${id}`,
      `/api/tracker/jobs/${id}/report?reportMode=FULL`,
    ])
  })

  test('a report is cut as DHIS2 cuts it (272–274)', () => {
    const [full, errors, warnings] = [272, 273, 274].map((number) => ({
      ...importReportFromWire(recorded(version, number).response.body),
      errors: [],
      warnings: [],
    }))
    if (!full) throw new Error('not recorded')
    expect(reportIn('FULL', full)).toEqual(full)
    expect(reportIn('ERRORS', full)).toEqual(errors)
    expect(reportIn('WARNINGS', full)).toEqual(warnings)
  })

  test('a job that DHIS2 does not know is UNKNOWN (276)', async () => {
    const unknown = { status: 200, body: [] }
    const { gateway } = await start(version, ({ path }) => (path.endsWith('/abcdefghijk') ? unknown : undefined))
    const query = '{ trackerJob(id: "abcdefghijk") { status progress { id } report { status } } }'
    expect(await gateway.read(query)).toEqual({ trackerJob: { status: 'UNKNOWN', progress: [], report: null } })
  })

  test('a subscription ends with the report', async () => {
    const { gateway, dhis2 } = await start(version)
    const id = jobOf(version, 268)
    const answers = await allAnswers(await subscribe(gateway.url, FOLLOW, { variables: { id } }))
    const messages = messagesOf(version, 271)
    expect(answers.map(({ data }) => data?.['trackerJob'])).toEqual(
      messages.map((_, index) => ({
        id,
        status: index + 1 === messages.length ? 'COMPLETED' : 'RUNNING',
        progress: messages.slice(0, index + 1),
        report: index + 1 === messages.length ? { status: 'OK', stats: { created: 1, ignored: 0 } } : null,
      })),
    )
    expect(dhis2.requests).toHaveLength(2)
  })
})

/** 2.41 had not begun yet when its job was looked at. */
describe.each(VERSIONS.filter((version) => version !== '2.41'))('on DHIS2 %s', (version) => {
  test('an import as a job is answered with the job, whose issues have places for who started it (547–549)', async () => {
    const started = recorded(version, 547)
    const { gateway } = await start(version, ({ method }) => (method === 'POST' ? started.response : undefined))
    const id = jobOf(version, 547)
    const bundle = { trackedEntities: [{ trackedEntity: 'Vy5ofXAVJYt', trackedEntityType: 'nEenWmSyUEp' }] }
    const job = 'id status progress { completed } report { status validationReport { errors { code path } } }'
    const answer = await gateway.read(
      `mutation ($bundle: TrackerBundleInput!) {
        importTracker(bundle: $bundle, options: { importStrategy: CREATE, async: true }) { report { status } job { ${job} } }
      }`,
      { variables: { bundle } },
    )
    const progress = messagesOf(version, 548).map(({ completed }) => ({ completed }))
    const issue = { code: 'E1002', path: ['bundle', 'trackedEntities', '0'] }
    const known = { id, status: 'FAILED', progress, report: { status: 'ERROR', validationReport: { errors: [issue] } } }
    expect(answer).toEqual({ importTracker: { report: null, job: known } })

    const ask = `query ($id: ID!) { trackerJob(id: $id) { ${job} } }`
    expect(await gateway.read(ask, { variables: { id } })).toEqual({ trackerJob: known })
    const last = (
      await allAnswers(await subscribe(gateway.url, `subscription ${ask.slice(6)}`, { variables: { id } }))
    ).at(-1)
    expect(last).toEqual({ data: { trackerJob: known } })
    const other = await gateway.read(ask, { variables: { id }, as: 'viewer' })
    expect(other).toMatchObject({
      trackerJob: { report: { validationReport: { errors: [{ code: 'E1002', path: [] }] } } },
    })
  })
})

describe('following a job', () => {
  const say = (id: string, completed = false) => ({
    id,
    level: 'INFO',
    message: id,
    time: '2026-11-21T02:36:13.199',
    completed,
  })
  const report = { status: 'OK', stats: { created: 3 }, validationReport: { errorReports: [], warningReports: [] } }

  /** A job that says one thing more at each look, to its end. */
  function advancing(messages: string[]): Script {
    let looks = 0
    return ({ path }) => {
      if (path.includes('/report')) return { status: 200, body: report }
      looks += 1
      const said = messages.slice(0, looks).map((message, index) => say(message, index + 1 === messages.length))
      return { status: 200, body: said.reverse() }
    }
  }

  test('outlasts the deadline of an operation, since each look has its own', async () => {
    const { gateway } = await start('2.42', advancing(['a', 'b', 'c']), { GATEWAY_DEADLINE: '200ms' })
    const answers = await allAnswers(await subscribe(gateway.url, FOLLOW, { variables: { id: JOB } }))
    expect(answers.map(({ errors }) => errors)).toEqual([undefined, undefined, undefined])
    expect(answers.at(-1)?.data).toMatchObject({
      trackerJob: { status: 'COMPLETED', report: { stats: { created: 3 } } },
    })
  })

  test('goes with each caller’s own credentials', async () => {
    const { gateway, dhis2 } = await start('2.42')
    const id = jobOf('2.42', 268)
    const streams = await Promise.all(
      ['clerk_north', 'viewer'].map((as) => subscribe(gateway.url, FOLLOW, { as, variables: { id } })),
    )
    await Promise.all(streams.map(allAnswers))
    const callers = dhis2.requests
      .filter(({ path }) => !path.includes('/report'))
      .map(({ authorization }) => authorization)
    expect(callers.sort()).toEqual([basic('clerk_north'), basic('viewer')].sort())
  })

  test('when the client leaves, what is under way upstream is given up', async () => {
    const { gateway, dhis2 } = await start('2.42', () => 'never')
    const { answers, leave } = await subscribe(gateway.url, FOLLOW, { variables: { id: JOB } })
    const first = answers.next().catch(() => 'left')
    await vi.waitUntil(() => dhis2.requests.length > 0, PATIENCE)
    leave()
    expect(await first).toBe('left')
    await vi.waitUntil(() => dhis2.givenUp() === 1, PATIENCE)
    expect(dhis2.requests).toHaveLength(1)
  })

  test('when the gateway stops, the stream ends with a word', async () => {
    const { gateway } = await start('2.42', ({ path }) => ({
      status: path.includes('/report') ? 404 : 200,
      body: [say('a')],
    }))
    const { answers } = await subscribe(gateway.url, FOLLOW, { variables: { id: JOB } })
    expect((await answers.next()).value).toMatchObject({ data: { trackerJob: { status: 'RUNNING' } } })
    running.splice(running.indexOf(gateway), 1)
    const closed = gateway.close()
    expect((await answers.next()).value).toMatchObject({ errors: [{ extensions: { code: 'SUBSCRIPTION_ENDED' } }] })
    expect((await answers.next()).done).toBe(true)
    await closed
  })

  test('nobody follows for longer than is set', async () => {
    const environment = { GATEWAY_SUBSCRIPTION_DEADLINE: '20ms' }
    const { gateway } = await start('2.42', () => ({ status: 200, body: [say('a')] }), environment)
    const answers = await allAnswers(await subscribe(gateway.url, FOLLOW, { variables: { id: JOB } }))
    expect(answers.at(-1)).toMatchObject({ errors: [{ extensions: { code: 'SUBSCRIPTION_ENDED' } }] })
  })

  test.each([
    ['a UID that is none', 'a/../../me', 200, 'BAD_USER_INPUT', 0],
    ['a login that DHIS2 refuses', JOB, 401, 'UNAUTHENTICATED', 1],
    ['a server that fails otherwise', JOB, 403, 'FORBIDDEN', 1],
  ])('%s is told', async (_, id, status, code, requests) => {
    const { gateway, dhis2 } = await start('2.42', () => ({ status, body: [] }))
    const answers = await allAnswers(await subscribe(gateway.url, FOLLOW, { variables: { id } }))
    expect(answers).toMatchObject([{ errors: [{ extensions: { code } }] }])
    expect(dhis2.requests).toHaveLength(requests)
  })

  test('without a login nothing is asked', async () => {
    const { gateway, dhis2 } = await start('2.42')
    const address = `${gateway.url}/graphql?query=${encodeURIComponent(`subscription { trackerJob(id: "${JOB}") { id } }`)}`
    const response = await fetch(address, { headers: { accept: 'text/event-stream' } })
    expect(await response.text()).toContain('UNAUTHENTICATED')
    expect(dhis2.requests).toEqual([])
  })

  test('works by GET, as curl and EventSource ask', async () => {
    const { gateway } = await start('2.42', advancing(['a']))
    const address = `${gateway.url}/graphql?query=${encodeURIComponent(`subscription { trackerJob(id: "${JOB}") { status } }`)}`
    const response = await fetch(address, { headers: { accept: 'text/event-stream', authorization: basic('admin') } })
    expect(response.headers.get('x-accel-buffering')).toBe('no')
    expect(await response.text()).toBe(
      ':\n\nevent: next\ndata: {"data":{"trackerJob":{"status":"COMPLETED"}}}\n\nevent: complete\ndata:\n\n',
    )
  })
})

test('a server without /api/tracker has no jobs: that is told, and nothing is asked', async () => {
  const gateway = await startGateway({}, { version: '2.35' })
  const { errors } = await gateway.ask(`{ trackerJob(id: "${JOB}") { status } }`)
  expect(errors).toMatchObject([{ extensions: { code: 'UNSUPPORTED_BY_SERVER' } }])
  const answers = await allAnswers(await subscribe(gateway.url, FOLLOW, { variables: { id: JOB } }))
  expect(answers).toMatchObject([{ errors: [{ extensions: { code: 'UNSUPPORTED_BY_SERVER' } }] }])
  expect(gateway.takeRequests()).toEqual([])
  await gateway.close()
})
