import { askGateway, logins } from './example-query.ts'
import { askExport } from './export.ts'
import { peakMegabytes, startGatewayProcess, startSandboxProcess } from './processes.ts'
import { type BenchRow, median, rounded, type Section, timed, warmUp } from './section.ts'

/** Leaves about a hundred, and about a thousand, of the dataset's own events. */
const hundred = '&occurredAfter=2026-10-03'
const thousand = '&occurredAfter=2026-01-08'

/** Exports, and up to how many tracked entities the sandbox is filled for each: about five times as many events. */
const exports = [
  { children: 400, filter: hundred },
  { children: 400, filter: thousand },
  { children: 2_000, filter: '' },
  { children: 20_000, filter: '' },
]

/** Walks through so many tracked entities. Ten times as many would take half a minute. */
const walks = [100, 1_000, 10_000]
const pageSize = 1000

/** Small questions before it counts, so that the first use of the code is not measured. */
const compiling = { rounds: 20, ms: 1500 }
/** How often a size is measured, if there is time. */
const repeats = { atMost: 15, ms: 1000 }

/** Whether time grows with the rows and no faster, and memory does not grow without end: each size on a gateway process of its own. */
export const growth: Section = {
  name: 'growth',
  about: `Milliseconds for each 1,000 rows as rows grow, and the most memory of a gateway that did little else, without latency: events exported, and tracked entities with their enrollments and events walked through by pages of ${pageSize}; medians where there was time to repeat`,
  async run() {
    const rows: BenchRow[] = []
    for (const { children, filter } of exports)
      rows.push({ what: 'events exported', ...(await measure(children, exporter(filter), exporter(hundred))) })
    for (const children of walks)
      rows.push({ what: 'entities walked', ...(await measure(children, walker(children), walker(50))) })
    return rows
  },
}

/** Takes rows from the gateway at this address: how many there were. */
type Take = (url: string) => Promise<number>

function exporter(filter: string): Take {
  return async (url) => (await askExport(url, logins.token, filter)).events
}

async function measure(children: number, take: Take, takeFew: Take): Promise<BenchRow> {
  await using sandbox = await startSandboxProcess('--tracked-entities', String(children))
  await using gateway = await startGatewayProcess(sandbox.url)
  await warmUp([() => takeFew(gateway.url)], compiling)
  const before = peakMegabytes(gateway.pid)
  const times: number[] = []
  let rows = 0
  const end = performance.now() + repeats.ms
  do {
    const ms = await timed(async () => {
      rows = await take(gateway.url)
    })
    times.push(ms)
  } while (times.length < repeats.atMost && performance.now() < end)
  const ms = median(times)
  return {
    rows,
    times: times.length,
    ms: rounded(ms),
    'ms for 1,000': rounded((ms * 1000) / rows, 1),
    'rows /s': rounded((rows * 1000) / ms),
    'MB before': before,
    'peak MB': peakMegabytes(gateway.pid),
  }
}

/** Reads so many tracked entities page by page. */
function walker(entities: number): Take {
  return async (url) => {
    let walked = 0
    let after: string | undefined
    while (walked < entities) {
      const { text } = await askGateway(url, logins.token, Math.min(pageSize, entities - walked), { after })
      const { nodes, pageInfo } = JSON.parse(text).data.trackedEntities
      walked += nodes.length
      if (!pageInfo.hasNextPage) break
      after = pageInfo.endCursor
    }
    return walked
  }
}
