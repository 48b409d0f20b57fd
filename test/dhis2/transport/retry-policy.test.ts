import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type AttemptOutcome,
  decideRetry,
  longestDelayMs,
  type RetryQuestion,
  retryAfterMs,
} from '../../../src/dhis2/transport/retry-policy.ts'

const limits = { retries: 3, retryBaseMs: 100 }
const now = Date.UTC(2026, 10, 21, 5, 0, 0)
const reset: AttemptOutcome = { kind: 'fault', code: 'ECONNRESET' }
const ask = (question: Partial<RetryQuestion>) =>
  decideRetry(limits, { method: 'GET', attempt: 1, outcome: reset, now, random: 0.5, ...question })
const answered = (status: number, retryAfter?: string): AttemptOutcome => ({ kind: 'answer', status, retryAfter })

test.each(['ECONNRESET', 'ECONNREFUSED', 'UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT', 'EPIPE'])(
  'a GET that met %s is tried again',
  (code) => {
    expect(ask({ outcome: { kind: 'fault', code } })).toEqual({ retry: true, delayMs: 50 })
  },
)

test.each([502, 503, 504])('a GET that was answered %i is tried again', (status) => {
  expect(ask({ outcome: answered(status) }).retry).toBe(true)
})

test.each([200, 302, 400, 401, 404, 409, 429, 500])('a GET that was answered %i is not tried again', (status) => {
  expect(ask({ outcome: answered(status) })).toEqual({ retry: false })
})

test.each(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_INVALID_ARG', ''])(
  'a GET that met %j is not tried again',
  (code) => {
    expect(ask({ outcome: { kind: 'fault', code } })).toEqual({ retry: false })
  },
)

test('the delay is jittered over a span that doubles with each attempt', () => {
  expect([1, 2, 3].map((attempt) => ask({ attempt, random: 0.999_999 }))).toEqual([
    { retry: true, delayMs: 100 },
    { retry: true, delayMs: 200 },
    { retry: true, delayMs: 400 },
  ])
  expect(ask({ random: 0 })).toEqual({ retry: true, delayMs: 0 })
})

test('attempts are bounded', () => {
  expect(ask({ attempt: 4 })).toEqual({ retry: false })
})

test('Retry-After is the least delay, in seconds or as an HTTP date', () => {
  expect(ask({ outcome: answered(503, '2') })).toEqual({ retry: true, delayMs: 2_000 })
  expect(ask({ outcome: answered(503, new Date(now + 5_000).toUTCString()) })).toEqual({ retry: true, delayMs: 5_000 })
  expect(ask({ outcome: answered(503, '0') })).toEqual({ retry: true, delayMs: 50 })
})

test.each(['', 'soon', '-1', '1.5', '2026'])('Retry-After %j is either seconds or says nothing', (text) => {
  expect(retryAfterMs(text, now)).toBe(text === '2026' ? 2_026_000 : undefined)
})

test('a server that asks for a longer wait than a caller can be kept gets no retry', () => {
  expect(ask({ outcome: answered(503, '3600') })).toEqual({ retry: false })
})

const outcomes = fc.oneof(
  fc.record({ kind: fc.constant('fault' as const), code: fc.constantFrom('ECONNRESET', 'UND_ERR_SOCKET', 'OTHER') }),
  fc.record({
    kind: fc.constant('answer' as const),
    status: fc.integer({ min: 200, max: 599 }),
    retryAfter: fc.option(fc.oneof(fc.nat(100).map(String), fc.string()), { nil: undefined }),
  }),
)
const questions = fc.record({
  attempt: fc.integer({ min: 1, max: 6 }),
  outcome: outcomes,
  random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  deadline: fc.integer({ min: now - 1_000, max: now + 60_000 }),
})

test('no delay ever reaches the deadline or the longest wait', () => {
  fc.assert(
    fc.property(questions, (question) => {
      const decision = ask(question)
      if (!decision.retry) return
      expect(now + decision.delayMs).toBeLessThan(question.deadline)
      expect(decision.delayMs).toBeLessThanOrEqual(longestDelayMs)
    }),
  )
})

test('a write is never tried again', () => {
  fc.assert(
    fc.property(questions, fc.constantFrom('POST', 'PUT', 'DELETE'), (question, method) => {
      expect(ask({ ...question, method, deadline: undefined })).toEqual({ retry: false })
    }),
  )
})
