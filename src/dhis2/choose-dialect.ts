import type { Capabilities, DialectName } from '../model/server-info.ts'
import { asLegacy } from './dialects/capabilities.ts'
import type { Dialect } from './dialects/dialect.ts'
import { createInstancesDialect } from './dialects/instances.ts'
import { createLegacyDialect } from './dialects/legacy.ts'
import { createModernDialect } from './dialects/modern.ts'
import { Dhis2Error } from './errors.ts'

/** Which tracker endpoints to use: the new ones, those before them, or the new ones where the server has them. */
export type TrackerApi = 'auto' | 'new' | 'legacy'

/** Speaks to one server in its dialect. */
export interface DialectChoice {
  /** What the server can do by the endpoints that are used. */
  capabilities(known: Capabilities): Capabilities
  /** The result of `work` in the server's dialect; in the legacy one where the new endpoints turn out to be missing, which is remembered. */
  speak<Result>(capabilities: Capabilities, work: (dialect: Dialect) => Promise<Result>): Promise<Result>
}

const DIALECTS: Record<DialectName, (capabilities: Capabilities) => Dialect> = {
  MODERN: createModernDialect,
  INSTANCES: createInstancesDialect,
  LEGACY: createLegacyDialect,
}

/** The newest version that has the endpoints before /api/tracker (2.42 removed them). */
const LAST_WITH_LEGACY = 41

/** The choice of dialect for one server. */
export function createDialectChoice(api: TrackerApi): DialectChoice {
  /** The version that was found without them; another one may have them. */
  let missingOn: string | undefined
  const isMissing = ({ version }: Capabilities): boolean => missingOn === version.text
  return {
    capabilities: (known) => (isMissing(known) || dialectOf(known, api) === 'LEGACY' ? asLegacy(known) : known),
    async speak(capabilities, work) {
      const name = isMissing(capabilities) ? 'LEGACY' : dialectOf(capabilities, api)
      try {
        return await work(DIALECTS[name](capabilities))
      } catch (failure) {
        if (api !== 'auto' || name === 'LEGACY' || !lacksEndpoint(failure, capabilities)) throw failure
        const result = await work(createLegacyDialect(capabilities))
        missingOn = capabilities.version.text
        return result
      }
    },
  }
}

function dialectOf({ dialect, version }: Capabilities, api: TrackerApi): DialectName {
  if (api === 'legacy' && version.major > LAST_WITH_LEGACY)
    throw new Dhis2Error(
      'unsupported',
      `DHIS2 ${version.text} has no legacy tracker endpoints: set DHIS2_TRACKER_API to auto`,
    )
  if (api === 'new' && dialect === 'LEGACY')
    throw new Dhis2Error('unsupported', `DHIS2 ${version.text} has no /api/tracker: set DHIS2_TRACKER_API to auto`)
  return api === 'legacy' ? 'LEGACY' : dialect
}

/** A page of 404 where JSON would come: a proxy, or a server of its own making, does not serve the new endpoint. */
function lacksEndpoint(failure: unknown, { version }: Capabilities): boolean {
  return (
    failure instanceof Dhis2Error &&
    failure.kind === 'unsupported' &&
    failure.status === 404 &&
    version.major <= LAST_WITH_LEGACY
  )
}
