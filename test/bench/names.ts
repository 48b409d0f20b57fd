import { askGateway, logins } from './example-query.ts'
import { startGatewayProcess, startSandboxProcess } from './processes.ts'
import { askRestAndNames } from './rest-names.ts'
import { type BenchRow, median, rounded, type Section, timed, warmUp } from './section.ts'

const versions = ['2.38', '2.42']
const first = 50

/** Users who see the whole country. Names are kept for each login apart, so each of them comes to a gateway that knows none. */
const users = ['tb_officer', 'analyst']
const gateways = 2
const loginsOf = {
  Basic: (user: string) => `Basic ${Buffer.from(`${user}:Tracker-123`).toString('base64')}`,
  token: (user: string) => `ApiToken d2p_sandbox_${user}`,
} as const

/** One way to ask, with the milliseconds and the requests to DHIS2 of each time. */
interface Way {
  times: number[]
  requests: number[]
}

/** What names cost: a page for which none is known, the same again, and afresh, against asking for them by hand. */
export const names: Section = {
  name: 'names',
  about: `Median milliseconds, and requests to DHIS2, of the example query (${first} entities) with no name known, with all, with Cache-Control: no-cache, and of the same by REST with one request for each type of metadata, as long as real servers take; the gateway's code is warm by questions of another login`,
  async run() {
    const rows: BenchRow[] = []
    for (const version of versions) rows.push(...(await measureOn(version)))
    return rows
  },
}

async function measureOn(version: string): Promise<BenchRow[]> {
  await using sandbox = await startSandboxProcess('--dhis2', version, '--latency', 'real', '--tracked-entities', '1000')
  await askRestAndNames(sandbox.url, logins.token, first, version)
  const measured = (['Basic', 'token'] as const).map((login) => ({ login, ...newWays() }))
  for (let turn = 0; turn < gateways; turn++) {
    await using gateway = await startGatewayProcess(sandbox.url)
    // Afresh too, so that the code that fetches names is compiled as well.
    const warming = Object.values(logins).flatMap((login) => [asker(gateway.url, login), afresh(gateway.url, login)])
    await warmUp(warming, { rounds: 10, ms: 3000 })
    for (const ways of measured)
      for (const user of users) {
        const authorization = loginsOf[ways.login](user)
        await measure(ways.cold, asker(gateway.url, authorization))
        await measure(ways.warm, asker(gateway.url, authorization))
        await measure(ways.fresh, afresh(gateway.url, authorization))
        await measure(ways.byHand, () => askRestAndNames(sandbox.url, authorization, first, version))
      }
  }
  return measured.map(({ login, cold, warm, fresh, byHand }) => ({
    DHIS2: version,
    login,
    ...figures('cold', cold),
    ...figures('warm', warm),
    ...figures('no-cache', fresh),
    ...figures('REST', byHand),
    'cold ratio': rounded(median(cold.times) / median(byHand.times), 2),
    'warm ratio': rounded(median(warm.times) / median(byHand.times), 2),
  }))
}

/** Asks the gateway, and gives how many requests to DHIS2 that took. */
function asker(url: string, authorization: string, headers: Record<string, string> = {}): () => Promise<number> {
  return async () => {
    const { text } = await askGateway(url, authorization, first, { 'x-dhis2-plan': '1', ...headers })
    const requests: unknown[] = JSON.parse(text).extensions.plan.requests
    return requests.length
  }
}

function afresh(url: string, authorization: string): () => Promise<number> {
  return asker(url, authorization, { 'cache-control': 'no-cache' })
}

function newWays() {
  const way = (): Way => ({ times: [], requests: [] })
  return { cold: way(), warm: way(), fresh: way(), byHand: way() }
}

async function measure(way: Way, ask: () => Promise<number>): Promise<void> {
  way.times.push(await timed(async () => way.requests.push(await ask())))
}

function figures(name: string, { times, requests }: Way): BenchRow {
  return { [`${name} ms`]: rounded(median(times)), [`${name} requests`]: median(requests) }
}
