import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadDataset } from '../../src/sandbox/dataset.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts'
import { sandboxVersionNames } from '../../src/sandbox/versions/version-facts.ts'
import { type ComparedResponse, differences } from './compare.ts'
import { type RecordedExchange, recordedExchanges } from './exchanges.ts'
import { reportDifferences } from './import-reports.ts'
import { comparedAs, isWrittenExchange, skippedWrites, untilPhoto, withoutPhoto } from './written-exchanges.ts'

const users = loadDataset().users

describe.each(sandboxVersionNames.filter((name) => name !== '2.35'))('%s', (version) => {
  const recorded = recordedExchanges(version)
  const skipped = skippedWrites[version] ?? {}
  const exchanges = recorded.filter((exchange) => isWrittenExchange(exchange) && skipped[exchange.file] === undefined)
  let sandbox: Sandbox
  /** UIDs that the sandbox made up, by those of the recorded server. */
  const madeUp = new Map<string, string>()

  beforeAll(async () => {
    sandbox = await createSandbox({ version, seeded: false })
  })

  afterAll(() => sandbox.close())

  // In this order, against one sandbox: each stands on those before it.
  test.each(exchanges.map((exchange) => [exchange.file, exchange] as const))('%s', async (file, exchange) => {
    const wanted = withoutPhoto(exchange)
    const answer = await replay(sandbox, wanted, madeUp)
    learn(wanted, answer.body, madeUp)
    await jobDone(sandbox, answer.body)
    const [expected, given] = untilPhoto(named(wanted.response, madeUp), answer)
    const isReport = Object.hasOwn(Object(expected.body), 'validationReport')
    const found = isReport ? reportDifferences(expected, given) : differences(expected, given, comparedAs(file))
    expect(found, found.join('\n')).toEqual([])
  })

  test('what is skipped is recorded', () => {
    const files = recorded.filter(isWrittenExchange).map(({ file }) => file)
    expect(Object.keys(skipped).filter((file) => !files.includes(file))).toEqual([])
  })
})

async function replay(
  sandbox: Sandbox,
  { as, request }: RecordedExchange,
  madeUp: ReadonlyMap<string, string>,
): Promise<ComparedResponse> {
  const { method, path, body } = named(request, madeUp)
  const password = users.get(as)?.password ?? ''
  const response = await fetch(sandbox.url + path, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${as}:${password}`).toString('base64')}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const local = (text: string): string => text.replaceAll(sandbox.url, '')
  const text = local(await response.text())
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  return {
    status: response.status,
    headers: Object.fromEntries([...response.headers].map(([name, value]) => [name, local(value)])),
    body: isJson ? JSON.parse(text) : text,
  }
}

/** Waits for the job that an answer tells of: the recorder read its log after it had run. */
async function jobDone(sandbox: Sandbox, body: unknown): Promise<void> {
  const { message, response: { id } = {} } = Object(body)
  if (message !== 'Tracker job added') return
  const authorization = `Basic ${Buffer.from('admin:district').toString('base64')}`
  for (;;) {
    const response = await fetch(`${sandbox.url}/api/tracker/jobs/${id}`, { headers: { authorization } })
    const messages: unknown = await response.json()
    if (Array.isArray(messages) && messages.some((message) => Object(message).completed)) return
  }
}

/** Pairs the ids that both servers made up, which the request does not name: of a job, a pair of duplicates, objects that a bundle left without one, and notes. */
function learn({ request, response }: RecordedExchange, given: unknown, madeUp: Map<string, string>): void {
  const sent = JSON.stringify(request)
  const own = (body: unknown): string[] => [...new Set(uidsOf(body))].filter((uid) => !sent.includes(uid))
  const others = own(given)
  own(response.body).forEach((uid, index) => {
    const other = others[index]
    if (other !== undefined) madeUp.set(uid, other)
  })
}

function uidsOf(body: unknown): string[] {
  const { id, note, response, validationReport, bundleReport, notes, enrollments } = Object(body)
  const own = [response?.id, id, note].find((uid) => typeof uid === 'string')
  if (own !== undefined) return [own]
  const reports: unknown[] = [
    ...(validationReport?.errorReports ?? []),
    ...Object.values(bundleReport?.typeReportMap ?? {}).flatMap((report) => Object(report).objectReports),
  ]
  const ofNotes: unknown[] = [
    ...(notes ?? []),
    ...(enrollments ?? []).flatMap((row: unknown) => Object(row).notes ?? []),
  ]
  return [...reports.map((row) => Object(row).uid), ...ofNotes.map((row) => Object(row).note)].filter(
    (uid) => typeof uid === 'string',
  )
}

/** The same value with the sandbox's own ids. */
function named<Value>(value: Value, madeUp: ReadonlyMap<string, string>): Value {
  if (value === undefined) return value
  return JSON.parse([...madeUp].reduce((text, [was, is]) => text.replaceAll(was, is), JSON.stringify(value)))
}
