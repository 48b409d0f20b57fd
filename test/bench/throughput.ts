import { askGateway, askRest, logins } from './example-query.ts'
import { startGatewayProcess, startPassThroughProcess, startSandboxProcess } from './processes.ts'
import { type Ask, type BenchRow, quantile, type Section } from './section.ts'

const clients = 32
/** Seconds for each way, in slices that take turns, so that whatever else the machine does meets both. */
const slices = 4
const sliceMs = 2500

/** Many clients at once, through the gateway and through a proxy that only moves bytes. */
export const throughput: Section = {
  name: 'throughput',
  about: `${clients} clients at once: the example query through the gateway, and one nested REST call through a bare proxy, without latency`,
  async run() {
    const sandbox = await startSandboxProcess('--tracked-entities', '1200')
    const gateway = await startGatewayProcess(sandbox.url)
    const proxy = await startPassThroughProcess(sandbox.url)
    const rows: BenchRow[] = []
    for (const [first, atOnce, atLeast] of [
      [1, clients, ''],
      [50, clients, 0.5],
      [200, clients, ''],
      [1000, 1, 0.4],
    ] as const) {
      const [ours = [], bare = []] = await inSlices(
        [() => askGateway(gateway.url, logins.token, first), () => askRest(proxy.url, logins.token, first, '2.42')],
        atOnce,
      )
      rows.push({
        entities: first,
        clients: atOnce,
        ...figures('gateway', ours),
        ...figures('proxy', bare),
        ratio: Number((ours.length / bare.length).toFixed(2)),
        'at least': atLeast,
      })
    }
    await Promise.all([proxy.close(), gateway.close()])
    await sandbox.close()
    return rows
  },
}

/** The times of all answers of each way. */
async function inSlices(asks: readonly Ask[], atOnce: number): Promise<number[][]> {
  for (const ask of asks) await slice(ask, atOnce)
  const times: number[][] = asks.map(() => [])
  for (let round = 0; round < slices; round++)
    for (const [index, ask] of asks.entries()) times[index]?.push(...(await slice(ask, atOnce)))
  return times
}

/** Asks for a while with several clients at once: the milliseconds of each answer. */
async function slice(ask: Ask, atOnce: number): Promise<number[]> {
  const end = performance.now() + sliceMs
  const times: number[] = []
  const client = async (): Promise<void> => {
    while (performance.now() < end) {
      const start = performance.now()
      await ask()
      times.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, client))
  return times
}

function figures(name: string, times: readonly number[]): BenchRow {
  return {
    [`${name} /s`]: Number(((times.length * 1000) / (slices * sliceMs)).toFixed(1)),
    [`${name} p50`]: Math.round(quantile(times, 0.5)),
    [`${name} p99`]: Math.round(quantile(times, 0.99)),
  }
}
