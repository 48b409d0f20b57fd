import { createHmac, randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Credentials } from '../model/credentials.ts'
import { type Log, silentLog } from '../telemetry/log.ts'
import { isLoginRefused } from './errors.ts'
import { watchCancellation } from './transport/cancellation.ts'
import type { Transport, TransportRequest, TransportResponse } from './transport/exchange.ts'
import { cookieHeader, holdsSession, type SessionCookies, takeCookies } from './transport/session-cookies.ts'

/** How upstream sessions are kept; ages in milliseconds, counted from a session's opening however much it is used. */
export interface SessionsSettings {
  readonly enabled: boolean
  readonly maxAgeMs?: number
  readonly maxEntries: number
  readonly transport: Transport
  readonly now?: () => number
  readonly log?: Log
}

/** The door to DHIS2 for callers: each request goes with exactly one of an Authorization header and a cookie. */
export interface Sessions {
  /** Sends a request as this caller; the answer is that of the transport without its `set-cookie`. */
  send(credentials: Credentials, request: TransportRequest): Promise<TransportResponse>
  /** Ends all kept sessions upstream, best effort, within two seconds; later requests go with their own credentials. */
  close(): Promise<void>
}

/** A kept session; it is ended upstream once it is dropped and its last request is answered. */
interface Session {
  readonly cookies: SessionCookies
  inUse: number
  state: 'kept' | 'dropped' | 'ended'
}

/** How the first request of some credentials went for those that waited for it; `abandoned`: its caller went away. */
type Opening =
  | { readonly kind: 'opened' | 'failed' | 'abandoned' }
  | { readonly kind: 'refused'; readonly response: TransportResponse }

/** The address that ends a session in DHIS2 2.35 to 2.43, by any method while CSRF tokens are off, as they are by default. */
const logoutPath = '/dhis-web-commons-security/logout.action'
const logoutTimeoutMs = 2_000

/**
 * Keeps the DHIS2 sessions that Basic credentials opened, in memory only, so that DHIS2 checks a password with bcrypt
 * (about 100 ms) once and not on every request. Tokens, bearers and callers' own cookies go through as they are.
 */
export function createSessions(settings: SessionsSettings): Sessions {
  const { transport } = settings
  const keep = createSessionKeep(settings)
  const openings = new Map<string, Promise<Opening>>()

  const asThemselves = (credentials: Credentials, request: TransportRequest): Promise<TransportResponse> =>
    transport.send(withLogin(request, credentials.headers))

  async function sendWithSession(session: Session, request: TransportRequest): Promise<TransportResponse> {
    session.inUse++
    try {
      const response = await transport.send(withLogin(request, { cookie: cookieHeader(session.cookies) }))
      if (!isLoginRefused(response)) takeCookies(session.cookies, response)
      return response
    } finally {
      session.inUse--
      keep.endIfUnused(session)
    }
  }

  async function sendBasic(
    key: string,
    credentials: Credentials,
    request: TransportRequest,
  ): Promise<TransportResponse> {
    const response = await asThemselves(credentials, request)
    if (response.status >= 200 && response.status < 300) keep.adopt(key, response)
    return response
  }

  function open(key: string, credentials: Credentials, request: TransportRequest): Promise<TransportResponse> {
    const sent = sendBasic(key, credentials, request)
    const opening = sent.then(
      (response): Opening => {
        if (keep.get(key) !== undefined) return { kind: 'opened' }
        return isLoginRefused(response) ? { kind: 'refused', response } : { kind: 'failed' }
      },
      (): Opening => ({ kind: request.signal?.aborted || isPast(request.deadline) ? 'abandoned' : 'failed' }),
    )
    openings.set(key, opening)
    void opening.then(() => openings.delete(key))
    return sent
  }

  async function sendKept(
    key: string,
    credentials: Credentials,
    request: TransportRequest,
  ): Promise<TransportResponse> {
    let refusals = 0
    for (;;) {
      const session = keep.get(key)
      if (session !== undefined) {
        const response = await sendWithSession(session, request)
        if (!isLoginRefused(response)) return response
        // DHIS2 refuses a dead session before it does anything, so even a write is safe to send again.
        keep.forget(key, session)
        refusals++
        if (refusals > 1) return asThemselves(credentials, request)
      }
      const opening = openings.get(key)
      if (opening === undefined && keep.get(key) === undefined) return open(key, credentials, request)
      const outcome = opening === undefined ? undefined : await orCancelled(opening, request)
      // Each try of a wrong password counts towards DHIS2's lock of the account, so those that waited share the refusal.
      if (outcome?.kind === 'refused') return outcome.response
      if (outcome?.kind === 'failed' || outcome?.kind === 'cancelled') return sendBasic(key, credentials, request)
    }
  }

  return {
    async send(credentials, request) {
      const kept = settings.enabled && !keep.closed() && credentials.kind === 'basic'
      const response = await (kept
        ? sendKept(keep.keyOf(credentials.headers.authorization), credentials, request)
        : asThemselves(credentials, request))
      const { 'set-cookie': _, ...headers } = response.headers
      return { ...response, headers }
    },
    close: () => keep.close(),
  }
}

/** The kept sessions by key, and their ending upstream. */
function createSessionKeep(settings: SessionsSettings) {
  const { transport, now = Date.now, log = silentLog } = settings
  // A key of this process alone: a dump of memory gives no hash to try passwords on elsewhere.
  const secret = randomBytes(32)
  const ending = new Set<Promise<void>>()
  let closed = false

  const sessions = new LRUCache<string, Session>({
    max: settings.maxEntries,
    ttl: settings.maxAgeMs ?? 600_000,
    ttlAutopurge: true,
    ttlResolution: 0,
    perf: { now },
    dispose: (session) => {
      if (session.state === 'kept') session.state = 'dropped'
      endIfUnused(session)
    },
  })

  async function end(session: Session): Promise<void> {
    try {
      const signal = AbortSignal.timeout(logoutTimeoutMs)
      await transport.send(
        withLogin({ method: 'GET', path: logoutPath, signal }, { cookie: cookieHeader(session.cookies) }),
      )
    } catch (error) {
      log.debug('an upstream session could not be ended', {
        reason: error instanceof Error ? error.message : 'unknown',
      })
    }
  }

  function endIfUnused(session: Session): void {
    if (session.state !== 'dropped' || session.inUse > 0) return
    session.state = 'ended'
    const done = end(session)
    ending.add(done)
    void done.then(() => ending.delete(done))
  }

  return {
    endIfUnused,
    closed: () => closed,
    keyOf: (authorization: string): string => createHmac('sha256', secret).update(authorization).digest('base64'),
    get: (key: string): Session | undefined => sessions.get(key),
    /** Keeps the session that an answer opened; one too many is ended. */
    adopt(key: string, response: TransportResponse): void {
      const session: Session = { cookies: new Map(), inUse: 0, state: 'kept' }
      takeCookies(session.cookies, response)
      if (!holdsSession(session.cookies)) return
      if (!closed && !sessions.has(key)) return void sessions.set(key, session)
      session.state = 'dropped'
      endIfUnused(session)
    },
    /** Drops a session that DHIS2 no longer knows: nothing is left to end upstream. */
    forget(key: string, session: Session): void {
      session.state = 'ended'
      if (sessions.peek(key, { allowStale: true }) === session) sessions.delete(key)
    },
    async close(): Promise<void> {
      closed = true
      sessions.clear()
      await Promise.all(ending)
    },
  }
}

/** The request as DHIS2 gets it: this login and no other, and marked as AJAX so that a missing login is a 401 and no redirect. */
function withLogin(request: TransportRequest, login: Readonly<Record<string, string>>): TransportRequest {
  const own = Object.entries(request.headers ?? {}).filter(
    ([name]) => !/^(authorization|cookie|x-requested-with)$/i.test(name),
  )
  return { ...request, headers: { ...Object.fromEntries(own), ...login, 'x-requested-with': 'XMLHttpRequest' } }
}

/** Waits for another's opening, but not longer than the request may take: the transport then tells why it ended. */
async function orCancelled(
  opening: Promise<Opening>,
  request: TransportRequest,
): Promise<Opening | { kind: 'cancelled' }> {
  using cancellation = watchCancellation(request.signal, request.deadline)
  const cancelled = new Promise<{ kind: 'cancelled' }>((resolve) => {
    const cancel = (): void => resolve({ kind: 'cancelled' })
    if (cancellation.signal.aborted) cancel()
    else cancellation.signal.addEventListener('abort', cancel, { once: true })
  })
  return await Promise.race([opening, cancelled])
}

function isPast(deadline: number | undefined): boolean {
  return deadline !== undefined && deadline <= Date.now()
}
