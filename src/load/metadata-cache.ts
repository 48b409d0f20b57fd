import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { MetadataType, MetadataTypes } from '../model/metadata.ts'
import type { MetadataDetails } from '../model/metadata-details.ts'

/** What the cache holds of one object: its record, one of its details, or the UIDs of those that point at it. */
export type CachedMetadata = { [Type in MetadataType]?: MetadataTypes[Type] } & {
  details?: Partial<MetadataDetails>
  pointers?: readonly string[]
}

/** Metadata of all identities, bounded in bytes and age; an entry is found only under the identity that fetched it. */
export interface MetadataCache {
  get(identity: string, address: string): CachedMetadata | undefined
  set(identity: string, address: string, entry: CachedMetadata): void
  /** Whether an entry will soon be too old, which is told once: who is told fetches it anew, while it is still good for others. */
  takesRefresh(identity: string, address: string): boolean
}

/** The part of an entry's age in which it is refreshed where it is used. */
const LAST_PART = 0.2
/** How much of the bound is for knowing who may see what; the rest is for what they see. */
const HOLDINGS_PART = 0.25
/** About what a holding takes beside its key: the digest of what it holds, and the cache's own. */
const HOLDING_BYTES = 150

/** What an identity was shown at an address, by its digest. */
interface Holding {
  digest: string
  refreshes: boolean
}

/** `maxBytes` counts entries as JSON, of which equal ones are kept once for all identities; 0 for either bound turns the cache off. */
export function createMetadataCache(options: {
  maxBytes: number
  maxAgeMs: number
  /** In milliseconds. */
  now?: () => number
}): MetadataCache {
  if (options.maxBytes === 0 || options.maxAgeMs === 0)
    return { get: () => undefined, set: () => undefined, takesRefresh: () => false }
  const holdings = new LRUCache<string, Holding>({
    maxSize: Math.max(1, Math.floor(options.maxBytes * HOLDINGS_PART)),
    ttl: options.maxAgeMs,
    sizeCalculation: (_holding, key) => key.length + HOLDING_BYTES,
    ...(options.now && { perf: { now: options.now }, ttlResolution: 0 }),
  })
  const contents = new LRUCache<string, { entry: CachedMetadata; bytes: number }>({
    maxSize: Math.max(1, Math.ceil(options.maxBytes * (1 - HOLDINGS_PART))),
    sizeCalculation: ({ bytes }) => bytes,
  })
  return {
    get(identity, address) {
      const holding = holdings.get(`${identity} ${address}`)
      return holding && contents.get(holding.digest)?.entry
    },
    set(identity, address, entry) {
      const text = JSON.stringify(entry)
      const digest = createHash('sha256').update(text).digest('base64url')
      if (!contents.has(digest)) contents.set(digest, { entry, bytes: text.length })
      holdings.set(`${identity} ${address}`, { digest, refreshes: false })
    },
    takesRefresh(identity, address) {
      const key = `${identity} ${address}`
      const holding = holdings.peek(key)
      if (!holding || holding.refreshes || holdings.getRemainingTTL(key) > options.maxAgeMs * LAST_PART) return false
      holding.refreshes = true
      return true
    },
  }
}

/** A cache that is not read but filled: for a caller who wants everything fresh (`Cache-Control: no-cache`). */
export function refreshing(cache: MetadataCache): MetadataCache {
  return { get: () => undefined, set: cache.set, takesRefresh: () => false }
}
