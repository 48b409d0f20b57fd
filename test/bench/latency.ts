import { askGateway, askRest, logins } from './example-query.ts'
import { startGatewayProcess, startSandboxProcess } from './processes.ts'
import { type BenchRow, median, type Section, timedInTurns } from './section.ts'

const versions = ['2.38', '2.40', '2.41', '2.42', '2.43']
const rounds = 7
/** For a thousand entities, which take seconds. */
const fewRounds = 3
/** Questions before it counts: connections, names and sessions are warm then, as they are on a server that is used. */
const warmUps = 2

/** The example query through the gateway against the one nested REST call, with what real servers take. */
export const latency: Section = {
  name: 'latency',
  about: 'Median milliseconds of the example query and of one nested REST call, as long as each DHIS2 version takes',
  async run() {
    const rows: BenchRow[] = []
    for (const version of versions) rows.push(...(await compareOn(version)))
    return rows
  },
}

async function compareOn(version: string): Promise<BenchRow[]> {
  const sandbox = await startSandboxProcess('--dhis2', version, '--latency', 'real', '--tracked-entities', '1000')
  const gateway = await startGatewayProcess(sandbox.url)
  const rows: BenchRow[] = []
  for (const [login, authorization] of Object.entries(logins))
    for (const first of pages(version, login)) {
      const asks = [
        () => askGateway(gateway.url, authorization, first),
        () => askRest(sandbox.url, authorization, first, version),
      ]
      await timedInTurns(asks, warmUps)
      const [ours = [], rest = []] = await timedInTurns(asks, first < 1000 ? rounds : fewRounds)
      const [gatewayMs, restMs] = [median(ours), median(rest)]
      rows.push({
        DHIS2: version,
        login,
        entities: first,
        'gateway ms': Math.round(gatewayMs),
        'REST ms': Math.round(restMs),
        ratio: Number((gatewayMs / restMs).toFixed(2)),
        'at most': limit(version, login, first),
      })
    }
  await gateway.close()
  await sandbox.close()
  return rows
}

/** A thousand entities take long, so they are asked for where nesting is fast and where it is slow, and with one login. */
function pages(version: string, login: string): number[] {
  return login === 'token' && (version === '2.41' || version === '2.42') ? [1, 50, 200, 1000] : [1, 50, 200]
}

/** The ratio that is to be kept; none is set for a single entity. */
function limit(version: string, login: string, first: number): number | string {
  if (first === 50) return 1.05
  if (first !== 200) return ''
  if (login === 'Basic') return version === '2.42' ? 0.3 : 0.5
  return version === '2.42' ? 0.5 : 1.05
}
