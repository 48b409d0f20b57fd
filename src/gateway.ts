import type { RequestListener } from 'node:http'
import { createYoga } from 'graphql-yoga'
import { createDhis2Client, type Dhis2Client } from './dhis2/client.ts'
import { createSessions } from './dhis2/sessions.ts'
import { createTransport } from './dhis2/transport/pool.ts'
import { createMaskError } from './graph/errors.ts'
import { schema } from './graph/schema.ts'
import { createCompressionPlugin } from './http/compression/create-compression-plugin.ts'
import { createCsrfPlugin } from './http/create-csrf-plugin.ts'
import { createEdgePlugin } from './http/create-edge-plugin.ts'
import { createExecutorPlugin } from './http/create-executor-plugin.ts'
import { createHealthPlugin } from './http/create-health-plugin.ts'
import { createPlanPlugin } from './http/create-plan-plugin.ts'
import { createExportPlugin } from './http/export/create-export-plugin.ts'
import { createFilesPlugin } from './http/files/create-files-plugin.ts'
import { BUILT_PAGE } from './http/graphiql/assets.ts'
import { readExamples } from './http/graphiql/examples.ts'
import { createGraphiqlPlugin } from './http/graphiql/graphiql-plugin.ts'
import { createIdentify } from './identity/credentials.ts'
import { createCostBook } from './load/cost-book.ts'
import { createOpenExport } from './load/export/open-export.ts'
import { createContextFactory } from './load/gateway-context.ts'
import { createIdempotentAnswers } from './load/idempotent-answers.ts'
import { createJobWatches } from './load/jobs/job-watches.ts'
import { createStartedJobs } from './load/jobs/started-jobs.ts'
import { createLastPages } from './load/last-pages.ts'
import { createMetadataCache } from './load/metadata-cache.ts'
import { createOneAtATime } from './load/one-at-a-time.ts'
import { createOpenFile } from './load/open-file.ts'
import type { Settings } from './settings.ts'
import { createJsonLog, type Log } from './telemetry/log.ts'

/** A gateway that serves requests: as a fetch handler, or as the listener of a Node server. */
export interface Gateway {
  fetch(request: Request): Promise<Response>
  listener: RequestListener
  /** Ends what would not end by itself, so that the connections can be closed. */
  endSubscriptions(): void
  /** Ends the upstream sessions and connections; requests under way are let end first by who serves them. */
  close(): Promise<void>
}

/** The way to one DHIS2. `probe` tells whether it can be reached at all, with nobody's credentials. */
export interface Upstream {
  client: Dhis2Client
  probe(): Promise<boolean>
  close(): Promise<void>
}

/** Builds the way to the DHIS2 of these settings. */
export function createUpstream(settings: Settings & { dhis2Url: string }, log: Log = stderrLog(settings)): Upstream {
  const transport = createTransport({ ...settings, baseUrl: settings.dhis2Url, log })
  const sessions = createSessions({
    enabled: settings.sessions,
    maxAgeMs: settings.sessionMaxAgeMs,
    maxEntries: settings.sessionMaxEntries,
    transport,
    log,
  })
  return {
    client: createDhis2Client({
      sessions,
      versionMaxAgeMs: settings.serverVersionMaxAgeMs,
      trackerApi: settings.trackerApi,
      log,
    }),
    async probe() {
      const request = { method: 'GET', path: '/api/ping', deadline: Date.now() + 3_000 } as const
      const answer = await transport.send(request).catch(() => undefined)
      return answer !== undefined && answer.status < 500
    },
    close: () => sessions.close().finally(() => transport.close()),
  }
}

/** Wires the gateway of these settings: the composition root, which alone knows every room. */
export function createGateway(settings: Settings): Gateway {
  const { dhis2Url } = settings
  if (dhis2Url === undefined) throw new Error('A gateway needs the address of a DHIS2')
  const log = stderrLog(settings)
  const upstream = createUpstream({ ...settings, dhis2Url }, log)
  const fast = settings.planner === 'fast'
  const identify = createIdentify(settings.serviceAuthorization)
  const cache = createMetadataCache({
    maxBytes: settings.metadataCacheMaxBytes,
    maxAgeMs: settings.metadataCacheMaxAgeMs,
  })
  const startedJobs = createStartedJobs()
  const jobWatches = createJobWatches({
    client: upstream.client,
    cache,
    startedJobs,
    deadlineMs: settings.deadlineMs,
    longestMs: settings.subscriptionDeadlineMs,
  })
  const createContext = createContextFactory({
    client: upstream.client,
    cache,
    style: { pushdown: fast, batch: fast },
    costs: createCostBook({ learns: settings.adaptivePlan }),
    lastPages: createLastPages(),
    deadlineMs: settings.deadlineMs,
    writes: {
      answers: createIdempotentAnswers(),
      oneAtATime: createOneAtATime(),
      largestSyncImport: settings.largestSyncImport,
      startedJobs,
      jobWatches,
    },
    identify,
  })
  const maskError = createMaskError(log)
  const yoga = createYoga({
    schema,
    context: ({ request }) => createContext(request),
    graphiql: false,
    landingPage: false,
    // Ours is /healthz; Yoga cannot be told to have none, so its own stands where no URL leads.
    healthCheckEndpoint: '/ unreachable',
    logging: false,
    cors: (request) => corsOf(request, settings.corsOrigins),
    maskedErrors: { maskError },
    plugins: [
      createHealthPlugin(upstream.probe),
      createFilesPlugin({
        openFile: createOpenFile({ client: upstream.client, identify, deadlineMs: settings.deadlineMs }),
        log,
      }),
      createExportPlugin({
        openExport: createOpenExport({ client: upstream.client, cache, identify, deadlineMs: settings.deadlineMs }),
        log,
      }),
      ...graphiql(settings),
      createCsrfPlugin(),
      createPlanPlugin(),
      createEdgePlugin({ origins: settings.corsOrigins }),
      createExecutorPlugin({ maskError }),
      createCompressionPlugin(),
    ],
  })
  return {
    fetch: async (request) => yoga.fetch(request),
    listener: yoga,
    endSubscriptions: jobWatches.close,
    close: async () => {
      jobWatches.close()
      await yoga.dispose()
      await upstream.close()
    },
  }
}

/** Only a listed origin is answered as one: Yoga's own list would tell any other `null`, which a sandboxed frame can claim to be. */
function corsOf(request: Request, origins: readonly string[]) {
  const origin = request.headers.get('origin')
  return origin !== null && origins.includes(origin) ? { origin: [origin], credentials: true } : (false as const)
}

function graphiql({ graphiql: wanted, sandboxLogin }: Settings) {
  if (!wanted) return []
  const plugin = createGraphiqlPlugin({
    directory: BUILT_PAGE,
    title: 'DHIS2 tracker',
    examples: readExamples(new URL('../schema/operations/', import.meta.url)),
    ...(sandboxLogin && { hint: sandboxLogin }),
  })
  return [plugin]
}

function stderrLog({ logLevel }: Settings): Log {
  return createJsonLog(process.stderr, logLevel)
}
