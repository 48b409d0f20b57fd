/** Limits of retrying: how many further attempts, and the base in milliseconds of the delay that doubles with each. */
export interface RetryLimits {
  readonly retries: number
  readonly retryBaseMs: number
}

/** How an attempt ended badly: no connection or one that broke (an error code of the system or of undici), or an answer. */
export type AttemptOutcome =
  | { readonly kind: 'fault'; readonly code: string }
  | { readonly kind: 'answer'; readonly status: number; readonly retryAfter?: string | undefined }

/** One decision's question; `attempt` counts from 1, times are epoch milliseconds, `random` is in [0, 1). */
export interface RetryQuestion {
  readonly method: string
  readonly attempt: number
  readonly outcome: AttemptOutcome
  readonly now: number
  readonly deadline?: number | undefined
  readonly random: number
}

/** Whether to try again, and after how many milliseconds. */
export type RetryDecision = { readonly retry: true; readonly delayMs: number } | { readonly retry: false }

/** The longest that a caller is kept waiting between attempts, in milliseconds; a server that asks for more gets no retry. */
export const longestDelayMs = 30_000

const connectionFaults = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
])
const passingStatuses = new Set([502, 503, 504])

/** Decides on a further attempt: GETs alone, on connection faults and 502/503/504, full jitter, Retry-After as the least delay, never past the deadline. */
export function decideRetry(limits: RetryLimits, question: RetryQuestion): RetryDecision {
  const { method, attempt, outcome, now, deadline, random } = question
  if (method !== 'GET' || attempt > limits.retries || !isPassing(outcome)) return { retry: false }
  const asked = outcome.kind === 'answer' ? (retryAfterMs(outcome.retryAfter, now) ?? 0) : 0
  const jitter = random * Math.min(limits.retryBaseMs * 2 ** (attempt - 1), longestDelayMs)
  const delayMs = Math.ceil(Math.max(asked, jitter))
  if (delayMs > longestDelayMs || (deadline !== undefined && now + delayMs >= deadline)) return { retry: false }
  return { retry: true, delayMs }
}

/** The delay of a Retry-After header (RFC 9110: seconds or an HTTP date) in milliseconds, never negative; undefined where it says nothing. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? ''
  if (/^\d+$/.test(text)) return Number(text) * 1000
  // Only the forms of an HTTP date start with a day's name; Date.parse alone would take "-1" for a year.
  const at = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

function isPassing(outcome: AttemptOutcome): boolean {
  return outcome.kind === 'fault' ? connectionFaults.has(outcome.code) : passingStatuses.has(outcome.status)
}
