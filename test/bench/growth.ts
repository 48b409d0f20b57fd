import { askGateway, logins } from './example-query.ts'
import { askExport } from './export.ts'
import { peakMegabytes, startGatewayProcess, startSandboxProcess } from './processes.ts'
import { type BenchRow, median, rounded, type Section, timed, warmUp } from './section.ts'

/** Leaves a few of the events: eight of the dataset's own. */
const few = '&occurredAfter=2026-10-29'
const hundredOf400 = '&occurredAfter=2026-10-03'
const thousandOf1000 = '&occurredAfter=2026-07-01'

/** Exports and walks of each size, and up to how many tracked entities the sandbox is filled for both: each has about five events. */
const sizes = [
  { children: 400, filter: hundredOf400, entities: 100 },
  { children: 1_000, filter: thousandOf1000, entities: 1_000 },
  { children: 2_000, filter: '', entities: 2_000 },
  // Ten times as many entities to walk through would take half a minute.
  { children: 20_000, filter: '', entities: 10_000 },
]
const pageSize = 1000

/** Small questions before it counts, so that the first use of the code is not measured. */
const compiling = { rounds: 20, ms: 1500 }
/** How often a size is measured, if there is time. */
const repeats = { atMost: 15, ms: 500 }

/** Whether time grows with the rows and no faster, and memory does not grow without end: each size on a gateway process of its own. */
export const growth: Section = {
  name: 'growth',
  about: `Milliseconds for each 1,000 rows as rows grow, and the most memory of a gateway that did little else, without latency: events exported, and tracked entities with their enrollments and events walked through by pages of ${pageSize}; medians where there was time to repeat`,
  async run() {
    const exports: BenchRow[] = []
    const walks: BenchRow[] = []
    for (const { children, filter, entities } of sizes) {
      await using sandbox = await startSandboxProcess('--tracked-entities', String(children))
      const exported = await measure(sandbox.url, exporter(filter), exporter(few))
      const walked = await measure(sandbox.url, walker(entities), walker(20))
      exports.push({ what: 'events exported', ...exported })
      walks.push({ what: 'entities walked', ...walked })
    }
    return [...exports, ...walks]
  },
}

/** Takes rows from the gateway at this address: how many there were. */
type Take = (url: string) => Promise<number>

function exporter(filter: string): Take {
  return async (url) => (await askExport(url, logins.token, filter)).events
}

/** Measures a fresh gateway before the sandbox at this address. */
async function measure(sandboxUrl: string, take: Take, takeFew: Take): Promise<BenchRow> {
  await using gateway = await startGatewayProcess(sandboxUrl)
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
