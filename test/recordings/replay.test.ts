import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadDataset } from '../../src/sandbox/dataset.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts'
import { sandboxToken } from '../../src/sandbox/sign-in.ts'
import { type ComparedResponse, type CompareOptions, differences } from './compare.ts'
import { fullPath, type RecordedExchange, recordedExchanges } from './exchanges.ts'
import { notServed } from './not-served.ts'
import { withoutWritten } from './written.ts'

/** Reads on the untouched dataset, and the second sitting's reads before its writes. */
const isRead = ({ number, request }: RecordedExchange): boolean =>
  request.method === 'GET' && (number <= 241 || (number >= 401 && number <= 479))

const exchanges = recordedExchanges('2.42').filter(isRead)
const dataset = loadDataset()
const dataElementIds = [...(dataset.metadata.get('dataElements')?.keys() ?? [])]

/** Where more than the moments of import depends on the server or the moment. */
const comparedLoosely: Record<string, CompareOptions> = {
  '001-system-info': { shapeOnly: true },
  '038-generated-value': { loose: ['value'] },
  // An update between the sittings went through the import that sets these.
  '472-te-with-everything': { ignored: ['createdAtClient', 'updatedAtClient'] },
}

/** Lists of the second sitting that hold what the first one wrote. */
const withWritten = new Set([
  '433-te-order-createdAt',
  '436-te-order-inactive',
  '442-en-order-completedAt',
  '447-ev-order-updatedAt',
  '450-ev-order-program',
  '456-te-filter-null',
])

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await createSandbox()
})

afterAll(() => sandbox.close())

test.each(exchanges.map((exchange) => [exchange.file, exchange] as const))('%s', async (file, exchange) => {
  const answer = await replay(exchange)
  const [wanted, given] = withWritten.has(file)
    ? withoutWritten(exchange.response, answer)
    : [exchange.response, answer]
  const found = differences(wanted, given, comparedLoosely[file])
  if (notServed[file] === undefined) expect(found, found.join('\n')).toEqual([])
  else expect(found, 'This exchange is served now: remove it from test/recordings/not-served.ts').not.toEqual([])
})

test('the list of exchanges not served names only recorded ones', () => {
  const files = new Set(exchanges.map(({ file }) => file))
  const left = Object.keys(notServed)
  expect(left.filter((file) => !files.has(file))).toEqual([])
  process.stdout.write(`Recorded 2.42 reads: ${files.size - left.length} served by the sandbox, ${left.length} not.\n`)
})

async function replay({ as, request }: RecordedExchange): Promise<ComparedResponse> {
  const path = fullPath(request.path, dataElementIds)
  const response = await fetch(sandbox.url + path, {
    method: request.method,
    headers: { ...credentials(as), ...(await replayedHeaders(request.headers ?? {})) },
    redirect: 'manual',
  })
  const text = (await response.text()).replaceAll(sandbox.url, '')
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: isJson ? JSON.parse(text) : text,
  }
}

function credentials(as: string): Record<string, string> {
  if (as === 'wrong') return { authorization: basic('admin', 'wrong') }
  const user = dataset.users.get(as)
  return user === undefined ? {} : { authorization: basic(as, user.password) }
}

/** The recordings hide their secrets: a live session of admin reads `SESSION`, the good token `d2pat_TOKEN`. */
async function replayedHeaders(headers: Record<string, string>): Promise<Record<string, string>> {
  const replayed = { ...headers }
  if (headers['cookie'] === 'JSESSIONID=SESSION') replayed['cookie'] = await openSession()
  if (headers['authorization'] === 'ApiToken d2pat_TOKEN')
    replayed['authorization'] = `ApiToken ${sandboxToken('admin')}`
  return replayed
}

async function openSession(): Promise<string> {
  const opening = await fetch(`${sandbox.url}/api/me`, { headers: { authorization: basic('admin', 'district') } })
  return opening.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}
