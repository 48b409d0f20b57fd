import { readFileSync } from 'node:fs'
import { buildSchema } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadDataset } from '../../src/sandbox/dataset.ts'
import { comparedLoosely, withWritten } from '../recordings/compared-loosely.ts'
import { type RecordedExchange, recordedExchanges } from '../recordings/exchanges.ts'
import { basic, startGateway, type TestGateway } from '../support/start-gateway.ts'
import { type Answered, listDifferences, momentDifferences, valueDifferences } from './answer-differences.ts'
import { askEquivalent } from './ask-equivalent.ts'
import { type EquivalentQuery, equivalentQuery } from './equivalent-query.ts'
import { noEquivalent, notYet, showsMore } from './exceptions.ts'
import { endpoints } from './properties.ts'
import { comparableObject } from './recorded-answer.ts'
import { type RecordedRequest, recordedRequest, withNamesOfToday } from './recorded-request.ts'
import { refusalDifferences } from './refusal.ts'
import { isGraphObject } from './wire-answer.ts'

const dataset = loadDataset()
const context = {
  schema: buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8')),
  attributes: dataset.metadata.get('trackedEntityAttributes') ?? new Map(),
  dataElements: dataset.metadata.get('dataElements') ?? new Map(),
}
const isOfType = (trackedEntityType: unknown, attribute: unknown): boolean =>
  JSON.stringify(dataset.metadata.get('trackedEntityTypes')?.get(String(trackedEntityType)) ?? {}).includes(
    `"${attribute}"`,
  )

/** Reads among the writes that no write before them touched. */
const untouched: ReadonlySet<string> = new Set(['279-deleted-hidden', '508-update-te-0-before'])

/** Reads of the tracker export on the untouched dataset, and the second sitting's before its writes. */
const isRead = ({ number, file, request }: RecordedExchange): boolean =>
  request.method === 'GET' &&
  (number <= 241 || (number >= 401 && number <= 479) || untouched.has(file)) &&
  recordedRequest(request.path) !== undefined

/** With the plain planner every answer is the same, without pushdown and batches. */
const gateways = [
  { version: '2.41', planner: 'fast' },
  { version: '2.42', planner: 'fast' },
  { version: '2.42', planner: 'plain' },
  { version: '2.43', planner: 'fast' },
] as const

describe.each(gateways)('$version, $planner plans', ({ version, planner }) => {
  const exchanges = recordedExchanges(version).filter(isRead)
  const asked = exchanges.filter(({ file }) => noEquivalent[version][file] === undefined)
  let gateway: TestGateway

  beforeAll(async () => {
    gateway = await startGateway({ GATEWAY_PLANNER: planner }, { version, seeded: false })
  })

  afterAll(() => gateway.close())

  test.each(asked.map((exchange) => [exchange.file, exchange] as const))('%s', async (file, exchange) => {
    const found = await differencesOf(exchange)
    if (notYet[version][file] === undefined) expect(found, found.join('\n')).toEqual([])
    else expect(found, 'This is answered now: remove it from test/coverage/exceptions.ts').not.toEqual([])
  })

  test('the lists of exceptions name only recorded exchanges', () => {
    const files = new Set(exchanges.map(({ file }) => file))
    const left = Object.keys(notYet[version])
    expect([...Object.keys(noEquivalent[version]), ...left].filter((file) => !files.has(file))).toEqual([])
    process.stdout.write(
      `Recorded ${version} tracker reads, ${planner} plans: ${asked.length - left.length} answered by the graph, ${left.length} not.\n`,
    )
  })

  async function differencesOf(exchange: RecordedExchange): Promise<string[]> {
    const { file, as, request, response } = exchange
    const recorded = recordedRequest(request.path)
    if (recorded === undefined) return ['is no read of the tracker export']
    const query = equivalentQuery(version === '2.41' ? withNamesOfToday(recorded) : recorded, context)
    const answer = await askEquivalent(gateway, as, query)
    if (response.status >= 400) return refusalDifferences(response, answer)
    if ('errors' in answer) return [`refused: ${JSON.stringify(answer.errors)}`]
    const found = await valuesOf(exchange, recorded, query, answer)
    // Rows that tie in an order, and changes of one moment, may stand elsewhere than over REST.
    if (found.length > 0 || query.sortKeys.length > 0 || recorded.isLog || showsMore[file]) return found
    const live = await fetch(gateway.sandbox.url + request.path, { headers: { authorization: basic(as) } })
    return momentDifferences(comparable(recorded, await live.json()), answer.body, recorded.listName)
  }

  function valuesOf(
    { file, as, response }: RecordedExchange,
    recorded: RecordedRequest,
    query: EquivalentQuery,
    answer: Answered,
  ): string[] | Promise<string[]> {
    const wanted = comparable(recorded, response.body)
    const options = { ...comparedLoosely.all[file], ...comparedLoosely[version][file], ...showsMore[file] }
    if (query.page === undefined) return valueDifferences(wanted, answer.body, options)
    return listDifferences({
      listName: recorded.listName,
      recorded: wanted,
      answer,
      askAll: () => askEquivalent(gateway, as, { ...query, page: query.page && { ...query.page, all: true } }),
      holdsWritten: withWritten.has(file),
      // Changes of one moment stand in an order of the gateway's own.
      options: recorded.isLog ? { ...options, anyOrder: true } : options,
    })
  }
})

/** A recorded answer, of each object what the graph has a place for. */
function comparable({ endpoint, listName, uid, isLog }: RecordedRequest, body: unknown): unknown {
  const shape = isLog ? 'ChangeLog' : endpoints[endpoint].shape
  if (uid !== undefined && !isLog) return comparableObject(shape, body, { isOfType })
  const rows = isGraphObject(body) ? body[listName] : undefined
  if (!isGraphObject(body) || !Array.isArray(rows)) return body
  return { ...body, [listName]: rows.map((row) => comparableObject(shape, row, { isOfType })) }
}
