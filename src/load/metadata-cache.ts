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
}

/** `maxBytes` counts the entries' JSON; 0 for either bound turns the cache off. */
export function createMetadataCache(options: { maxBytes: number; maxAgeMs: number }): MetadataCache {
  if (options.maxBytes === 0 || options.maxAgeMs === 0) return { get: () => undefined, set: () => undefined }
  const entries = new LRUCache<string, CachedMetadata>({
    maxSize: options.maxBytes,
    ttl: options.maxAgeMs,
    sizeCalculation: (entry) => JSON.stringify(entry).length,
  })
  return {
    get: (identity, address) => entries.get(`${identity} ${address}`),
    set: (identity, address, entry) => {
      entries.set(`${identity} ${address}`, entry)
    },
  }
}

/** A cache that is not read but filled: for a caller who wants everything fresh (`Cache-Control: no-cache`). */
export function refreshing(cache: MetadataCache): MetadataCache {
  return { get: () => undefined, set: cache.set }
}
