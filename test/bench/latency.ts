import { askGateway, askRest, logins } from './example-query.ts'
import { startGatewayProcess, startSandboxProcess } from './processes.ts'
import { type BenchRow, median, rounded, type Section, timedInTurns, warmUp } from './section.ts'

const versions = ['2.38', '2.40', '2.41', '2.42', '2.43']
/** Questions of each way, and before those count: connections, names and sessions are warm then, as they are on a server that is used. */
const usual = { warmUps: 1, rounds: 5 }
/** For a thousand entities, which take seconds. */
const few = { warmUps: 1, rounds: 3 }
/**
 * Questions of each login that the gateway alone is asked first: until Node has compiled what runs often, a new process takes about
 * twice its time, which no server that has run for a minute does. One after another, for what the planner learns is what a calm server takes.
 */
const compiling = { rounds: 20, ms: 4000 }

/** The example query through the gateway against the one nested REST call, with what real servers take. */
export const latency: Section = {
  name: 'latency',
  about: `Median milliseconds of the example query and of one nested REST call, as long as each DHIS2 version takes, of a gateway that has answered up to ${2 * compiling.rounds} questions before`,
  async run() {
    const rows: BenchRow[] = []
    for (const version of versions) rows.push(...(await compareOn(version)))
    return rows
  },
}

async function compareOn(version: string): Promise<BenchRow[]> {
  await using sandbox = await startSandboxProcess('--dhis2', version, '--latency', 'real', '--tracked-entities', '1000')
  await using gateway = await startGatewayProcess(sandbox.url)
  const authorizations = Object.values(logins)
  await warmUp(
    authorizations.map((authorization) => () => askGateway(gateway.url, authorization, 50)),
    compiling,
  )
  const rows: BenchRow[] = []
  for (const [login, authorization] of Object.entries(logins))
    for (const first of pages(version, login)) {
      const asks = [
        () => askGateway(gateway.url, authorization, first),
        () => askRest(sandbox.url, authorization, first, version),
      ]
      const { warmUps, rounds } = first < 1000 ? usual : few
      await timedInTurns(asks, warmUps)
      const [ours = [], rest = []] = await timedInTurns(asks, rounds)
      const [gatewayMs, restMs] = [median(ours), median(rest)]
      rows.push({
        DHIS2: version,
        login,
        entities: first,
        'gateway ms': rounded(gatewayMs),
        'REST ms': rounded(restMs),
        ratio: rounded(gatewayMs / restMs, 2),
        'at most': limit(version, login, first),
      })
    }
  return rows
}

/** A thousand entities take long, so they are asked for once, where nesting takes longest. */
function pages(version: string, login: string): number[] {
  return login === 'token' && version === '2.42' ? [1, 50, 200, 1000] : [1, 50, 200]
}

/** The ratio that is to be kept; none is set for a single entity. */
function limit(version: string, login: string, first: number): number | string {
  if (first === 50) return 1.05
  if (first !== 200) return ''
  if (login === 'Basic') return version === '2.42' ? 0.3 : 0.5
  return version === '2.42' ? 0.5 : 1.05
}
