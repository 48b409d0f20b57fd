import type { MetadataType } from '../model/metadata.ts'

/** Records that were used and will soon be too old, fetched anew beside the request that used them. */
export interface MetadataRefresh {
  add(type: MetadataType, key: string): void
}

/** Collects what one tick of a request uses of old records and hands it to `fetch` by type; what fails is fetched when it is next missing. */
export function createMetadataRefresh(
  fetch: (type: MetadataType, keys: readonly string[]) => Promise<unknown>,
  atMost: number,
): MetadataRefresh {
  const collected = new Map<MetadataType, string[]>()

  function flush(): void {
    for (const [type, keys] of collected)
      for (let start = 0; start < keys.length; start += atMost)
        void fetch(type, keys.slice(start, start + atMost)).catch(() => {})
    collected.clear()
  }

  return {
    add(type, key) {
      if (collected.size === 0) setImmediate(flush)
      const keys = collected.get(type)
      if (keys) keys.push(key)
      else collected.set(type, [key])
    },
  }
}
