import type { Dhis2Client } from '../dhis2/client.ts'
import { namedCapabilities } from '../model/capability.ts'
import type { Credentials } from '../model/credentials.ts'
import type { Capabilities, Me, ServerInfo } from '../model/server-info.ts'
import { isUpstreamFailure } from '../model/upstream-failure.ts'
import { type ConnectionTarget, checkConnection } from './doctor-connection.ts'
import { checkSession } from './doctor-session.ts'
import { type Finding, printFinding } from './finding.ts'
import { serverInstant } from './server-clock.ts'

/** Which DHIS2 to check, and as whom. */
export interface DoctorOptions extends ConnectionTarget {
  readonly client: Dhis2Client
  /** Absent: the connection alone can be checked. */
  readonly credentials: Credentials | undefined
  /** Whether the gateway will keep sessions. */
  readonly sessions: boolean
  /** Epoch milliseconds of this machine's clock. */
  readonly now?: () => number
}

/** Checks a DHIS2 and prints a line for each check, with the next step where one is needed; the exit code is 1 after any FAIL. */
export async function runDoctor(options: DoctorOptions, print: (line: string) => void): Promise<0 | 1> {
  print(`Checking ${options.url}`)
  let failed = false
  for await (const finding of examine(options)) {
    failed ||= finding.verdict === 'FAIL'
    print(printFinding(finding))
  }
  print(failed ? 'Not healthy: mend what FAIL names, then run doctor again.' : 'The gateway can serve this DHIS2.')
  return failed ? 1 : 0
}

async function* examine(options: DoctorOptions): AsyncGenerator<Finding> {
  for await (const finding of checkConnection(options)) {
    yield finding
    if (finding.verdict === 'FAIL') return
  }
  const { client, credentials } = options
  if (credentials === undefined) return yield withoutLogin
  const call = { credentials }
  const me = await attempt('login', () => client.me(call))
  if ('finding' in me) return yield me.finding
  yield aboutLogin(me.value)
  const now = options.now ?? Date.now
  const asked = now()
  const info = await attempt('DHIS2', () => client.serverInfo(call))
  if ('finding' in info) return yield info.finding
  const between = (asked + now()) / 2
  const capabilities = await attempt('version', () => client.capabilities({ credentials }))
  if ('finding' in capabilities) yield capabilities.finding
  else yield* aboutVersion(capabilities.value, info.value)
  yield aboutClock(info.value, between)
  if (!options.sessions) yield { verdict: 'warn', subject: 'session', text: 'not kept, since DHIS2_SESSIONS is off' }
  else yield await checkSession(options.url, credentials, options.headersTimeoutMs)
}

const withoutLogin: Finding = {
  verdict: 'FAIL',
  subject: 'login',
  text: 'none given, so nothing more can be checked. Set DHIS2_USERNAME and DHIS2_PASSWORD, or DHIS2_TOKEN, in the environment.',
}

/** The value, or the FAIL of a request that DHIS2 did not answer. */
async function attempt<Value>(
  subject: string,
  ask: () => Promise<Value>,
): Promise<{ value: Value } | { finding: Finding }> {
  try {
    return { value: await ask() }
  } catch (error) {
    if (!isUpstreamFailure(error)) throw error
    return { finding: { verdict: 'FAIL', subject, text: error.message } }
  }
}

function aboutLogin(me: Me): Finding {
  const who = `${me.username}${me.displayName === undefined ? '' : ` (${me.displayName})`}`
  const lacks = [
    ...(me.organisationUnits.length === 0 ? ['organisation unit'] : []),
    ...(me.programs.length === 0 ? ['program'] : []),
  ]
  if (lacks.length === 0) return { verdict: 'ok', subject: 'login', text: `accepted as ${who}` }
  const text = `accepted as ${who}, who has no ${lacks.join(' and no ')} and will see little. Assign them in DHIS2.`
  return { verdict: 'warn', subject: 'login', text }
}

function* aboutVersion(capabilities: Capabilities, info: ServerInfo): Generator<Finding> {
  const subject = 'version'
  if (capabilities.newerThanKnown)
    yield {
      verdict: 'warn',
      subject,
      text: `DHIS2 ${info.version} is newer than this gateway knows, and is spoken to as the newest that it does. Look for a newer gateway.`,
    }
  else yield { verdict: 'ok', subject, text: `DHIS2 ${info.version}, spoken to in the dialect ${capabilities.dialect}` }
  const { can, cannot } = namedCapabilities(capabilities)
  yield { verdict: 'ok', subject: 'can', text: can.join(', ') }
  if (cannot.length > 0)
    yield { verdict: 'ok', subject: 'cannot', text: `${cannot.join(', ')} (docs/versions.md tells what comes instead)` }
}

function aboutClock(info: ServerInfo, localTime: number): Finding {
  const subject = 'clock'
  const { serverDate, timeZone } = info
  const instant = serverDate === undefined ? undefined : serverInstant(serverDate, timeZone ?? 'UTC')
  if (instant === undefined)
    return { verdict: 'warn', subject, text: 'DHIS2 does not tell a time that can be compared.' }
  const seconds = Math.round((instant - localTime) / 1000)
  const zone = timeZone === undefined ? '' : ` (its time zone is ${timeZone})`
  if (Math.abs(seconds) <= 60) return { verdict: 'ok', subject, text: `agrees with that of DHIS2${zone}` }
  const text = `that of DHIS2 is ${describe(seconds)} this machine's${zone}. Set both by NTP, or times will look wrong.`
  return { verdict: 'warn', subject, text }
}

function describe(seconds: number): string {
  const amount = Math.abs(seconds)
  const size = amount < 600 ? `${amount} s` : `${Math.round(amount / 60)} min`
  return `${size} ${seconds > 0 ? 'ahead of' : 'behind'}`
}
