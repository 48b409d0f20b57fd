import { askGateway, logins } from './example-query.ts'
import { startGatewayProcess, startSandboxProcess } from './processes.ts'
import type { BenchRow, Section } from './section.ts'

const versions = ['2.38', '2.40', '2.41', '2.42', '2.43']

interface PlannedRequest {
  path: string
}

/** How many requests to DHIS2 the example query takes, with no name known and with all: counted by the gateway's own plan. */
export const requests: Section = {
  name: 'requests',
  about:
    'Requests to DHIS2 of the example query: tracker requests and, with no name known, one for each type of metadata',
  async run() {
    // All at once, since nothing is timed; none is left behind by one that fails.
    const counted = await Promise.allSettled(versions.map(countOn))
    return counted.flatMap((version) => {
      if (version.status === 'rejected') throw version.reason
      return version.value
    })
  },
}

async function countOn(version: string): Promise<BenchRow[]> {
  await using sandbox = await startSandboxProcess('--dhis2', version, '--tracked-entities', '1000')
  await using gateway = await startGatewayProcess(sandbox.url, { DHIS2_ADAPTIVE_PLAN: 'off' })
  const count = async (first: number, headers: Record<string, string>): Promise<{ tracker: number; types: number }> => {
    const { text } = await askGateway(gateway.url, logins.token, first, {
      headers: { 'x-dhis2-plan': '1', ...headers },
    })
    const made: PlannedRequest[] = JSON.parse(text).extensions.plan.requests
    const names = made.map(({ path }) => /^\/api\/([\w]+)/.exec(path)?.[1] ?? '')
    const tracker = names.filter((name) => name === 'tracker').length
    return { tracker, types: names.filter((name) => name !== 'tracker' && name !== 'system').length }
  }
  const rows: BenchRow[] = []
  for (const first of [1, 50, 200, 1000]) {
    const cold = await count(first, { 'cache-control': 'no-cache' })
    const warm = await count(first, {})
    rows.push({
      DHIS2: version,
      entities: first,
      'cold tracker': cold.tracker,
      'cold metadata': cold.types,
      'warm tracker': warm.tracker,
      'warm metadata': warm.types,
    })
  }
  return rows
}
