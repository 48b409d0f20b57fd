/**
 * The example query through the gateway, beside the same data by one hand-written nested REST call through a proxy that
 * only moves bytes: one run, in turns, as ratios of medians. The sandbox, gateway and proxy share this process.
 */
import { readFileSync } from 'node:fs'
import { basic, startGateway } from '../support/start-gateway.ts'
import { startPassThrough } from './pass-through.ts'

const ROUNDS = 15
const CLIENTS = 8
const query = readFileSync(new URL('../../schema/operations/ChildrenWithVisits.graphql', import.meta.url), 'utf8')
const FIELDS =
  'trackedEntity,orgUnit,attributes[attribute,value],enrollments[enrollment,status,enrolledAt,orgUnit,events[event,status,occurredAt,programStage,orgUnit,dataValues[dataElement,value]]]'
const authorization = basic('admin')

type Ask = () => Promise<number>

function graphQL(url: string, first: number): Ask {
  const variables = { program: 'U7oMv90laog', orgUnits: ['xFHN90MB0JE'], orgUnitMode: 'DESCENDANTS', first }
  const body = JSON.stringify({ query, variables })
  return () =>
    bytes(`${url}/graphql`, { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body })
}

function rest(url: string, first: number): Ask {
  const path = `/api/tracker/trackedEntities?program=U7oMv90laog&orgUnits=xFHN90MB0JE&orgUnitMode=DESCENDANTS&pageSize=${first}&fields=${encodeURIComponent(FIELDS)}`
  return () => bytes(`${url}${path}`, { headers: { authorization } })
}

async function bytes(url: string, init: RequestInit): Promise<number> {
  const response = await fetch(url, init)
  const text = await response.text()
  if (!response.ok || text.startsWith('{"errors"')) throw new Error(`${response.status} ${text.slice(0, 300)}`)
  return text.length
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

async function timed(ask: Ask): Promise<number> {
  const start = performance.now()
  await ask()
  return performance.now() - start
}

/** Answers a second, with several clients at once. */
async function throughput(ask: Ask): Promise<number> {
  const start = performance.now()
  const client = async (): Promise<void> => {
    for (let round = 0; round < 5; round++) await ask()
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  return (CLIENTS * 5 * 1000) / (performance.now() - start)
}

async function compare(basicCheckMs: number, first: number): Promise<Record<string, string | number>> {
  const gateway = await startGateway({}, { basicCheckMs })
  const proxy = await startPassThrough(gateway.sandbox.url)
  const [a, b] = [graphQL(gateway.url, first), rest(proxy.url, first)]
  const [bytesA, bytesB] = [await a(), await b()]
  gateway.takeRequests()
  await a()
  const requests = gateway.takeRequests().length
  const [timesA, timesB]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    timesA.push(await timed(a))
    timesB.push(await timed(b))
  }
  const [latencyA, latencyB] = [median(timesA), median(timesB)]
  const [rateA, rateB] = [await throughput(a), await throughput(b)]
  await Promise.all([proxy.close(), gateway.close()])
  return {
    'basic ms': basicCheckMs,
    first,
    'gateway ms': latencyA.toFixed(1),
    'REST ms': latencyB.toFixed(1),
    'latency ratio': (latencyA / latencyB).toFixed(2),
    'throughput ratio': (rateA / rateB).toFixed(2),
    requests,
    'gateway bytes': bytesA,
    'REST bytes': bytesB,
  }
}

const rows: Record<string, string | number>[] = []
for (const basicCheckMs of [0, 90]) for (const first of [1, 50, 200]) rows.push(await compare(basicCheckMs, first))
const columns = Object.keys(rows[0] ?? {})
const line = (cells: (string | number)[]): string => cells.map((cell) => String(cell).padStart(18)).join('')
process.stdout.write(
  `${[line(columns), ...rows.map((row) => line(columns.map((name) => row[name] ?? '')))].join('\n')}\n`,
)
