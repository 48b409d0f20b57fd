import type { Dhis2Client } from '../dhis2/client.ts'
import type { Identity } from '../model/identity.ts'
import { MissingCredentials } from '../model/missing-credentials.ts'
import { createUpstreamTrace, type UpstreamTrace } from '../model/upstream-trace.ts'
import type { PlannerStyle } from '../plan/plan-list.ts'
import type { CostBook } from './cost-book.ts'
import { createGraphLoad, type GraphLoad, type WriteSource } from './graph-load.ts'
import type { LastPages } from './last-pages.ts'
import { localeOf } from './locale.ts'
import { type MetadataCache, refreshing } from './metadata-cache.ts'

/** What every resolver is given. Using `load` throws MissingCredentials where the caller brought none. */
export interface GatewayContext {
  readonly load: GraphLoad
  /** What was asked of DHIS2, where the caller wants to see it. */
  readonly trace?: UpstreamTrace
}

/** What contexts are made of; `deadlineMs` is how long one operation may take. */
export interface ContextSource {
  client: Dhis2Client
  cache: MetadataCache
  style: PlannerStyle
  /** What this server was seen to take, for all callers together. */
  costs: CostBook
  lastPages: LastPages
  deadlineMs: number
  writes: WriteSource
  identify: (headers: Headers) => Identity | undefined
}

/** Makes the GraphQL context of a request. Nothing is asked upstream; credentials are missed only when something is to be loaded. */
export function createContextFactory(source: ContextSource): (request: Request) => GatewayContext {
  return (request) => {
    const deadline = Date.now() + source.deadlineMs
    const trace = request.headers.get('x-dhis2-plan') === '1' ? createUpstreamTrace() : undefined
    return { load: lazily(() => createLoad(source, request, { deadline, trace })), ...(trace && { trace }) }
  }
}

/** A load that is made when a resolver first uses it: the schema can be looked at without a login. */
function lazily(create: () => GraphLoad): GraphLoad {
  let made: GraphLoad | undefined
  const load = (): GraphLoad => {
    made ??= create()
    return made
  }
  return {
    get style() {
      return load().style
    },
    get metadata() {
      return load().metadata
    },
    get metadataDetails() {
      return load().metadataDetails
    },
    get metadataLists() {
      return load().metadataLists
    },
    get walk() {
      return load().walk
    },
    get locale() {
      return load().locale
    },
    get potentialDuplicates() {
      return load().potentialDuplicates
    },
    fileInfo: (id) => load().fileInfo(id),
    capabilities: () => load().capabilities(),
    tracker: () => load().tracker(),
    changeLog: (owner) => load().changeLog(owner),
    me: () => load().me(),
    serverInfo: () => load().serverInfo(),
    mutate: (field, work) => load().mutate(field, work),
    addNote: (target, value) => load().addNote(target, value),
    get stored() {
      return load().stored
    },
    get jobs() {
      return load().jobs
    },
    get ownership() {
      return load().ownership
    },
    get oneAtATime() {
      return load().oneAtATime
    },
  }
}

function createLoad(
  { client, cache, style, costs, lastPages, writes, identify }: ContextSource,
  request: Request,
  { deadline, trace }: { deadline: number; trace: UpstreamTrace | undefined },
): GraphLoad {
  const identity = identify(request.headers)
  if (!identity) throw new MissingCredentials()
  const fresh = /\bno-cache\b/i.test(request.headers.get('cache-control') ?? '')
  const call = {
    credentials: identity.credentials,
    signal: request.signal,
    deadline,
    trace,
    // Who wants everything fresh wants no answer to a question that another asked a moment before.
    ...(!fresh && { sharedAs: identity.key }),
  }
  const locale = localeOf(request.headers)
  return createGraphLoad({
    client,
    cache: fresh ? refreshing(cache) : cache,
    identity: identity.key,
    call,
    style,
    costs,
    lastPages,
    locale,
    writes,
    idempotencyKey: request.headers.get('idempotency-key') || undefined,
  })
}
