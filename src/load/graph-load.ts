import type { Dhis2Client, UpstreamCall } from '../dhis2/client.ts'
import type { Capabilities, Me, ServerInfo } from '../model/server-info.ts'
import type { PlannerStyle } from '../plan/plan-list.ts'
import type { MetadataCache } from './metadata-cache.ts'
import { createMetadataLoad, type MetadataLoad } from './metadata-load.ts'
import { createTrackerLoad, type TrackerLoad } from './run-plan.ts'

/** Everything that resolvers load from, for one GraphQL request of one caller. */
export interface GraphLoad {
  style: PlannerStyle
  metadata: MetadataLoad
  capabilities(): Promise<Capabilities>
  tracker(): Promise<TrackerLoad>
  me(): Promise<Me>
  serverInfo(): Promise<ServerInfo>
}

/** What a graph load stands on. `identity`: the caller's cache key, a keyed hash of the credentials. */
export interface GraphLoadSource {
  client: Dhis2Client
  cache: MetadataCache
  identity: string
  call: UpstreamCall
  style: PlannerStyle
}

/** The load of one GraphQL request; nothing is asked of DHIS2 before a resolver wants it. */
export function createGraphLoad({ client, cache, identity, call, style }: GraphLoadSource): GraphLoad {
  const metadata = createMetadataLoad({ client, cache, identity, call, batch: style.batch })
  const capabilities = once(() => client.capabilities(call))
  return {
    style,
    metadata,
    capabilities,
    tracker: once(async () =>
      createTrackerLoad({ client, call, metadata, capabilities: await capabilities(), batch: style.batch }),
    ),
    me: once(() => client.me(call)),
    serverInfo: once(() => client.serverInfo(call)),
  }
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined
  return () => {
    answer ??= ask()
    return answer
  }
}
