import type { Credentials } from '../model/credentials.ts'
import { type Log, silentLog } from '../telemetry/log.ts'
import { isLoginRefused } from './errors.ts'
import { watchCancellation } from './transport/cancellation.ts'
import type { Transport, TransportRequest, TransportResponse } from './transport/exchange.ts'
import { cookieHeader, takeCookies } from './transport/session-cookies.ts'
import { createSessionKeep, type Session, type SessionKeep } from './transport/session-keep.ts'

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
  /** How many kept sessions DHIS2 has not known any more so far: a restart ends them all. */
  lost(): number
  /** Ends all kept sessions upstream, best effort, within two seconds; later requests go with their own credentials. */
  close(): Promise<void>
}

/** How the first request of some credentials went for those that waited for it; `abandoned`: its caller went away. */
type Opening =
  | { readonly kind: 'opened' | 'failed' | 'abandoned' }
  | { readonly kind: 'refused'; readonly response: TransportResponse }

/** The address that ends a session in DHIS2 2.35 to 2.43, by any method while CSRF tokens are off, as they are by default. */
const logoutPath = '/dhis-web-commons-security/logout.action'
const logoutTimeoutMs = 2_000

/** What the sending of requests shares: the kept sessions, and the openings under way by the same keys. */
interface Desk {
  readonly transport: Transport
  readonly keep: SessionKeep
  readonly openings: Map<string, Promise<Opening>>
  lost: number
}

/** One request of Basic credentials, with the key of its session. */
interface KeyedRequest {
  readonly key: string
  readonly credentials: Credentials
  readonly request: TransportRequest
}

/**
 * Keeps the DHIS2 sessions that Basic credentials opened, in memory only, so that DHIS2 checks a password with bcrypt
 * (about 100 ms) once and not on every request. Tokens, bearers and callers' own cookies go through as they are.
 */
export function createSessions(settings: SessionsSettings): Sessions {
  const { transport } = settings
  const keep = createSessionKeep({
    maxEntries: settings.maxEntries,
    maxAgeMs: settings.maxAgeMs ?? 600_000,
    now: settings.now ?? (() => performance.now()),
    end: (session) => endUpstream(settings, session),
  })
  const desk: Desk = { transport, keep, openings: new Map(), lost: 0 }
  return {
    async send(credentials, request) {
      const kept = settings.enabled && !keep.closed() && credentials.kind === 'basic'
      const response = await (kept
        ? sendKept(desk, { key: keep.keyOf(credentials.headers.authorization), credentials, request })
        : transport.send(withLogin(request, credentials.headers)))
      const { 'set-cookie': _, ...headers } = response.headers
      return { ...response, headers }
    },
    lost: () => desk.lost,
    close: () => keep.close(),
  }
}

async function sendKept(desk: Desk, keyed: KeyedRequest): Promise<TransportResponse> {
  const { keep, openings } = desk
  for (let refusals = 0; ; ) {
    const session = keep.get(keyed.key)
    if (session !== undefined) {
      const response = await sendWithSession(desk, session, keyed.request)
      if (!isLoginRefused(response)) return response
      // DHIS2 refuses a dead session before it does anything, so even a write is safe to send again.
      if (keep.get(keyed.key) === session) desk.lost++
      keep.forget(keyed.key, session)
      if (++refusals > 1) return sendWithPassword(desk, keyed)
    }
    const opening = openings.get(keyed.key)
    if (opening !== undefined) {
      const outcome = await orCancelled(opening, keyed.request)
      // Each try of a wrong password counts towards DHIS2's lock of the account, so those that waited share the refusal.
      if (outcome.kind === 'refused') return outcome.response
      if (outcome.kind === 'failed' || outcome.kind === 'cancelled') return sendWithPassword(desk, keyed)
    } else if (keep.get(keyed.key) === undefined) return open(desk, keyed)
  }
}

async function sendWithSession(desk: Desk, session: Session, request: TransportRequest): Promise<TransportResponse> {
  const release = desk.keep.use(session)
  try {
    const response = await desk.transport.send(withLogin(request, { cookie: cookieHeader(session.cookies) }))
    if (!isLoginRefused(response)) takeCookies(session.cookies, response)
    return response
  } finally {
    release()
  }
}

async function sendWithPassword(desk: Desk, { key, credentials, request }: KeyedRequest): Promise<TransportResponse> {
  const response = await desk.transport.send(withLogin(request, credentials.headers))
  if (response.status >= 200 && response.status < 300) desk.keep.adopt(key, response)
  return response
}

/** Sends the first request of some credentials; those that come meanwhile find its opening and wait for it. */
function open(desk: Desk, keyed: KeyedRequest): Promise<TransportResponse> {
  const { key, request } = keyed
  const sent = sendWithPassword(desk, keyed)
  const opening = sent.then(
    (response): Opening => {
      if (desk.keep.get(key) !== undefined) return { kind: 'opened' }
      return isLoginRefused(response) ? { kind: 'refused', response } : { kind: 'failed' }
    },
    (): Opening => ({ kind: request.signal?.aborted || isPast(request.deadline) ? 'abandoned' : 'failed' }),
  )
  desk.openings.set(key, opening)
  void opening.then(() => desk.openings.delete(key))
  return sent
}

/** Ends a session upstream; it is best effort, since DHIS2 lets an idle session die by itself. */
async function endUpstream({ transport, log = silentLog }: SessionsSettings, session: Session): Promise<void> {
  try {
    const signal = AbortSignal.timeout(logoutTimeoutMs)
    await transport.send(
      withLogin({ method: 'GET', path: logoutPath, signal }, { cookie: cookieHeader(session.cookies) }),
    )
  } catch (error) {
    log.debug('an upstream session could not be ended', { reason: error instanceof Error ? error.message : 'unknown' })
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
