import type { Capabilities } from '../model/server-info.ts'
import type { UpstreamCall } from '../model/upstream-call.ts'
import type { Log } from '../telemetry/log.ts'
import { createDialectChoice, type TrackerApi } from './choose-dialect.ts'
import { capabilitiesOf, parseVersion } from './dialects/capabilities.ts'
import type { Dialect } from './dialects/dialect.ts'
import { Dhis2Error } from './errors.ts'
import { createServerVersion } from './server-version.ts'

/** Speaks to one server in the words of its version, and notices when that is another one. */
export interface Speaking {
  capabilities(call: UpstreamCall): Promise<Capabilities>
  /** The result of `work` in the words of the version that is known; it is never done again, as suits what writes. */
  speak<Result>(call: UpstreamCall, work: (dialect: Dialect) => Promise<Result>): Promise<Result>
  /** The result of reading `work`, done again where the server turns out to have been upgraded: another version takes the same words otherwise. */
  read<Result>(call: UpstreamCall, work: (dialect: Dialect) => Promise<Result>): Promise<Result>
}

/** What speaking to a server needs; `askVersion` gives the `version` of system/info, `restarts` what only a restart explains. */
export interface SpeakingOptions {
  askVersion: (call: UpstreamCall) => Promise<string>
  maxAgeMs: number
  restarts: () => number
  trackerApi: TrackerApi
  log: Log
}

/** Speaks to one server: its version is read once, and again when its age or anything else makes it doubtful. */
export function createSpeaking({ askVersion, log, trackerApi, ...options }: SpeakingOptions): Speaking {
  const choice = createDialectChoice(trackerApi)
  const version = createServerVersion(options)
  const warnOfNewer = createNewerWarning(log)

  function known(call: UpstreamCall): Promise<Capabilities> {
    return version.get(async () => {
      const capabilities = capabilitiesOf(parseVersion(await askVersion(call)))
      warnOfNewer(capabilities)
      return capabilities
    })
  }

  return {
    capabilities: async (call) => choice.capabilities(await known(call)),
    speak: async (call, work) => choice.speak(await known(call), work),
    async read(call, work) {
      const before = await known(call)
      const outcome = await settled(() => choice.speak(before, work))
      const sign = 'failure' in outcome ? signOfUpgrade(outcome.failure) : undefined
      if (sign) version.doubt()
      if (version.knows(before) || sign === 'down') return resultOf(outcome)
      const now = await known(call)
      if (now.version.text === before.version.text) return resultOf(outcome)
      const again = await settled(() => choice.speak(now, work))
      // What was planned for the old version may be too much for the new one; the next request is planned for that.
      if ('failure' in again && isRefusal(again.failure)) throw upgraded(now)
      return resultOf(again)
    },
  }
}

type Outcome<Result> = { value: Result } | { failure: unknown }

async function settled<Result>(work: () => Promise<Result>): Promise<Outcome<Result>> {
  try {
    return { value: await work() }
  } catch (failure) {
    return { failure }
  }
}

function resultOf<Result>(outcome: Outcome<Result>): Result {
  if ('failure' in outcome) throw outcome.failure
  return outcome.value
}

/** A server that is down may be under upgrade; one that was upgraded lacks an endpoint that it had. */
function signOfUpgrade(failure: unknown): 'down' | 'lacks' | undefined {
  if (!(failure instanceof Dhis2Error)) return undefined
  if (failure.kind === 'unavailable') return 'down'
  return failure.kind === 'unsupported' && failure.status !== undefined ? 'lacks' : undefined
}

function isRefusal(failure: unknown): boolean {
  return failure instanceof Dhis2Error && ['badRequest', 'conflict', 'unsupported'].includes(failure.kind)
}

function upgraded({ version }: Capabilities): Dhis2Error {
  return new Dhis2Error('unavailable', `DHIS2 was upgraded to ${version.text} while this was asked: ask again.`)
}

/** Says once of each version that it is newer than this gateway was proved with. */
function createNewerWarning(log: Log): (capabilities: Capabilities) => void {
  let told: string | undefined
  return ({ newerThanKnown, version: { text } }) => {
    if (!newerThanKnown || told === text) return
    told = text
    log.warn('DHIS2 is newer than this gateway knows, and is spoken to as the newest that it does', { version: text })
  }
}
