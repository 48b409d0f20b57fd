import { type Dispatcher, Pool } from 'undici'
import { type Log, silentLog } from '../../telemetry/log.ts'
import { type Cancellation, pause, watchCancellation } from './cancellation.ts'
import { headerOf, type Transport, type TransportRequest, type TransportResponse } from './exchange.ts'
import { deadlineError, errorFromFault, faultCode } from './fault.ts'
import { acceptedEncodings, readBody } from './response-body.ts'
import { decideRetry, type RetryDecision } from './retry-policy.ts'

/** How to reach one server; all times in milliseconds. The base URL may have a context path (`https://host/dhis`), but no login. */
export interface TransportSettings {
  readonly baseUrl: string
  readonly connections: number
  readonly connectTimeoutMs: number
  readonly headersTimeoutMs: number
  readonly bodyTimeoutMs: number
  /** Further attempts of a GET after its first. */
  readonly retries: number
  readonly retryBaseMs: number
  /** The largest answer, counted before and after decompression. */
  readonly maxResponseBytes: number
  readonly log?: Log
  /** In [0, 1), for the jitter. */
  readonly random?: () => number
}

type Attempt = { readonly response: TransportResponse } | { readonly fault: unknown }

/** Opens a pool of keep-alive HTTP/1.1 connections to one server; connections are made when first needed. */
export function createTransport(settings: TransportSettings): Transport {
  const base = parseBaseUrl(settings.baseUrl)
  const pool = new Pool(base.origin, {
    connections: settings.connections,
    pipelining: 1,
    // A cancelled request shall close its socket, and DHIS2's Tomcat speaks HTTP/1.1.
    allowH2: false,
    connect: { timeout: settings.connectTimeoutMs },
    headersTimeout: settings.headersTimeoutMs,
    bodyTimeout: settings.bodyTimeoutMs,
  })
  const prefix = base.pathname.replace(/\/+$/, '')
  let closing: Promise<void> | undefined
  return {
    send: (request) => sendWithRetries(pool, prefix, settings, request),
    close: () => {
      closing ??= pool.close()
      return closing
    },
  }
}

/** A base URL that http can be spoken to; the error never repeats it, since it may hold a password. */
function parseBaseUrl(text: string): URL {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new Error('The address of DHIS2 must be an http or https URL.')
  if (url.username !== '' || url.password !== '')
    throw new Error('The address of DHIS2 must not hold a user name or password.')
  return url
}

// Own retries and not undici's `retry` interceptor: that one knows no deadline and no full jitter, and resumes bodies by ranges.
async function sendWithRetries(
  pool: Pool,
  prefix: string,
  settings: TransportSettings,
  request: TransportRequest,
): Promise<TransportResponse> {
  using cancellation = watchCancellation(request.signal, request.deadline)
  for (let attempt = 1; ; attempt++) {
    throwIfCancelled(cancellation)
    const result = await attemptOnce(pool, prefix, settings, request, cancellation.signal)
    throwIfCancelled(cancellation)
    const decision = decide(settings, request, attempt, result)
    if (!decision.retry) {
      if ('response' in result) return result.response
      throw errorFromFault(result.fault, settings.maxResponseBytes)
    }
    const outcome = 'response' in result ? result.response.status : faultCode(result.fault)
    const path = request.path.split('?')[0]
    ;(settings.log ?? silentLog).info('upstream request is tried again', {
      path,
      attempt,
      outcome,
      delayMs: decision.delayMs,
    })
    await pause(decision.delayMs, cancellation.signal)
  }
}

function throwIfCancelled(cancellation: Cancellation): void {
  if (!cancellation.signal.aborted) return
  if (cancellation.timedOut()) throw deadlineError()
  throw new DOMException('The caller went away; the request to DHIS2 was cancelled.', 'AbortError')
}

function decide(
  settings: TransportSettings,
  request: TransportRequest,
  attempt: number,
  result: Attempt,
): RetryDecision {
  const outcome =
    'response' in result
      ? {
          kind: 'answer' as const,
          status: result.response.status,
          retryAfter: headerOf(result.response, 'retry-after'),
        }
      : { kind: 'fault' as const, code: faultCode(result.fault) }
  const random = (settings.random ?? Math.random)()
  return decideRetry(settings, {
    method: request.method,
    attempt,
    outcome,
    now: Date.now(),
    deadline: request.deadline,
    random,
  })
}

async function attemptOnce(
  pool: Pool,
  prefix: string,
  settings: TransportSettings,
  request: TransportRequest,
  signal: AbortSignal,
): Promise<Attempt> {
  let body: Dispatcher.ResponseData['body'] | undefined
  try {
    const answer = await pool.request({
      method: request.method,
      path: prefix + request.path,
      headers: { ...request.headers, 'accept-encoding': request.stream ? 'identity' : acceptedEncodings },
      body: request.body ?? null,
      signal,
    })
    body = answer.body
    // Who reads the stream meets its errors; one that is given up has nobody to tell.
    if (request.stream && answer.statusCode >= 200 && answer.statusCode < 300)
      return {
        response: { status: answer.statusCode, headers: answer.headers, body: '', stream: body.on('error', () => {}) },
      }
    const encoding = answer.headers['content-encoding']
    const text = await readBody(
      body,
      Array.isArray(encoding) ? encoding.join(',') : encoding,
      settings.maxResponseBytes,
    )
    return { response: { status: answer.statusCode, headers: answer.headers, body: text } }
  } catch (fault) {
    // A body that is given up half-read would hold its connection.
    body?.on('error', () => {}).destroy()
    return { fault }
  }
}
