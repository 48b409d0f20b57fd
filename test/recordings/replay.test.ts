import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadDataset } from '../../src/sandbox/dataset.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts'
import { sandboxToken } from '../../src/sandbox/sign-in.ts'
import { sandboxVersionNames } from '../../src/sandbox/versions/version-facts.ts'
import { type ComparedResponse, differences } from './compare.ts'
import { comparedLoosely, withWritten } from './compared-loosely.ts'
import { fullPath, type RecordedExchange, recordedExchanges } from './exchanges.ts'
import { tiedDifferences, wholePath } from './tied.ts'
import { withoutWritten } from './written.ts'

/** Reads among the writes that no write before them touched. */
const untouched: ReadonlySet<string> = new Set([
  '279-deleted-hidden',
  '489-file-download-forbidden',
  '508-update-te-0-before',
])

/** Writes among the reads, which reads after them stand on: a transfer of ownership in both spellings, and translations. */
const writesForReads: ReadonlySet<string> = new Set([
  '283-ownership-transfer',
  '284-ownership-transfer-old-names',
  '419-translation-set',
])

/** Reads on the untouched dataset, and the second sitting's reads before its writes. */
const isRead = ({ number, file, request, response }: RecordedExchange): boolean =>
  writesForReads.has(file) ||
  // Where the endpoint is still there it gives a file that writes put there.
  (file === '488-file-download-legacy' && response.status === 404) ||
  (request.method === 'GET' && (number <= 241 || (number >= 401 && number <= 479) || untouched.has(file)))

const dataset = loadDataset()
const dataElementIds = [...(dataset.metadata.get('dataElements')?.keys() ?? [])]

/** 2.35 could not be recorded. */
const recordedVersions = sandboxVersionNames.filter((name) => name !== '2.35')

describe.each(recordedVersions)('%s', (version) => {
  const exchanges = recordedExchanges(version).filter(isRead)
  let sandbox: Sandbox
  let served = 0

  beforeAll(async () => {
    sandbox = await createSandbox({ version, seeded: false })
  })

  afterAll(() => {
    process.stdout.write(
      `Recorded ${version} reads: ${served} served by the sandbox, ${exchanges.length - served} not.\n`,
    )
    return sandbox.close()
  })

  test.each(exchanges.map((exchange) => [exchange.file, exchange] as const))('%s', async (file, exchange) => {
    const answer = await replay(sandbox, exchange)
    const [wanted, given] = withWritten.has(file)
      ? withoutWritten(exchange.response, answer)
      : [exchange.response, answer]
    const options = { ...comparedLoosely.all[file], ...comparedLoosely[version][file] }
    const found =
      options.tied === undefined
        ? differences(wanted, given, options)
        : tiedDifferences(
            { recorded: wanted, page: given, whole: await replay(sandbox, atPath(exchange, wholePath)) },
            options,
            options.tied.by === undefined ? undefined : sortedBy(options.tied.by),
          )
    expect(found, found.join('\n')).toEqual([])
    served += 1
  })
})

function atPath(exchange: RecordedExchange, path: (path: string) => string): RecordedExchange {
  return { ...exchange, request: { ...exchange.request, path: path(exchange.request.path) } }
}

/** What an event of the dataset holds in a property, or for a data element. */
function sortedBy(name: string): (id: string) => unknown {
  return (id) => {
    const event = dataset.events.get(id)
    const value = event?.dataValues.find(({ dataElement }) => dataElement === name)?.value
    return value ?? Object(event)[name]
  }
}

async function replay(sandbox: Sandbox, { as, request }: RecordedExchange): Promise<ComparedResponse> {
  const path = fullPath(request.path, dataElementIds)
  const response = await fetch(sandbox.url + path, {
    method: request.method,
    headers: { ...credentials(as), ...(await replayedHeaders(sandbox, request.headers ?? {})) },
    body: request.body === undefined ? null : JSON.stringify(request.body),
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
async function replayedHeaders(sandbox: Sandbox, headers: Record<string, string>): Promise<Record<string, string>> {
  const replayed = { ...headers }
  const { cookie = '' } = headers
  if (cookie.includes('JSESSIONID=SESSION')) {
    replayed['cookie'] = cookie.replace('JSESSIONID=SESSION', await openSession(sandbox))
  }
  if (headers['authorization'] === 'ApiToken d2pat_TOKEN')
    replayed['authorization'] = `ApiToken ${sandboxToken('admin')}`
  return replayed
}

async function openSession(sandbox: Sandbox): Promise<string> {
  const opening = await fetch(`${sandbox.url}/api/me`, { headers: { authorization: basic('admin', 'district') } })
  return opening.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}
