import { askGateway, askRest, logins } from './example-query.ts'
import { startGatewayProcess, startPassThroughProcess, startSandboxProcess } from './processes.ts'
import { type Ask, type BenchRow, quantile, rounded, type Section, timed } from './section.ts'

const clients = 32
/** Each way is asked in slices that take turns, so that whatever else the machine does meets both; one more of each comes before it counts. */
const slices = 3
const sliceMs = 1000

/** Many clients at once, through the gateway and through a proxy that only moves bytes. */
export const throughput: Section = {
  name: 'throughput',
  about: `${clients} clients at once: the example query through the gateway, and one nested REST call through a bare proxy, without latency`,
  async run() {
    await using sandbox = await startSandboxProcess('--tracked-entities', '1200')
    await using gateway = await startGatewayProcess(sandbox.url)
    await using proxy = await startPassThroughProcess(sandbox.url)
    const rows: BenchRow[] = []
    for (const [first, atOnce, atLeast] of [
      [1, clients, ''],
      [50, clients, 0.5],
      [1000, 1, 0.4],
    ] as const) {
      const { ours, bare } = await inSlices(
        () => askGateway(gateway.url, logins.token, first),
        () => askRest(proxy.url, logins.token, first, '2.42'),
        atOnce,
      )
      rows.push({
        entities: first,
        clients: atOnce,
        ...figures('gateway', ours),
        ...figures('proxy', bare),
        ratio: rounded(perSecond(ours) / perSecond(bare), 2),
        'at least': atLeast,
      })
    }
    return rows
  },
}

/** What came of one way to ask: the milliseconds of each answer, and how long it was asked in all. */
interface Load {
  times: number[]
  elapsedMs: number
}

async function inSlices(ours: Ask, bare: Ask, atOnce: number): Promise<{ ours: Load; bare: Load }> {
  const loads = { ours: { times: [], elapsedMs: 0 }, bare: { times: [], elapsedMs: 0 } }
  for (const ask of [ours, bare]) await addSlice({ times: [], elapsedMs: 0 }, ask, atOnce)
  for (let round = 0; round < slices; round++) {
    await addSlice(loads.ours, ours, atOnce)
    await addSlice(loads.bare, bare, atOnce)
  }
  return loads
}

/** Asks for a while with several clients at once, and waits for the answers that are under way at its end. */
async function addSlice(load: Load, ask: Ask, atOnce: number): Promise<void> {
  const begin = performance.now()
  const client = async (): Promise<void> => {
    while (performance.now() < begin + sliceMs) load.times.push(await timed(ask))
  }
  await Promise.all(Array.from({ length: atOnce }, client))
  load.elapsedMs += performance.now() - begin
}

function perSecond({ times, elapsedMs }: Load): number {
  return (times.length * 1000) / elapsedMs
}

function figures(name: string, load: Load): BenchRow {
  return {
    [`${name} /s`]: rounded(perSecond(load), 1),
    [`${name} p50`]: rounded(quantile(load.times, 0.5)),
    [`${name} p99`]: rounded(quantile(load.times, 0.99)),
  }
}
