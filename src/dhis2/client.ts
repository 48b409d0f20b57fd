import type { ChangeLogPage, ChangeLogRequest } from '../model/change-log.ts'
import type { PotentialDuplicate, PotentialDuplicateRequest } from '../model/potential-duplicate.ts'
import type { Capabilities, Me, ServerInfo } from '../model/server-info.ts'
import type { TrackerRow } from '../model/tracker.ts'
import type { FileInfo, TrackerFile, TrackerFileRequest } from '../model/tracker-file.ts'
import type { TrackerListRequest, TrackerObjectRequest, TrackerPage, UpstreamPage } from '../model/tracker-query.ts'
import type { UpstreamCall } from '../model/upstream-call.ts'
import { type Log, silentLog } from '../telemetry/log.ts'
import { failsAtChildren, withChildrenSelected } from './children-mode.ts'
import type { TrackerApi } from './choose-dialect.ts'
import type { WireWrite } from './dialects/dialect.ts'
import { printPath } from './dialects/parameters.ts'
import { Dhis2Error, failureOf } from './errors.ts'
import { createImportClient, type ImportClient } from './import-client.ts'
import { createMetadataClient, type MetadataClient } from './metadata-client.ts'
import type { Sessions } from './sessions.ts'
import { createSharedReads } from './shared-reads.ts'
import { createSpeaking } from './speaking.ts'
import { traced } from './traced.ts'
import type { TransportResponse } from './transport/exchange.ts'
import { recordsFromWire } from './wire/metadata.ts'
import { INFO_FIELDS, ME_FIELDS, meFromWire, serverInfoFromWire } from './wire/server.ts'

/** The only door to DHIS2: questions and answers in the model's words, whatever the server's version. Rejects with a Dhis2Error. */
export interface Dhis2Client extends MetadataClient, ImportClient {
  capabilities(call: UpstreamCall): Promise<Capabilities>
  serverInfo(call: UpstreamCall): Promise<ServerInfo>
  me(call: UpstreamCall): Promise<Me>
  list(call: UpstreamCall, request: TrackerListRequest): Promise<TrackerPage<TrackerRow>>
  object(call: UpstreamCall, request: TrackerObjectRequest): Promise<TrackerRow>
  changeLog(call: UpstreamCall, request: ChangeLogRequest): Promise<ChangeLogPage>
  /** A file that is a value, as a stream. */
  file(call: UpstreamCall, request: TrackerFileRequest): Promise<TrackerFile>
  fileInfo(call: UpstreamCall, id: string): Promise<FileInfo>
  /** The pairs of a page; DHIS2 does not count them. */
  potentialDuplicates(call: UpstreamCall, request: PotentialDuplicateRequest): Promise<PotentialDuplicate[]>
}

/** The client of one server. `versionMaxAgeMs`: for how long the server's version is taken as known where nothing speaks against it. */
export function createDhis2Client(options: {
  sessions: Sessions
  versionMaxAgeMs: number
  trackerApi: TrackerApi
  log?: Log
}): Dhis2Client {
  const { sessions, trackerApi, log = silentLog } = options
  const shared = createSharedReads()
  const { capabilities, speak, read } = createSpeaking({
    askVersion: async (call) => (await serverInfo(call)).version,
    maxAgeMs: options.versionMaxAgeMs,
    restarts: sessions.lost,
    trackerApi,
    log,
  })

  function send(
    { credentials, signal, deadline }: UpstreamCall,
    pathBelowApi: string,
    accept: string,
    options: { stream?: true } = {},
  ): Promise<TransportResponse> {
    const headers = { accept }
    return sessions.send(credentials, {
      method: 'GET',
      path: `/api/${pathBelowApi}`,
      headers,
      signal,
      deadline,
      ...options,
    })
  }

  function write({ credentials, deadline, trace }: UpstreamCall, request: WireWrite): Promise<TransportResponse> {
    const path = `/api/${request.path}`
    // A caller who goes away does not undo what is under way, and may come back for its answer: there is no `signal`.
    const sent = sessions.send(credentials, {
      ...request,
      path,
      headers: {
        accept: 'application/json',
        ...(request.body !== undefined && { 'content-type': 'application/json' }),
      },
      deadline,
    })
    return traced(trace, { method: request.method, path }, () => sent).finally(shared.forget)
  }

  /** One read; equal ones of a caller at the same moment are one. */
  function readOnce(call: UpstreamCall, pathBelowApi: string): Promise<TransportResponse> {
    const accept = 'application/json'
    return traced(call.trace, { method: 'GET', path: `/api/${pathBelowApi}` }, (joined) =>
      call.sharedAs === undefined
        ? send(call, pathBelowApi, accept)
        : shared.read(
            `${call.sharedAs} ${pathBelowApi}`,
            call,
            (signal) => send({ credentials: call.credentials, signal }, pathBelowApi, accept),
            joined,
          ),
    )
  }

  async function get(call: UpstreamCall, pathBelowApi: string): Promise<unknown> {
    let answer = await readOnce(call, pathBelowApi)
    if (isPassingFault(failureOf(answer))) answer = await readOnce(call, pathBelowApi)
    const failure = failureOf(answer)
    if (failure) throw failure
    return parseJson(answer.body)
  }

  async function serverInfo(call: UpstreamCall): Promise<ServerInfo> {
    return serverInfoFromWire(await get(call, printPath('system/info', [['fields', INFO_FIELDS]])))
  }

  async function list(call: UpstreamCall, request: TrackerListRequest): Promise<TrackerPage<TrackerRow>> {
    const { query, page } = request
    if (page !== 'all' && page.total && query.kind === 'enrollments' && !(await capabilities(call)).countsEnrollments)
      return listCounted(call, request, page)
    return read(call, async ({ listToWire, listFromWire }) =>
      listFromWire(request, await get(call, listToWire(request))),
    )
  }

  /** Where DHIS2 fails to count, the UIDs of all rows are read and counted here. */
  async function listCounted(
    call: UpstreamCall,
    request: TrackerListRequest,
    page: Exclude<UpstreamPage, 'all'>,
  ): Promise<TrackerPage<TrackerRow>> {
    const [answer, all] = await Promise.all([
      list(call, { ...request, page: { ...page, total: false } }),
      list(call, { query: request.query, fields: { enrollment: true }, page: 'all' }),
    ])
    return { ...answer, total: all.rows.length }
  }

  async function childrenOf(call: UpstreamCall, orgUnits: readonly string[]): Promise<string[]> {
    const path = printPath('organisationUnits', [
      ['filter', `parent.id:in:[${orgUnits.join(',')}]`],
      ['fields', 'id'],
      ['paging', 'false'],
    ])
    return [...recordsFromWire('organisationUnits', await get(call, path)).keys()]
  }

  return {
    capabilities,
    serverInfo,
    async me(call) {
      return meFromWire(await get(call, printPath('me', [['fields', ME_FIELDS]])))
    },
    async list(call, request) {
      try {
        return await list(call, request)
      } catch (failure) {
        if (!failsAtChildren(failure, request.query)) throw failure
        const query = withChildrenSelected(request.query, await childrenOf(call, request.query.orgUnits))
        if (!query) throw failure
        return list(call, { ...request, query })
      }
    },
    async object(call, request) {
      return read(call, async ({ objectToWire, objectFromWire }) =>
        objectFromWire(request.kind, await get(call, objectToWire(request))),
      )
    },
    ...createMetadataClient(get),
    ...createImportClient({ get, write, speak }),
    file: (call, request) =>
      speak(call, async ({ fileToWire, fileFromWire }) => {
        const answer = await send(call, fileToWire(request), '*/*', { stream: true })
        const failure = failureOf(answer)
        if (failure || !answer.stream) {
          answer.stream?.destroy()
          throw failure ?? new Dhis2Error('unexpected', 'DHIS2 sent no file')
        }
        return fileFromWire(answer.headers, answer.stream)
      }),
    fileInfo: (call, id) =>
      read(call, async ({ fileInfoFromWire }) => fileInfoFromWire(await get(call, `fileResources/${id}`))),
    potentialDuplicates: (call, request) =>
      read(call, async ({ potentialDuplicatesToWire, potentialDuplicatesFromWire }) =>
        potentialDuplicatesFromWire(await get(call, potentialDuplicatesToWire(request))),
      ),
    changeLog: (call, request) =>
      read(call, async ({ changeLogToWire, changeLogFromWire }) =>
        changeLogFromWire(await get(call, changeLogToWire(request))),
      ),
  }
}

/** 2.43 answers about one in a hundred reads with this 500, and the same read the next moment with its rows (seen on a real server). */
function isPassingFault(failure: Dhis2Error | undefined): boolean {
  return failure?.status === 500 && /could not commit JPA transaction/i.test(failure.upstreamMessage ?? '')
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new Dhis2Error('unexpected', 'The server answered with something that is not JSON: check DHIS2_URL')
  }
}
