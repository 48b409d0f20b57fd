import { createHmac, randomBytes } from 'node:crypto'
import type { Credentials } from '../model/credentials.ts'
import type { Identity } from '../model/identity.ts'

/** Cookies that carry a DHIS2 session (JSESSIONID; SESSION where sessions are kept in Redis). No other cookie goes upstream. */
const SESSION_COOKIES = ['JSESSIONID', 'SESSION']

const SCHEMES = { basic: 'basic', apitoken: 'token', bearer: 'bearer' } as const

/** A caller's credentials: the Authorization header if there is one, else a DHIS2 session cookie, else the service account's. */
export function credentialsOf(headers: Headers, serviceAuthorization?: string): Credentials | undefined {
  const authorization = headers.get('authorization')
  // A header that is not understood is refused: falling back to the cookie or the service account would widen.
  if (authorization !== null) return authorizationCredentials(authorization)
  const cookie = sessionCookie(headers.get('cookie') ?? '')
  if (cookie) return { kind: 'cookie', headers: { cookie } }
  return serviceAuthorization === undefined ? undefined : authorizationCredentials(serviceAuthorization)
}

function authorizationCredentials(authorization: string): Credentials | undefined {
  const scheme = /^(basic|apitoken|bearer) +\S/i.exec(authorization)?.[1]?.toLowerCase()
  if (scheme !== 'basic' && scheme !== 'apitoken' && scheme !== 'bearer') return undefined
  return { kind: SCHEMES[scheme], headers: { authorization } }
}

function sessionCookie(header: string): string | undefined {
  const kept = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => SESSION_COOKIES.includes(pair.split('=')[0] ?? ''))
  return kept.length > 0 ? kept.join('; ') : undefined
}

/** Tells who calls. The key is a hash of the credentials under a secret of this process, from which nothing can be read. */
export function createIdentify(serviceAuthorization: string | undefined): (headers: Headers) => Identity | undefined {
  const secret = randomBytes(32)
  return (headers) => {
    const credentials = credentialsOf(headers, serviceAuthorization)
    if (!credentials) return undefined
    const text = JSON.stringify([credentials.kind, credentials.headers])
    return { credentials, key: createHmac('sha256', secret).update(text).digest('base64url') }
  }
}
