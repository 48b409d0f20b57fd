import DataLoader from 'dataloader'
import type { Dhis2Client } from '../dhis2/client.ts'
import type { MetadataType, MetadataTypes } from '../model/metadata.ts'
import type { UpstreamCall } from '../model/upstream-call.ts'
import type { CachedMetadata, MetadataCache } from './metadata-cache.ts'
import { createMetadataRefresh } from './metadata-refresh.ts'
import type { Ready } from './ready.ts'

/** Keys at most in one metadata request: 450 UIDs are recorded to fit a URL. */
const LARGEST_BATCH = 450

/** Metadata by key for one GraphQL request: cached per identity, fetched in one request per type and level. */
export interface MetadataLoad {
  /** The record, at once where it is known; null where it does not exist or DHIS2's sharing hides it. Rejects with the fetch's failure. */
  get<Type extends MetadataType>(type: Type, key: string): Ready<MetadataTypes[Type] | null>
  /** The record if it is known already: null where known to be hidden or missing. */
  peek<Type extends MetadataType>(type: Type, key: string): MetadataTypes[Type] | null | undefined
  /** Makes a record known that came by another way, as with a list. */
  keep<Type extends MetadataType>(type: Type, key: string, record: MetadataTypes[Type]): void
  /** Makes records known, in one request per type; a failure waits for the fields that read them. */
  warm(type: MetadataType, keys: Iterable<string>): Promise<void>
}

/** What metadata is loaded from. `identity`: the caller's cache key. `batch: false` is the plain planner's one by one. */
export interface MetadataSource {
  client: Dhis2Client
  cache: MetadataCache
  identity: string
  call: UpstreamCall
  batch: boolean
}

/** The records of one type that this request has met, and the way to more. */
interface Shelf<Type extends MetadataType> {
  known: Map<string, MetadataTypes[Type] | null>
  loader: DataLoader<string, MetadataTypes[Type] | null>
}

/** The metadata of one GraphQL request. What it has met stays known to its end, whatever the cache evicts meanwhile. */
export function createMetadataLoad(source: MetadataSource): MetadataLoad {
  const shelves: { [Type in MetadataType]?: Shelf<Type> } = {}
  const refresh = createMetadataRefresh((type, keys) => fetchAnew(source, type, keys), LARGEST_BATCH)

  function shelfOf<Type extends MetadataType>(type: Type): Shelf<Type> {
    const existing: Shelf<Type> | undefined = shelves[type]
    if (existing) return existing
    const created = createShelf(type, source)
    Object.assign(shelves, { [type]: created })
    return created
  }

  function peek<Type extends MetadataType>(type: Type, key: string): MetadataTypes[Type] | null | undefined {
    const { known } = shelfOf(type)
    const record = known.get(key)
    if (record !== undefined) return record
    const cached = source.cache.get(source.identity, `${type} ${key}`)?.[type]
    if (cached !== undefined) {
      known.set(key, cached)
      const { trace } = source.call
      trace?.cached.set(type, (trace.cached.get(type) ?? 0) + 1)
      if (source.cache.takesRefresh(source.identity, `${type} ${key}`)) refresh.add(type, key)
    }
    return cached
  }

  return {
    peek,
    get(type, key) {
      const record = peek(type, key)
      return record === undefined ? shelfOf(type).loader.load(key) : record
    },
    keep(type, key, record) {
      shelfOf(type).known.set(key, record)
      cacheRecord(source, type, key, record)
    },
    async warm(type, keys) {
      const missing = [...keys].filter((key) => peek(type, key) === undefined)
      await shelfOf(type).loader.loadMany(missing)
    },
  }
}

/** How long DHIS2 may take for what nobody waits for. */
const REFRESH_DEADLINE_MS = 30_000

async function fetchAnew<Type extends MetadataType>(
  source: MetadataSource,
  type: Type,
  keys: readonly string[],
): Promise<void> {
  const { credentials, sharedAs } = source.call
  const call = { credentials, sharedAs, deadline: Date.now() + REFRESH_DEADLINE_MS }
  const found = await source.client.metadata(call, { type, keys: [...keys].sort() })
  for (const [key, record] of found) cacheRecord(source, type, key, record)
}

function cacheRecord<Type extends MetadataType>(
  { cache, identity }: MetadataSource,
  type: Type,
  key: string,
  record: MetadataTypes[Type],
): void {
  const entry: CachedMetadata = {}
  Object.assign(entry, { [type]: record })
  cache.set(identity, `${type} ${key}`, entry)
}

function createShelf<Type extends MetadataType>(type: Type, source: MetadataSource): Shelf<Type> {
  const known = new Map<string, MetadataTypes[Type] | null>()
  async function fetchAll(keys: readonly string[]): Promise<(MetadataTypes[Type] | null)[]> {
    const found = await source.client.metadata(source.call, { type, keys: [...keys].sort() })
    return keys.map((key) => {
      const record = found.get(key) ?? null
      known.set(key, record)
      if (record !== null) cacheRecord(source, type, key, record)
      return record
    })
  }
  const options = source.batch ? { maxBatchSize: LARGEST_BATCH } : { maxBatchSize: 1 }
  return { known, loader: new DataLoader(fetchAll, options) }
}
