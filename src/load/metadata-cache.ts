import { LRUCache } from 'lru-cache'
import type { MetadataType, MetadataTypes } from '../model/metadata.ts'

/** Metadata of all identities, bounded in bytes and age; a record is found only under the identity that fetched it. */
export interface MetadataCache {
  get<Type extends MetadataType>(identity: string, type: Type, key: string): MetadataTypes[Type] | undefined
  set<Type extends MetadataType>(identity: string, type: Type, key: string, record: MetadataTypes[Type]): void
}

/** A record under its type, which keeps it typed without a cast. */
type Entry = { [Type in MetadataType]?: MetadataTypes[Type] }

/** `maxBytes` counts the records' JSON; 0 for either bound turns the cache off. */
export function createMetadataCache(options: { maxBytes: number; maxAgeMs: number }): MetadataCache {
  if (options.maxBytes === 0 || options.maxAgeMs === 0) return { get: () => undefined, set: () => undefined }
  const entries = new LRUCache<string, Entry>({
    maxSize: options.maxBytes,
    ttl: options.maxAgeMs,
    sizeCalculation: (entry) => JSON.stringify(entry).length,
  })
  const address = (identity: string, type: MetadataType, key: string): string => `${identity} ${type} ${key}`
  return {
    get: (identity, type, key) => entries.get(address(identity, type, key))?.[type],
    set(identity, type, key, record) {
      const entry: Entry = {}
      entry[type] = record
      entries.set(address(identity, type, key), entry)
    },
  }
}
