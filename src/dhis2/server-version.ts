import type { Capabilities } from '../model/server-info.ts'

/** What one server's version is known to be able to do. */
export interface ServerVersion {
  /** Its capabilities, asked for once and shared: `read` runs for the first caller, and again after a failure, `maxAgeMs`, or a sign of a restart. */
  get(read: () => Promise<Capabilities>): Promise<Capabilities>
  /** Whether these capabilities are still what is known, without a doubt. */
  knows(capabilities: Capabilities): boolean
  /** Has the version read again: the server may be another one now. */
  doubt(): void
}

/** Remembers the version of one server. `restarts` counts what only a restart of the server explains, and an upgrade is one. */
export function createServerVersion(options: {
  maxAgeMs: number
  restarts?: () => number
  now?: () => number
}): ServerVersion {
  const { maxAgeMs, restarts = () => 0, now = Date.now } = options
  let known: { capabilities: Capabilities; until: number; restarts: number; doubted?: true } | undefined
  let asking: Promise<Capabilities> | undefined
  return {
    async get(read) {
      if (known && !known.doubted && now() < known.until && known.restarts === restarts()) return known.capabilities
      // Another caller's failure may be about that caller alone (a wrong password), so it is not shared.
      if (asking) {
        const shared = await asking.catch(() => undefined)
        if (shared) return shared
      }
      const mine = read()
      asking = mine
      try {
        const capabilities = await mine
        known = { capabilities, until: now() + maxAgeMs, restarts: restarts() }
        return capabilities
      } finally {
        if (asking === mine) asking = undefined
      }
    },
    knows: (capabilities) => known?.capabilities === capabilities && !known.doubted && known.restarts === restarts(),
    doubt() {
      if (known) known = { ...known, doubted: true }
    },
  }
}
