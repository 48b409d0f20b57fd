import { askGateway, logins } from './example-query.ts'
import { startGatewayProcess, startSandboxProcess } from './processes.ts'
import { askRestAndNames } from './rest-names.ts'
import { type BenchRow, median, rounded, type Section, timed, warmUp } from './section.ts'

const versions = ['2.38', '2.42']
const first = 50

/** Users who see the whole country. Names are kept for each login apart, so each of them comes to a gateway that knows none. */
const users = ['admin:district', 'tb_officer:Tracker-123', 'analyst:Tracker-123']
/** Another, who sees only this region: by these questions the gateway's code is compiled. */
const warming = { user: 'clerk_north:Tracker-123', orgUnit: 'e2DGni7zEkW', rounds: 10, ms: 2000 }

const loginsOf = {
  Basic: (user: string) => `Basic ${Buffer.from(user).toString('base64')}`,
  token: (user: string) => `ApiToken d2p_sandbox_${user.split(':', 1)}`,
} as const

/** What one way to ask took: the milliseconds and the requests to DHIS2 of each time. */
interface Taken {
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
  await using gateway = await startGatewayProcess(sandbox.url)
  const { user, orgUnit } = warming
  const clerk = Object.values(loginsOf).map((loginOf) => waysOf(gateway.url, loginOf(user), orgUnit))
  // Afresh too, so that the code that fetches names is compiled as well.
  await warmUp(
    clerk.flatMap(({ ask, askAfresh }) => [ask, askAfresh]),
    warming,
  )
  await askRestAndNames(sandbox.url, logins.token, first, version)
  const rows: BenchRow[] = []
  for (const [login, loginOf] of Object.entries(loginsOf)) {
    const [cold, warm, fresh, byHand] = [newTaken(), newTaken(), newTaken(), newTaken()]
    for (const authorization of users.map(loginOf)) {
      const { ask, askAfresh } = waysOf(gateway.url, authorization)
      await measure(cold, ask)
      await measure(warm, ask)
      await measure(fresh, askAfresh)
      await measure(byHand, () => askRestAndNames(sandbox.url, authorization, first, version))
    }
    rows.push({
      DHIS2: version,
      login,
      ...figures('cold', cold),
      ...figures('warm', warm),
      ...figures('no-cache', fresh),
      ...figures('REST', byHand),
      'cold ratio': rounded(median(cold.times) / median(byHand.times), 2),
      'warm ratio': rounded(median(warm.times) / median(byHand.times), 2),
    })
  }
  return rows
}

/** Ask the gateway, and give how many requests to DHIS2 that took. */
function waysOf(url: string, authorization: string, orgUnit?: string) {
  const askWith = (headers: Record<string, string>) => async () => {
    const options = { headers: { 'x-dhis2-plan': '1', ...headers }, ...(orgUnit !== undefined && { orgUnit }) }
    const { text } = await askGateway(url, authorization, first, options)
    const requests: unknown[] = JSON.parse(text).extensions.plan.requests
    return requests.length
  }
  return { ask: askWith({}), askAfresh: askWith({ 'cache-control': 'no-cache' }) }
}

function newTaken(): Taken {
  return { times: [], requests: [] }
}

async function measure(taken: Taken, ask: () => Promise<number>): Promise<void> {
  taken.times.push(await timed(async () => taken.requests.push(await ask())))
}

function figures(name: string, { times, requests }: Taken): BenchRow {
  return { [`${name} ms`]: rounded(median(times)), [`${name} requests`]: median(requests) }
}
