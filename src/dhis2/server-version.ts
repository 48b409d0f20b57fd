import type { Capabilities } from '../model/server-info.ts'

/** The server's capabilities, asked for once and shared: `read` runs for the first caller and again after a failure or `maxAgeMs`. */
export function createServerVersion(options: { maxAgeMs: number; now?: () => number }): {
  get(read: () => Promise<Capabilities>): Promise<Capabilities>
} {
  const now = options.now ?? Date.now
  let known: { capabilities: Capabilities; until: number } | undefined
  let asking: Promise<Capabilities> | undefined
  return {
    async get(read) {
      if (known && now() < known.until) return known.capabilities
      // Another caller's failure may be about that caller alone (a wrong password), so it is not shared.
      if (asking) {
        const shared = await asking.catch(() => undefined)
        if (shared) return shared
      }
      const mine = read()
      asking = mine
      try {
        const capabilities = await mine
        known = { capabilities, until: now() + options.maxAgeMs }
        return capabilities
      } finally {
        if (asking === mine) asking = undefined
      }
    },
  }
}
