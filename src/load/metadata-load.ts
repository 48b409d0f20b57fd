import DataLoader from 'dataloader'
import type { Dhis2Client, UpstreamCall } from '../dhis2/client.ts'
import type { MetadataType, MetadataTypes } from '../model/metadata.ts'
import type { MetadataCache } from './metadata-cache.ts'
import type { Ready } from './ready.ts'

/** Keys at most in one metadata request: 450 UIDs are recorded to fit a URL. */
const LARGEST_BATCH = 450

/** Metadata by key for one GraphQL request: cached per identity, fetched in one request per type and level. */
export interface MetadataLoad {
  /** The record, at once where it is known; null where it does not exist or DHIS2's sharing hides it. Rejects with the fetch's failure. */
  get<Type extends MetadataType>(type: Type, key: string): Ready<MetadataTypes[Type] | null>
  /** The record if it is known already: null where known to be hidden or missing. */
  peek<Type extends MetadataType>(type: Type, key: string): MetadataTypes[Type] | null | undefined
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

type Shelves = { [Type in MetadataType]: Shelf<Type> }

/** The metadata of one GraphQL request. What it has met stays known to its end, whatever the cache evicts meanwhile. */
export function createMetadataLoad(source: MetadataSource): MetadataLoad {
  const shelves = createShelves(source)

  function peek<Type extends MetadataType>(type: Type, key: string): MetadataTypes[Type] | null | undefined {
    const { known } = shelves[type]
    const record = known.get(key)
    if (record !== undefined) return record
    const cached = source.cache.get(source.identity, type, key)
    if (cached !== undefined) known.set(key, cached)
    return cached
  }

  return {
    peek,
    get(type, key) {
      const record = peek(type, key)
      return record === undefined ? shelves[type].loader.load(key) : record
    },
    async warm(type, keys) {
      const missing = [...keys].filter((key) => peek(type, key) === undefined)
      await shelves[type].loader.loadMany(missing)
    },
  }
}

function createShelves(source: MetadataSource): Shelves {
  return {
    programs: createShelf('programs', source),
    programStages: createShelf('programStages', source),
    trackedEntityTypes: createShelf('trackedEntityTypes', source),
    trackedEntityAttributes: createShelf('trackedEntityAttributes', source),
    dataElements: createShelf('dataElements', source),
    optionSets: createShelf('optionSets', source),
    organisationUnits: createShelf('organisationUnits', source),
    categoryOptionCombos: createShelf('categoryOptionCombos', source),
    categoryOptions: createShelf('categoryOptions', source),
    relationshipTypes: createShelf('relationshipTypes', source),
    users: createShelf('users', source),
  }
}

function createShelf<Type extends MetadataType>(type: Type, source: MetadataSource): Shelf<Type> {
  const known = new Map<string, MetadataTypes[Type] | null>()
  async function fetchAll(keys: readonly string[]): Promise<(MetadataTypes[Type] | null)[]> {
    const found = await source.client.metadata(source.call, { type, keys: [...keys].sort() })
    return keys.map((key) => {
      const record = found.get(key) ?? null
      known.set(key, record)
      if (record !== null) source.cache.set(source.identity, type, key, record)
      return record
    })
  }
  const options = source.batch ? { maxBatchSize: LARGEST_BATCH } : { maxBatchSize: 1 }
  return { known, loader: new DataLoader(fetchAll, options) }
}
