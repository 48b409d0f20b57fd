import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadDataset } from '../../src/sandbox/dataset.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts'
import { sandboxVersionNames } from '../../src/sandbox/versions/version-facts.ts'
import { type ComparedResponse, differences } from './compare.ts'
import { type RecordedExchange, recordedExchanges } from './exchanges.ts'

/** The writes beside the tracker import, and what is read after them, by their numbers. */
const numbers = new Set([281, 282, 283, 284, 285, 286, 287, 288, 289, 290, 291, 292, 293, 538, 539, 540, 541])

/** Up to 2.41 there is no place for single notes; from 2.42 on they are added to what the import made. */
const isReplayed = ({ number, response }: RecordedExchange): boolean =>
  numbers.has(number) || ((number === 266 || number === 267) && response.status === 404)

const dataset = loadDataset()

describe.each(sandboxVersionNames.filter((name) => name !== '2.35'))('%s', (version) => {
  let sandbox: Sandbox
  /** What the sandbox made up where the recorded server made up something else. */
  const madeUp = new Map<string, string>()

  beforeAll(async () => {
    sandbox = await createSandbox({ version, seeded: false })
  })

  afterAll(() => sandbox.close())

  const exchanges = recordedExchanges(version).filter(isReplayed)

  test.each(exchanges.map((exchange) => [exchange.file, exchange] as const))('%s', async (_, exchange) => {
    const answer = await replay(sandbox, exchange, madeUp)
    learn(madeUp, exchange.response.body, answer.body)
    const found = differences(asGiven(exchange.response, madeUp), answer)
    expect(found, found.join('\n')).toEqual([])
  })
})

async function replay(
  sandbox: Sandbox,
  { as, request }: RecordedExchange,
  madeUp: ReadonlyMap<string, string>,
): Promise<ComparedResponse> {
  const { method, path, body } = asGiven(request, madeUp)
  const { password = '' } = dataset.users.get(as) ?? {}
  const response = await fetch(sandbox.url + path, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${as}:${password}`).toString('base64')}`,
      ...(body !== undefined && body !== '' && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && body !== '' && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = (await response.text()).replaceAll(sandbox.url, '')
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  return {
    status: response.status,
    headers: Object.fromEntries([...response.headers].map(([name, value]) => [name, value.replace(sandbox.url, '')])),
    body: isJson ? JSON.parse(text) : text,
  }
}

/** Pairs the ids of a new object that both servers made up. */
function learn(madeUp: Map<string, string>, recorded: unknown, given: unknown): void {
  for (const [before, now] of [
    [recorded, given],
    [Object(recorded).response, Object(given).response],
  ]) {
    const [was, is]: unknown[] = [Object(before).id, Object(now).id]
    if (typeof was === 'string' && typeof is === 'string') madeUp.set(was, is)
  }
}

function asGiven<Value>(value: Value, madeUp: ReadonlyMap<string, string>): Value {
  const text = [...madeUp].reduce((result, [was, is]) => result.replaceAll(was, is), JSON.stringify(value))
  return JSON.parse(text)
}
