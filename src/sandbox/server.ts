import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { answerCost } from './cost/answer-cost.ts'
import { createCores } from './cost/cores.ts'
import { type CostFigures, costFiguresOf } from './cost/cost-figures.ts'
import { type Dataset, loadDataset } from './dataset.ts'
import type { SandboxAnswer, SandboxRoute } from './exchange.ts'
import { createFileResourceRoute } from './file-resource-route.ts'
import { type AnsweredRequest, answerRequest } from './front-door.ts'
import { createGeneratedValuesRoute } from './generated-values.ts'
import { createLegacyImportRoute } from './legacy/import/legacy-import-route.ts'
import { createLegacyRoute } from './legacy/legacy-route.ts'
import { createMeRoute } from './me-route.ts'
import { createMetadataRoute } from './metadata/metadata-route.ts'
import { createSchemaRoute } from './metadata/schema-route.ts'
import { createTranslationsRoute } from './metadata/translations-route.ts'
import { sendAnswer } from './send-answer.ts'
import { type AuthenticationKind, createSignIn } from './sign-in.ts'
import { createSystemRoute } from './system-route.ts'
import { createNoteRoute } from './tracker/note-route.ts'
import { createOwnershipRoute } from './tracker/ownership-route.ts'
import { createPotentialDuplicatesRoute } from './tracker/potential-duplicates.ts'
import { createTrackerRoute } from './tracker/route.ts'
import { type TrackerIndex, trackerIndexes } from './tracker/tracker-index.ts'
import { createUserSettingsRoute } from './user-settings-route.ts'
import { defaultSandboxVersion, type SandboxVersionName } from './versions/version-facts.ts'
import { sandboxVersion } from './versions/versions.ts'
import { createImportRoute } from './write/import-route.ts'
import { createImportJobs, type ImportJobs } from './write/jobs/import-jobs.ts'
import { createJobRoute } from './write/jobs/job-route.ts'

/** How to start a sandbox. */
export interface SandboxOptions {
  /** The DHIS2 version to stand for; 2.42 unless set. */
  version?: SandboxVersionName | undefined
  /** Whether the dataset is joined by the sandbox's own seeds, which no recorded server held; true unless set. */
  seeded?: boolean
  /** Fills the Child Programme up to so many tracked entities, of which the dataset has 400; each has about five events. */
  trackedEntities?: number
  /** 0 or nothing: any free port. */
  port?: number
  /** `127.0.0.1` unless set. */
  host?: string
  /** Milliseconds that one check of a Basic password takes, as DHIS2's bcrypt does (about 90 on a real server); 0 unless set. A session costs nothing. */
  basicCheckMs?: number
  /**
   * `real`: answers take what they took the real server of this version, on two cores, of which each works on one request at a time; figures: what
   * these say, at any moment; unless set they come at once. `basicCheckMs` then counts no more.
   */
  latency?: 'real' | CostFigures | undefined
  /** Milliseconds from taking an import as a job until it runs; 0 unless set: soon, but never before the request is answered. */
  jobMs?: number
  /** Asked before anything else, for tests of faults: an answer is sent as it is, a promise keeps the caller waiting, undefined lets the request in. */
  interfere?: (incoming: IncomingMessage) => SandboxAnswer | undefined | Promise<SandboxAnswer | undefined>
}

/** One request that the sandbox received. */
export interface RecordedRequest {
  method: string
  /** Path and query as received. */
  url: string
  authenticatedBy: AuthenticationKind
  status: number
}

/** A running sandbox, with what tests need to see and do. */
export interface Sandbox {
  /** Base URL without a slash at its end: `http://127.0.0.1:8080`. */
  url: string
  port: number
  /** The version of DHIS2 that it stands for, such as `2.42`. */
  version: SandboxVersionName
  /** The requests so far, in the order of their answers (of very many, the latest); empty it with `length = 0`. */
  requests: RecordedRequest[]
  /** Ends every session, as a restart of DHIS2 would. */
  endAllSessions(): void
  /** How many sessions are open. */
  sessionCount(): number
  close(): Promise<void>
}

const maxRecordedRequests = 100_000

/** Those of the machine on which the real servers were measured. */
const simulatedCores = 2

/** Starts a DHIS2 stand-in over the dataset; rejects when the port is taken or the dataset is missing. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const version = sandboxVersion(options.version ?? defaultSandboxVersion)
  const dataset = loadDataset({
    version,
    seeded: options.seeded ?? true,
    trackedEntities: options.trackedEntities ?? 0,
  })
  const jobs = createImportJobs(dataset, options.jobMs ?? 0)
  const routes = createRoutes(dataset, jobs)
  const figures = options.latency === 'real' ? costFiguresOf(version.name) : options.latency
  const basicCheckMs = figures === undefined ? (options.basicCheckMs ?? 0) : 0
  const cores = createCores(figures === undefined ? Number.POSITIVE_INFINITY : simulatedCores)
  const signIn = createSignIn(dataset, async () => {
    if (basicCheckMs > 0) await delay(basicCheckMs)
  })
  const requests: RecordedRequest[] = []

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const fault = await options.interfere?.(incoming)
    const core = await cores.take()
    try {
      const { answer, kind }: AnsweredRequest =
        fault === undefined
          ? await answerRequest(incoming, { routes, signIn, version })
          : { answer: fault, kind: 'none' }
      record(requests, incoming, kind, answer.status)
      const cost = { url: incoming.url ?? '/', kind, body: answer.body }
      await sendAnswer(incoming, outgoing, answer, async () => {
        if (figures !== undefined) await core.spend(answerCost(figures, cost))
      })
    } finally {
      core.release()
    }
  }
  // Tomcat keeps an idle connection for 20 seconds.
  const server = createServer({ maxHeaderSize: 65_536, keepAliveTimeout: 20_000 }, (incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy())
  })
  const host = options.host ?? '127.0.0.1'
  const port = await listen(server, options.port ?? 0, host)
  return {
    url: `http://${host}:${port}`,
    port,
    version: version.name,
    requests,
    endAllSessions: signIn.endAllSessions,
    sessionCount: signIn.sessionCount,
    close: () => {
      jobs.close()
      return close(server)
    },
  }
}

function record(
  requests: RecordedRequest[],
  incoming: IncomingMessage,
  kind: AuthenticationKind,
  status: number,
): void {
  // A sandbox that runs for days must not grow for ever.
  if (requests.length >= maxRecordedRequests) requests.splice(0, maxRecordedRequests / 2)
  requests.push({ method: incoming.method ?? 'GET', url: incoming.url ?? '/', authenticatedBy: kind, status })
}

function createRoutes(dataset: Dataset, jobs: ImportJobs): SandboxRoute[] {
  const indexes = trackerIndexes(dataset)
  const living = (): TrackerIndex => indexes().living
  return [
    createSystemRoute(dataset),
    createMeRoute(dataset),
    createUserSettingsRoute(dataset.version),
    createGeneratedValuesRoute(dataset),
    createSchemaRoute(dataset),
    createOwnershipRoute(living),
    createNoteRoute(living),
    createImportRoute(indexes, jobs),
    createJobRoute(jobs, dataset.version),
    createTrackerRoute(dataset, indexes),
    createLegacyRoute(dataset),
    createLegacyImportRoute(dataset, living),
    createPotentialDuplicatesRoute(dataset, living),
    createFileResourceRoute(dataset),
    createTranslationsRoute(dataset),
    createMetadataRoute(dataset),
  ]
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)))
    server.closeAllConnections()
  })
}
