import { type UpstreamFailure, type UpstreamFailureKind, upstreamFailureBrand } from '../model/upstream-failure.ts'

/** The parts of an HTTP answer that tell what went wrong; header names are lower case. */
export interface RefusedAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** What DHIS2 said beside the kind and the message; absent parts are left out. */
export interface UpstreamDetails {
  readonly status?: number | undefined
  readonly errorCode?: string | undefined
  readonly upstreamMessage?: string | undefined
  readonly neverSent?: boolean | undefined
}

/** The one error of a failed DHIS2 request; it has no `cause`, since those of an HTTP client may hold request headers. */
export class Dhis2Error extends Error implements UpstreamFailure {
  readonly [upstreamFailureBrand] = true
  readonly kind: UpstreamFailureKind
  readonly status?: number
  readonly errorCode?: string
  readonly upstreamMessage?: string
  readonly neverSent?: boolean

  constructor(kind: UpstreamFailureKind, message: string, details: UpstreamDetails = {}) {
    super(message)
    this.name = 'Dhis2Error'
    this.kind = kind
    if (details.status !== undefined) this.status = details.status
    if (details.errorCode !== undefined) this.errorCode = details.errorCode
    if (details.upstreamMessage !== undefined) this.upstreamMessage = details.upstreamMessage
    if (details.neverSent) this.neverSent = true
  }
}

/** Whether an answer is a redirect to a login page (2.35 to 2.43 send one where a login is missing and the request is not marked as AJAX). */
export function isLoginRedirect(answer: RefusedAnswer): boolean {
  if (answer.status < 300 || answer.status > 399) return false
  const path = firstHeader(answer, 'location').split(/[?#]/)[0] ?? ''
  // A session that DHIS2 expired (too many of one user) is sent to its logout address.
  return /login|logout|\/oauth2\/authorization/i.test(path)
}

/** Whether DHIS2 refused the login itself, before doing anything: a 401 or a redirect to the login page. */
export function isLoginRefused(answer: RefusedAnswer): boolean {
  return (answer.status === 401 && !isOwnershipDenied(answer.body)) || isLoginRedirect(answer)
}

/** Up to 2.40 a good login is answered 401 (or 409) where another organisation unit owns the tracked entity (recorded: 191). */
function isOwnershipDenied(body: string): boolean {
  return body.includes('OWNERSHIP_ACCESS_DENIED')
}

/** The failure in an answer, or undefined for a 2xx that is not a web page: what a client asks before it reads the body as JSON. */
export function failureOf(answer: RefusedAnswer, method = 'GET'): Dhis2Error | undefined {
  // A stored page of HTML is sent under a file's name; a login page in place of an answer is not.
  const isPage = isHtml(answer) && answer.headers['content-disposition'] === undefined
  const good = answer.status >= 200 && answer.status < 300 && !isPage
  return good ? undefined : errorFromAnswer(answer, method)
}

/**
 * Maps an answer that is not a success to an error; of an HTML page or a redirect nothing is repeated.
 * The method decides what a 409 means: on reads DHIS2 answers it for a query it cannot run (2.42, IllegalQueryException).
 */
export function errorFromAnswer(answer: RefusedAnswer, method = 'GET'): Dhis2Error {
  const { status } = answer
  if (isLoginRedirect(answer)) return new Dhis2Error('unauthenticated', loginRefused, { status })
  if (isHtml(answer)) return errorFromPage(status)
  const said = webMessage(answer.body)
  // DHIS2 2.42 answers 400 "Checksum validation failed" to a mistyped token.
  const tokenRefused = status === 400 && /apitoken/i.test(firstHeader(answer, 'www-authenticate'))
  const kind = tokenRefused ? 'unauthenticated' : kindOf(status, method, said.upstreamMessage)
  return new Dhis2Error(kind, messageOf(kind, status, said.upstreamMessage), { status, ...said })
}

const loginRefused =
  'DHIS2 did not accept the login. Check the user name and password, token or session, and sign in again.'

const intros: Record<UpstreamFailureKind, readonly [whenSaid: string, whenSilent: string]> = {
  unauthenticated: [loginRefused, loginRefused],
  forbidden: ['DHIS2 does not let this user do this', 'Ask for access, or sign in as a user who has it.'],
  notFound: ['DHIS2 did not find it', 'Check the identifier, and that this user may see the record.'],
  badRequest: ['DHIS2 did not accept the request', 'Check the arguments of the query.'],
  conflict: [
    'DHIS2 could not do this because of the present state of its data',
    'Read the record again and repeat the change.',
  ],
  unsupported: ['This DHIS2 server does not support the request', 'Check the version of the server.'],
  timeout: ['DHIS2 took too long', 'Ask for fewer records at once, or try again.'],
  outcomeUnknown: ['DHIS2 may have stored the change or not', 'Look before you send it again.'],
  unavailable: ['DHIS2 cannot answer at present', 'Try again in a while.'],
  unexpected: ['DHIS2 failed', "Try again; if it stays so, look at the DHIS2 server's log."],
}

function messageOf(kind: UpstreamFailureKind, status: number, upstreamMessage: string | undefined): string {
  const [intro, step] = intros[kind]
  if (kind === 'unauthenticated')
    return upstreamMessage && status !== 401 ? `${intro} DHIS2 says: ${upstreamMessage}` : intro
  return `${intro} (HTTP ${status}${upstreamMessage ? `: ${upstreamMessage}` : ''}). ${step}`
}

function kindOf(status: number, method: string, text = ''): UpstreamFailureKind {
  // Up to 2.38 these are a 409, from 2.40 on a 403 (recorded: 180) or 404 (100).
  if (isOwnershipDenied(text) || /not part of the search scope|no read access to organisation unit/i.test(text))
    return 'forbidden'
  if (status === 409) return method === 'GET' && !/already|modified|locked/i.test(text) ? 'badRequest' : 'conflict'
  const known: Record<number, UpstreamFailureKind> = {
    400: 'badRequest',
    401: 'unauthenticated',
    403: 'forbidden',
    404: 'notFound',
    405: 'unsupported',
    406: 'unsupported',
    408: 'timeout',
    412: 'conflict',
    413: 'badRequest',
    414: 'badRequest',
    415: 'unsupported',
    422: 'badRequest',
    429: 'unavailable',
    501: 'unsupported',
    502: 'unavailable',
    503: 'unavailable',
    504: 'unavailable',
  }
  return known[status] ?? 'unexpected'
}

function errorFromPage(status: number): Dhis2Error {
  if (status === 401) return new Dhis2Error('unauthenticated', loginRefused, { status })
  // A page is Tomcat's or a proxy's: DHIS2 itself answers JSON, so a 404 means that the address, not the record, is unknown.
  const kind = status === 404 ? 'unsupported' : status >= 500 ? 'unavailable' : kindOf(status, 'GET')
  return new Dhis2Error(kind, pageMessage(kind, status), { status })
}

function pageMessage(kind: UpstreamFailureKind, status: number): string {
  const start = `The server answered with a web page (HTTP ${status}) where DHIS2's JSON was expected.`
  if (status === 404)
    return `${start} Either this DHIS2 version has no such endpoint, or the address set for DHIS2 lacks its context path.`
  if (status === 400 || status === 414)
    return `${start} The request was too long or malformed: ask for fewer things at once.`
  if (kind === 'unavailable')
    return `${start} DHIS2 or a proxy in front of it is down or starting: try again in a while.`
  if (kind === 'forbidden') return `${start} A proxy in front of DHIS2 may refuse the request: ask its administrator.`
  if (kind === 'unsupported') return `${start} Check the version of the server.`
  return `${start} Check that the address set for DHIS2 is that of a DHIS2 server, with its context path.`
}

function webMessage(body: string): UpstreamDetails {
  const parsed = jsonObject(body)
  const text = (key: string): string | undefined => {
    const value: unknown = parsed === undefined ? undefined : Reflect.get(parsed, key)
    return typeof value === 'string' && value !== '' && !/<\/?(html|body|head)\b/i.test(value)
      ? value.slice(0, 1000)
      : undefined
  }
  return { errorCode: text('errorCode')?.slice(0, 20), upstreamMessage: text('message') ?? text('devMessage') }
}

function jsonObject(body: string): object | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

function isHtml(answer: RefusedAnswer): boolean {
  return /html/i.test(firstHeader(answer, 'content-type')) || /^\s*<(!doctype|html)/i.test(answer.body)
}

function firstHeader(answer: RefusedAnswer, name: string): string {
  const value = answer.headers[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}
