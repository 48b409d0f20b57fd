import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Dhis2Error, errorFromAnswer, failureOf } from '../../src/dhis2/errors.ts'
import { isUpstreamFailure } from '../../src/model/upstream-failure.ts'

const folder = new URL('../recordings/exchanges/2.42/', import.meta.url)
interface Recording {
  readonly request: { readonly method: string }
  readonly response: { readonly status: number; readonly headers: Record<string, string>; readonly body: unknown }
}
function recorded(number: string): Recording {
  const name = readdirSync(folder).find((file) => file.startsWith(`${number}-`))
  return JSON.parse(readFileSync(new URL(name ?? 'missing', folder), 'utf8')) as Recording
}
function errorOfRecorded(number: string): Dhis2Error | undefined {
  const { request, response } = recorded(number)
  const body = typeof response.body === 'string' ? response.body : JSON.stringify(response.body)
  return failureOf({ ...response, body }, request.method)
}
const json = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})
const page = (status: number) => ({
  status,
  headers: { 'content-type': 'text/html;charset=utf-8' },
  body: '<!doctype html><html><body><h1>Tomcat inner words</h1></body></html>',
})

test.each([
  ['002', 'unauthenticated', 302],
  ['003', 'unauthenticated', 401],
  ['010', 'unsupported', 404],
  ['065', 'badRequest', 400],
  ['081', 'badRequest', 409],
  ['088', 'forbidden', 403],
  ['089', 'badRequest', 400],
  ['097', 'notFound', 404],
  ['100', 'notFound', 404],
  ['405', 'unauthenticated', 302],
  ['406', 'unauthenticated', 401],
  ['411', 'unauthenticated', 400],
  ['412', 'unauthenticated', 302],
  ['416', 'badRequest', 400],
  ['418', 'unsupported', 406],
])('recording %s of DHIS2 2.42 is %s (HTTP %i)', (number, kind, status) => {
  expect(errorOfRecorded(number)).toMatchObject({ kind, status })
})

test.each(['001', '011', '067', '402', '409'])('recording %s of DHIS2 2.42 is no failure', (number) => {
  expect(errorOfRecorded(number)).toBeUndefined()
})

test("DHIS2's code and words are kept and told", () => {
  const error = errorOfRecorded('065')
  const said = "attribute filters are invalid. Tracked entity attribute 'abcdefghijk' does not exist."
  expect(error).toMatchObject({ errorCode: 'E1003', upstreamMessage: said, message: expect.stringContaining(said) })
  expect(isUpstreamFailure(error)).toBe(true)
})

test('a mistyped token is told with what DHIS2 says of it', () => {
  expect(errorOfRecorded('411')?.message).toMatch(/sign in again\. DHIS2 says: Checksum validation failed$/)
})

test.each([
  [409, 'GET', 'Program is not specified', 'badRequest'],
  [409, 'GET', 'Event was already deleted', 'conflict'],
  [409, 'POST', 'Import failed', 'conflict'],
  [405, 'POST', 'Method not supported', 'unsupported'],
  [414, 'GET', 'too long', 'badRequest'],
  [429, 'GET', 'too many', 'unavailable'],
  [500, 'GET', 'boom', 'unexpected'],
  [502, 'GET', 'boom', 'unavailable'],
  [503, 'GET', 'boom', 'unavailable'],
  [504, 'GET', 'boom', 'unavailable'],
  [418, 'GET', 'teapot', 'unexpected'],
])('a JSON answer %i to a %s (%s) is %s', (status, method, message, kind) => {
  expect(errorFromAnswer(json(status, { message }), method)).toMatchObject({ kind, status, upstreamMessage: message })
})

test.each([
  [200, 'unexpected'],
  [400, 'badRequest'],
  [401, 'unauthenticated'],
  [403, 'forbidden'],
  [404, 'unsupported'],
  [500, 'unavailable'],
  [503, 'unavailable'],
])('a web page with %i is %s, and nothing of it is repeated', (status, kind) => {
  const error = failureOf(page(status))
  expect(error).toMatchObject({ kind, status })
  expect(error?.upstreamMessage).toBeUndefined()
  expect(error?.message).not.toMatch(/Tomcat|</)
})

test.each([
  '/dhis-web-login/',
  'https://host/dhis/login/?error',
  '/dhis-web-commons/security/login.action',
  '/dhis-web-commons-security/logout.action',
])('a redirect to %s is a missing login', (location) =>
  expect(failureOf({ status: 302, headers: { location }, body: '' })?.kind).toBe('unauthenticated'),
)

test.each(['https://other/api/me?next=login', '', '/'])('another redirect (%j) is unexpected', (location) => {
  expect(failureOf({ status: 301, headers: { location }, body: '' })?.kind).toBe('unexpected')
})

test('no answer whatever makes the mapping fail or repeats markup', () => {
  const bodies = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({ message: fc.anything(), errorCode: fc.anything(), devMessage: fc.anything() })
      .map((said) => JSON.stringify(said)),
    fc.string().map((text) => JSON.stringify({ message: `<html>${text}</html>` })),
  )
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 599 }), bodies, fc.constantFrom('GET', 'POST'), (status, body, method) => {
      const error = errorFromAnswer({ status, headers: {}, body }, method)
      expect(error).toBeInstanceOf(Dhis2Error)
      expect(error.message).not.toMatch(/<\/?html/i)
    }),
  )
})
