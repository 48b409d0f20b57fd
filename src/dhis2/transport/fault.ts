import { Dhis2Error } from '../errors.ts'
import { TooLargeError, UndecodableError } from './response-body.ts'

/** The code of a failed connection or request, of the system or of undici (ECONNREFUSED, UND_ERR_SOCKET); '' where it has none. */
export function faultCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  const code: unknown = Reflect.get(error, 'code')
  if (typeof code === 'string' && code !== '') return code
  // Several addresses of one name that all refuse come as an AggregateError.
  return error instanceof AggregateError ? faultCode(error.errors[0]) : ''
}

/** The error of a request that got no usable answer; the original is not kept as its `cause`, since it may hold headers. */
export function errorFromFault(error: unknown, maxResponseBytes: number): Dhis2Error {
  if (error instanceof Dhis2Error) return error
  if (error instanceof TooLargeError) {
    const cap = `${Math.round(maxResponseBytes / 1024)} KiB`
    return new Dhis2Error(
      'unexpected',
      `The answer of DHIS2 is larger than the gateway's cap of ${cap}. Ask for fewer records or fields at once.`,
    )
  }
  if (error instanceof UndecodableError) {
    return new Dhis2Error(
      'unexpected',
      'The answer of DHIS2 cannot be decompressed. A proxy in front of it may damage answers.',
    )
  }
  return errorFromCode(faultCode(error))
}

/** The error of a request that did not end before the deadline of its operation. */
export function deadlineError(): Dhis2Error {
  return new Dhis2Error(
    'timeout',
    'DHIS2 did not answer before the deadline of this operation. Ask for fewer records at once, or try again.',
  )
}

const requestTold =
  'The request could not be sent: a header or the address holds a character that HTTP does not allow. Check the login.'

/** Faults of making a connection: nothing of the request went over it. */
const NEVER_SENT =
  /CERT|SSL|TLS|^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|UND_ERR_INVALID_ARG|UND_ERR_CLOSED)$/

function errorFromCode(code: string): Dhis2Error {
  const neverSent = { neverSent: NEVER_SENT.test(code) }
  if (/CERT|SSL|TLS/.test(code)) {
    return new Dhis2Error(
      'unavailable',
      `The certificate of DHIS2 is not trusted (${code}). Renew it, or name its authority in NODE_EXTRA_CA_CERTS.`,
      neverSent,
    )
  }
  switch (code) {
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return new Dhis2Error(
        'timeout',
        `DHIS2 took too long to answer (${code}). Ask for fewer records at once, or try again.`,
      )
    case 'UND_ERR_CONNECT_TIMEOUT':
      return new Dhis2Error(
        'unavailable',
        `DHIS2 could not be reached in time (${code}). Check that it runs and that its address is right.`,
        neverSent,
      )
    case 'ENOTFOUND':
      return new Dhis2Error(
        'unavailable',
        'The host name of DHIS2 is unknown (ENOTFOUND). Check the address set for DHIS2.',
        neverSent,
      )
    case 'UND_ERR_INVALID_ARG':
      return new Dhis2Error('badRequest', requestTold, neverSent)
    case 'UND_ERR_CLOSED':
    case 'UND_ERR_DESTROYED':
      return new Dhis2Error('unavailable', 'The gateway is shutting down. Try again in a while.', neverSent)
    case '':
      return new Dhis2Error('unavailable', 'The request to DHIS2 failed. Try again in a while.')
    default:
      return new Dhis2Error(
        'unavailable',
        `DHIS2 cannot be reached (${code}). Check that it runs and that its address is right.`,
        neverSent,
      )
  }
}
