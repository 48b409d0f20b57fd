import { readFileSync } from 'node:fs'
import { logins } from './example-query.ts'
import { startGatewayProcess, startSandboxProcess } from './processes.ts'
import type { BenchRow, Section } from './section.ts'

const version = '2.42'
const program = 'U7oMv90laog'
/** About five events each. */
const trackedEntities = 20_000
const pageSize = 1000
/** Ends a line of CSV, where a line feed may stand in a value too. */
const RETURN = 13

const FIELDS =
  'event,status,program,programStage,enrollment,trackedEntity,orgUnit,occurredAt,scheduledAt,completedAt,createdAt,updatedAt,attributeOptionCombo,dataValues[dataElement,value]'

/** An export of 100,000 events against a loop that reads one page after another, as long as a real server takes; memory of a gateway that has done nothing else. */
export const exportSection: Section = {
  name: 'export',
  about: `Seconds for 100,000 events of DHIS2 ${version}: /export/events against a loop over pages of ${pageSize}, one after another`,
  async run() {
    const sandbox = await startSandboxProcess(
      '--dhis2',
      version,
      '--latency',
      'real',
      '--tracked-entities',
      String(trackedEntities),
    )
    try {
      const rows: BenchRow[] = []
      for (const [login, authorization] of Object.entries(logins))
        rows.push(await compare(sandbox.url, login, authorization))
      return rows
    } finally {
      await sandbox.close()
    }
  },
}

async function compare(sandboxUrl: string, login: string, authorization: string): Promise<BenchRow> {
  const gateway = await startGatewayProcess(sandboxUrl)
  try {
    const idle = peakMegabytes(gateway.pid)
    const table = await exported(gateway.url, authorization)
    const peak = peakMegabytes(gateway.pid)
    const loop = await pagingLoop(sandboxUrl, authorization)
    if (loop.events !== table.events) throw new Error(`The export has ${table.events} events, the loop ${loop.events}`)
    return {
      login,
      events: table.events,
      'loop s': seconds(loop.ms),
      'export s': seconds(table.ms),
      'times as fast': Number((loop.ms / table.ms).toFixed(1)),
      'at least': 4,
      'first byte ms': Math.round(table.firstByteMs),
      "loop's first page ms": Math.round(loop.firstPageMs),
      'idle MB': idle,
      'peak MB': peak,
      'at most MB': 200,
    }
  } finally {
    await gateway.close()
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

async function exported(url: string, authorization: string) {
  const start = performance.now()
  const answer = await fetch(`${url}/export/events?program=${program}`, { headers: { authorization } })
  if (!answer.ok || !answer.body) throw new Error(`${answer.status} ${await answer.text()}`)
  let firstByteMs = 0
  let lines = 0
  for await (const chunk of answer.body) {
    firstByteMs ||= performance.now() - start
    for (let at = chunk.indexOf(RETURN); at !== -1; at = chunk.indexOf(RETURN, at + 1)) lines++
  }
  return { events: lines - 1, ms: performance.now() - start, firstByteMs }
}

function seconds(milliseconds: number): number {
  return Number((milliseconds / 1000).toFixed(2))
}

/** The most memory that a process has had so far; only Linux tells. */
function peakMegabytes(pid: number): number | string {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return Math.round(Number(kilobytes) / 1024)
  } catch {
    return ''
  }
}
