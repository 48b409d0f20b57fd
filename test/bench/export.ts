import { logins } from './example-query.ts'
import { peakMegabytes, startGatewayProcess, startSandboxProcess } from './processes.ts'
import { type BenchRow, rounded, type Section } from './section.ts'

const version = '2.42'
const program = 'U7oMv90laog'
/** The tracked entities, with about five events each, that each login exports, and how many times as fast as the loop that is to be. */
const sizes = [
  { login: 'Basic', trackedEntities: 20_000, atLeast: 4 },
  // Its loop has no password to check: twice as fast is all that a server of two cores can be, at any size.
  { login: 'token', trackedEntities: 4_000, atLeast: '' },
] as const
const pageSize = 1000
/** Ends a line of CSV, where a line feed may stand in a value too. */
const RETURN = 13

const FIELDS =
  'event,status,program,programStage,enrollment,trackedEntity,orgUnit,occurredAt,scheduledAt,completedAt,createdAt,updatedAt,attributeOptionCombo,dataValues[dataElement,value]'

/** An export of 100,000 events against a loop that reads one page after another, as long as a real server takes; memory of a gateway that has done nothing else. */
export const exportSection: Section = {
  name: 'export',
  about: `Seconds for events of DHIS2 ${version}: /export/events against a loop over pages of ${pageSize}, one after another; with Basic each page of the loop has its password checked, with a token a server of two cores can be twice as fast at most`,
  async run() {
    const rows: BenchRow[] = []
    for (const size of sizes) rows.push(await compare(size))
    return rows
  },
}

async function compare({ login, trackedEntities, atLeast }: (typeof sizes)[number]): Promise<BenchRow> {
  const flags = ['--dhis2', version, '--latency', 'real', '--tracked-entities', String(trackedEntities)]
  await using sandbox = await startSandboxProcess(...flags)
  await using gateway = await startGatewayProcess(sandbox.url)
  const authorization = logins[login]
  const idle = peakMegabytes(gateway.pid)
  const table = await askExport(gateway.url, authorization)
  const peak = peakMegabytes(gateway.pid)
  const loop = await pagingLoop(sandbox.url, authorization)
  if (loop.events !== table.events) throw new Error(`The export has ${table.events} events, the loop ${loop.events}`)
  return {
    login,
    events: table.events,
    'loop s': rounded(loop.ms / 1000, 2),
    'export s': rounded(table.ms / 1000, 2),
    'times as fast': rounded(loop.ms / table.ms, 1),
    'at least': atLeast,
    'first byte ms': rounded(table.firstByteMs),
    "loop's first page ms": rounded(loop.firstPageMs),
    'idle MB': idle,
    'peak MB': peak,
    'at most MB': 200,
  }
}

async function pagingLoop(url: string, authorization: string) {
  const start = performance.now()
  let firstPageMs = 0
  let events = 0
  for (let page = 1; ; page++) {
    const path = `/api/tracker/events?program=${program}&fields=${encodeURIComponent(FIELDS)}&page=${page}&pageSize=${pageSize}`
    const answer = await fetch(url + path, { headers: { authorization } })
    const body: { events: unknown[] } = await answer.json()
    firstPageMs ||= performance.now() - start
    events += body.events.length
    if (body.events.length < pageSize) return { events, ms: performance.now() - start, firstPageMs }
  }
}

/** Takes the events of the programme, that pass this filter (`&occurredAfter=…`) if there is one, as CSV from the gateway: how many there were, and when. */
export async function askExport(url: string, authorization: string, filter = '') {
  const start = performance.now()
  const answer = await fetch(`${url}/export/events?program=${program}${filter}`, { headers: { authorization } })
  if (!answer.ok || !answer.body) throw new Error(`${answer.status} ${await answer.text()}`)
  let firstByteMs = 0
  let lines = 0
  for await (const chunk of answer.body) {
    firstByteMs ||= performance.now() - start
    for (let at = chunk.indexOf(RETURN); at !== -1; at = chunk.indexOf(RETURN, at + 1)) lines++
  }
  return { events: lines - 1, ms: performance.now() - start, firstByteMs }
}
