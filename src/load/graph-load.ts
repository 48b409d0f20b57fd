import type { Dhis2Client } from '../dhis2/client.ts'
import type { Capabilities, Me, ServerInfo } from '../model/server-info.ts'
import type { FileInfo } from '../model/tracker-file.ts'
import type { UpstreamCall } from '../model/upstream-call.ts'
import type { PlannerStyle } from '../plan/plan-list.ts'
import { type AddNote, createAddNote } from './add-note.ts'
import { createChangeLogLoad, type LoadChangeLog } from './change-logs.ts'
import type { CostBook } from './cost-book.ts'
import { createFileInfoLoad } from './file-infos.ts'
import type { IdempotentAnswers } from './idempotent-answers.ts'
import { createJobLoad, type JobLoad } from './jobs/job-load.ts'
import type { JobWatches } from './jobs/job-watches.ts'
import type { StartedJobs } from './jobs/started-jobs.ts'
import type { LastPages } from './last-pages.ts'
import type { MetadataCache } from './metadata-cache.ts'
import { createMetadataDetailsLoad, type MetadataDetailsLoad } from './metadata-details-load.ts'
import { createMetadataLists, type MetadataLists } from './metadata-lists.ts'
import { createMetadataLoad, type MetadataLoad } from './metadata-load.ts'
import type { OneAtATime } from './one-at-a-time.ts'
import { createOwnershipWrites, type OwnershipWrites } from './ownership-writes.ts'
import { createPotentialDuplicateLoad, type PotentialDuplicateLoad } from './potential-duplicates.ts'
import { createTrackerLoad, type TrackerLoad } from './run-plan.ts'
import { createMutate, type Mutate } from './store-bundle.ts'
import { createStoredObjects, type StoredObjects } from './stored-objects.ts'
import { createWalkBudget, type WalkBudget } from './walk-budget.ts'

/** Everything that resolvers load from, for one GraphQL request of one caller. */
export interface GraphLoad {
  style: PlannerStyle
  metadata: MetadataLoad
  metadataDetails: MetadataDetailsLoad
  walk: WalkBudget
  metadataLists: MetadataLists
  /** The language that names are wanted in; undefined for the one of the caller's DHIS2 settings. */
  locale: string | undefined
  capabilities(): Promise<Capabilities>
  tracker(): Promise<TrackerLoad>
  changeLog: LoadChangeLog
  potentialDuplicates: PotentialDuplicateLoad
  fileInfo(id: string): Promise<FileInfo>
  me(): Promise<Me>
  serverInfo(): Promise<ServerInfo>
  /** Does a mutation's work; what is read afterwards is read anew. */
  mutate: Mutate
  addNote: AddNote
  stored: StoredObjects
  oneAtATime: OneAtATime
  jobs: JobLoad
  ownership: OwnershipWrites
}

/** What the writes of all requests of a gateway share. */
export interface WriteSource {
  answers: IdempotentAnswers
  oneAtATime: OneAtATime
  largestSyncImport: number
  startedJobs: StartedJobs
  jobWatches: JobWatches
}

/** What a graph load stands on. `identity`: the caller's cache key, a keyed hash of the credentials. */
export interface GraphLoadSource {
  client: Dhis2Client
  cache: MetadataCache
  identity: string
  call: UpstreamCall
  style: PlannerStyle
  costs: CostBook
  lastPages: LastPages
  locale: string | undefined
  writes: WriteSource
  /** The caller's own key for this request, under which it may be sent again. */
  idempotencyKey: string | undefined
}

/** The load of one GraphQL request; nothing is asked of DHIS2 before a resolver wants it. */
export function createGraphLoad(graphSource: GraphLoadSource): GraphLoad {
  const { client, cache, identity, call, style, costs, lastPages, locale, writes, idempotencyKey } = graphSource
  const source = { client, cache, identity, call, batch: style.batch }
  const metadata = createMetadataLoad(source)
  const metadataDetails = createMetadataDetailsLoad(source)
  const capabilities = once(() => client.capabilities(call))
  const tracker = renewable(async () =>
    createTrackerLoad({
      client,
      call,
      metadata,
      capabilities: await capabilities(),
      costs,
      lastPages,
      batch: style.batch,
    }),
  )
  return {
    style: { ...style, costs: costs.seen },
    metadata,
    metadataDetails,
    metadataLists: createMetadataLists(source, metadata),
    walk: createWalkBudget(),
    locale,
    capabilities,
    tracker: () => tracker.get(),
    changeLog: createChangeLogLoad(client, call),
    fileInfo: createFileInfoLoad(client, call),
    potentialDuplicates: createPotentialDuplicateLoad(client, call),
    me: once(() => client.me(call)),
    serverInfo: once(() => client.serverInfo(call)),
    mutate: createMutate({ ...source, ...writes, metadata, metadataDetails, idempotencyKey, changed: tracker.renew }),
    addNote: createAddNote(client, call),
    stored: createStoredObjects(client, call),
    oneAtATime: writes.oneAtATime,
    jobs: createJobLoad({ client, call, metadata, identity, ...writes }),
    ownership: createOwnershipWrites(client, call),
  }
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  return renewable(ask).get
}

/** Something that is made when first wanted, and made anew after `renew`. */
function renewable<T>(make: () => Promise<T>): { get: () => Promise<T>; renew: () => void } {
  let made: Promise<T> | undefined
  return {
    get() {
      made ??= make()
      return made
    },
    renew() {
      made = undefined
    },
  }
}
