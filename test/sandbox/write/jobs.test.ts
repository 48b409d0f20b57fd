import { afterEach, expect, test } from 'vitest'
import { child, type ImportingSandbox, importingSandbox } from './importing.ts'

let importing: ImportingSandbox | undefined

afterEach(() => importing?.sandbox.close())

const jobIdOf = (body: Record<string, unknown>): string => Object(body['response']).id

/** Asks until the job is done. */
async function logOf({ get }: ImportingSandbox, id: string): Promise<unknown[]> {
  for (;;) {
    const { body } = await get(`tracker/jobs/${id}`)
    const messages: unknown[] = Object.values(body)
    if (messages.some((message) => Object(message).completed)) return messages
  }
}

test('an import is a job unless it says otherwise, and what it stores is there once its log says that it is done', async () => {
  importing = await importingSandbox({ version: '2.42' })
  const { sandbox, get } = importing
  const started = await importing.send({ trackedEntities: [child('JobOne')] }, 'async=true')
  expect(Object(started.body['response']).location).toBe(`${sandbox.url}/tracker/jobs/${jobIdOf(started.body)}`)
  const log = await logOf(importing, jobIdOf(started.body))
  expect(Object(log[0]).message).toBe('Import complete with status OK, 3 created, 0 updated, 0 deleted, 0 ignored')
  expect(Object(log.at(-1)).message).toBe('Tracker import started')
  expect((await get('tracker/trackedEntities/JobOneTe000')).status).toBe(200)
})

test.each(['2.38', '2.41', '2.43'] as const)(
  '%s: before a job runs it has no messages, no report and no effect',
  async (version) => {
    importing = await importingSandbox({ version, jobMs: 3_600_000 })
    const { get } = importing
    const id = jobIdOf((await importing.send({ trackedEntities: [child('JobTwo')] }, 'async=true')).body)
    expect(await get(`tracker/jobs/${id}`)).toEqual({ status: 200, body: [] })
    const report = await get(`tracker/jobs/${id}/report`)
    expect(report.status).toBe(404)
    expect(report.body['errorCode']).toBe(version === '2.38' ? undefined : 'E1005')
    expect((await get('tracker/trackedEntities/JobTwoTe000')).status).toBe(404)
  },
)

test('a job of an unknown id has an empty log', async () => {
  importing = await importingSandbox()
  expect(await importing.get('tracker/jobs/abcdefghijk')).toEqual({ status: 200, body: [] })
})

test('what makes an import fail in the database ends its job with an error and without a report', async () => {
  importing = await importingSandbox({ version: '2.43' })
  const twice = [child('JobTri', { enrollments: [] }), child('JobTri', { enrollments: [] })]
  const id = jobIdOf((await importing.send({ trackedEntities: twice }, 'async=true')).body)
  const log = await logOf(importing, id)
  expect(Object(log[0])).toMatchObject({ level: 'ERROR', completed: true })
  expect((await importing.get(`tracker/jobs/${id}/report`)).status).toBe(404)
})
