import { expect, test } from 'vitest'
import { errorFromFault, faultCode } from '../../../src/dhis2/transport/fault.ts'

const withCode = (code: string) => Object.assign(new Error('inner words'), { code })

test.each([
  ['ECONNREFUSED', 'unavailable', 'Check that it runs'],
  ['ENOTFOUND', 'unavailable', 'host name'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'unavailable', 'certificate'],
  ['UND_ERR_CONNECT_TIMEOUT', 'unavailable', 'could not be reached in time'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout', 'took too long'],
  ['UND_ERR_BODY_TIMEOUT', 'timeout', 'took too long'],
  ['UND_ERR_CLOSED', 'unavailable', 'shutting down'],
  ['', 'unavailable', 'Try again'],
])('a fault %j is %s and tells the next step', (code, kind, text) => {
  const error = errorFromFault(withCode(code), 1)
  expect(error).toMatchObject({ kind, message: expect.stringContaining(text) })
  expect(error.message).not.toContain('inner words')
  expect(error.cause).toBeUndefined()
})

test('where all addresses of a name fail, the first tells why', () => {
  expect(faultCode(new AggregateError([withCode('ECONNREFUSED'), withCode('ENETUNREACH')]))).toBe('ECONNREFUSED')
})
