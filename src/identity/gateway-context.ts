import type { Dhis2Client } from '../dhis2/client.ts'
import { createGraphLoad, type GraphLoad } from '../load/graph-load.ts'
import type { MetadataCache } from '../load/metadata-cache.ts'
import { MissingCredentials } from '../model/missing-credentials.ts'
import type { PlannerStyle } from '../plan/plan-list.ts'
import type { GatewayContext } from './context.ts'
import { createIdentityKey, credentialsOf } from './credentials.ts'

/** What contexts are made of; `deadlineMs` is how long one operation may take. */
export interface ContextSource {
  client: Dhis2Client
  cache: MetadataCache
  style: PlannerStyle
  deadlineMs: number
  serviceAuthorization: string | undefined
}

/** Makes the GraphQL context of a request. Nothing is asked upstream; credentials are missed only when something is to be loaded. */
export function createContextFactory(source: ContextSource): (request: Request) => GatewayContext {
  const identityKey = createIdentityKey()
  return (request) => {
    const deadline = Date.now() + source.deadlineMs
    let load: GraphLoad | undefined
    return {
      get load() {
        load ??= createLoad(source, request, deadline, identityKey)
        return load
      },
    }
  }
}

function createLoad(
  { client, cache, style, serviceAuthorization }: ContextSource,
  request: Request,
  deadline: number,
  identityKey: ReturnType<typeof createIdentityKey>,
): GraphLoad {
  const credentials = credentialsOf(request.headers, serviceAuthorization)
  if (!credentials) throw new MissingCredentials()
  const call = { credentials, signal: request.signal, deadline }
  return createGraphLoad({ client, cache, identity: identityKey(credentials), call, style })
}
