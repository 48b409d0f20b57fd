import { createHmac, randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { TransportResponse } from './exchange.ts'
import { holdsSession, type SessionCookies, takeCookies } from './session-cookies.ts'

/** A kept session; it is ended upstream once it is dropped and its last request is answered. */
export interface Session {
  readonly cookies: SessionCookies
  inUse: number
  state: 'kept' | 'dropped' | 'ended'
}

/** How sessions are kept: `end` ends one upstream and never rejects; `now` is in milliseconds. */
export interface SessionKeepSettings {
  readonly maxEntries: number
  readonly maxAgeMs: number
  readonly now: () => number
  readonly end: (session: Session) => Promise<void>
}

/** The sessions of a process in memory, under keys that tell nothing of the credentials. */
export interface SessionKeep {
  keyOf(authorization: string): string
  get(key: string): Session | undefined
  /** Keeps the session that an answer opened; one that it takes the place of is ended. */
  adopt(key: string, response: TransportResponse): void
  /** Drops a session that DHIS2 no longer knows: nothing is left to end upstream. */
  forget(key: string, session: Session): void
  /** Counts a request as under way with this session, so that it is not ended beneath it, until the returned function is called. */
  use(session: Session): () => void
  closed(): boolean
  /** Ends all sessions; resolves when each ending is through. */
  close(): Promise<void>
}

/** Keeps sessions up to a count and an absolute age, and ends those that it lets go. */
export function createSessionKeep(settings: SessionKeepSettings): SessionKeep {
  // A key of this process alone: a dump of its memory gives no hash to try passwords on elsewhere.
  const secret = randomBytes(32)
  const ending = new Set<Promise<void>>()
  let closed = false

  const sessions = new LRUCache<string, Session>({
    max: settings.maxEntries,
    ttl: settings.maxAgeMs,
    ttlAutopurge: true,
    ttlResolution: 0,
    perf: { now: settings.now },
    dispose: (session) => letGo(session),
  })

  function letGo(session: Session): void {
    if (session.state === 'kept') session.state = 'dropped'
    if (session.state !== 'dropped' || session.inUse > 0) return
    session.state = 'ended'
    const done = settings.end(session)
    ending.add(done)
    void done.then(() => ending.delete(done))
  }

  return {
    keyOf: (authorization) => createHmac('sha256', secret).update(authorization).digest('base64'),
    get: (key) => sessions.get(key),
    adopt(key, response) {
      const session: Session = { cookies: new Map(), inUse: 0, state: 'kept' }
      takeCookies(session.cookies, response)
      if (!holdsSession(session.cookies)) return
      if (closed) letGo(session)
      else sessions.set(key, session)
    },
    forget(key, session) {
      session.state = 'ended'
      if (sessions.peek(key, { allowStale: true }) === session) sessions.delete(key)
    },
    use(session) {
      session.inUse++
      return () => {
        session.inUse--
        if (session.state === 'dropped') letGo(session)
      }
    },
    closed: () => closed,
    async close() {
      closed = true
      sessions.clear()
      await Promise.all(ending)
    },
  }
}
