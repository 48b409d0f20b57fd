import { askGateway, askRest, logins } from './example-query.ts'
import { startPassThrough } from './pass-through.ts'
import { startGatewayProcess, startSandboxProcess } from './processes.ts'
import type { Ask, BenchRow, Section } from './section.ts'

const clients = 8
const asksOfEach = 8

/** Answers a second with several clients at once, through the gateway and through a proxy that only moves bytes. */
export const throughput: Section = {
  name: 'throughput',
  about: 'Answers a second of the example query and of one nested REST call through a bare proxy, without latency',
  async run() {
    const sandbox = await startSandboxProcess()
    const gateway = await startGatewayProcess(sandbox.url)
    const proxy = await startPassThrough(sandbox.url)
    const rows: BenchRow[] = []
    for (const first of [1, 50, 200]) {
      const ours = await rate(() => askGateway(gateway.url, logins.token, first))
      const bare = await rate(() => askRest(proxy.url, logins.token, first, '2.42'))
      rows.push({
        entities: first,
        'gateway /s': Number(ours.toFixed(1)),
        'proxy /s': Number(bare.toFixed(1)),
        ratio: Number((ours / bare).toFixed(2)),
      })
    }
    await Promise.all([proxy.close(), gateway.close()])
    await sandbox.close()
    return rows
  },
}

async function rate(ask: Ask): Promise<number> {
  await ask()
  const start = performance.now()
  const client = async (): Promise<void> => {
    for (let round = 0; round < asksOfEach; round++) await ask()
  }
  await Promise.all(Array.from({ length: clients }, client))
  return (clients * asksOfEach * 1000) / (performance.now() - start)
}
