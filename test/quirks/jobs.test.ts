import { describe, expect, test } from 'vitest'
import { recordedExchanges } from '../recordings/exchanges.ts'
import { type RecordedDhis2, startRecordedDhis2 } from '../support/recorded-dhis2.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

interface Started {
  response: { id: string; location: string }
}

function recorded<Body>(version: string, number: number): { status: number; body: Body } {
  const { response } = recordedExchanges(version).find((exchange) => exchange.number === number) ?? {}
  if (!response) throw new Error(`${version} has no recording ${number}`)
  return { status: response.status, body: response.body as Body }
}

/** A gateway to a server that answers as recorded, and to each import with the recorded one of this number. */
async function onRecorded(
  version: string,
  importNumber: number,
  work: (gateway: TestGateway, dhis2: RecordedDhis2) => Promise<void>,
): Promise<void> {
  const dhis2 = await startRecordedDhis2(version, ({ method }) =>
    method === 'POST' ? recorded(version, importNumber) : undefined,
  )
  const gateway = await startGateway({ DHIS2_URL: dhis2.url })
  try {
    await work(gateway, dhis2)
  } finally {
    await gateway.close()
    await dhis2.close()
  }
}

const START = `mutation {
  importTracker(bundle: { trackedEntities: [{ trackedEntity: "Vy5ofXAVJYt", trackedEntityType: "nEenWmSyUEp" }] }, options: { async: true }) {
    job { id status progress { message } report { status } }
  }
}`

describe('the messages of a job have the UID of the job on 2.38', () => {
  test.each([
    ['2.38', 1],
    ['2.40', 7],
    ['2.41', 12],
    ['2.42', 12],
    ['2.43', 12],
  ])('recorded: %s', (version, uids) => {
    const messages = recorded<{ id: string }[]>(version, 271).body
    expect(new Set(messages.map(({ id }) => id)).size).toBe(uids)
  })

  test('each of them is told', () =>
    onRecorded('2.38', 268, async (gateway) => {
      const { importTracker } = await gateway.read<{ importTracker: { job: { progress: { message: string }[] } } }>(
        START,
      )
      const texts = importTracker.job.progress.map(({ message }) => message)
      expect(texts).toHaveLength(recorded<unknown[]>('2.38', 271).body.length)
      expect(texts.at(-1)).toContain('Import:Done')
    }))
})

describe('2.41 shows nothing of a job that it has just taken', () => {
  test('recorded', () => {
    expect(recorded('2.41', 548)).toEqual({ status: 200, body: [] })
    expect(recorded('2.41', 549).status).toBe(404)
  })

  test('it is running for who started it', () =>
    onRecorded('2.41', 547, async (gateway) => {
      const { id } = recorded<Started>('2.41', 547).body.response
      const job = { id, status: 'RUNNING', progress: [], report: null }
      expect(await gateway.read(START)).toEqual({ importTracker: { job } })
      const ask = `{ trackerJob(id: "${id}") { status } }`
      expect(await gateway.read(ask)).toEqual({ trackerJob: { status: 'RUNNING' } })
      expect(await gateway.read(ask, { as: 'viewer' })).toEqual({ trackerJob: { status: 'UNKNOWN' } })
    }))
})

describe('2.42 and 2.43 tell an address of a job that is none', () => {
  test.each([
    ['2.38', '/api/tracker/jobs/'],
    ['2.40', '/api/tracker/jobs/'],
    ['2.41', '/api/tracker/jobs/'],
    ['2.42', '/tracker/jobs/'],
    ['2.43', '/tracker/jobs/'],
  ])('recorded: %s', (version, address) => {
    const { id, location } = recorded<Started>(version, 268).body.response
    expect(location).toBe(`${address}${id}`)
  })

  test.each(['2.42', '2.43'])('the job is found on %s all the same', (version) =>
    onRecorded(version, 268, async (gateway, dhis2) => {
      const { id } = recorded<Started>(version, 268).body.response
      expect(await gateway.read(START)).toMatchObject({ importTracker: { job: { id, status: 'COMPLETED' } } })
      expect(dhis2.requests.map(({ path }) => path)).toContain(`/api/tracker/jobs/${id}`)
    }),
  )
})
