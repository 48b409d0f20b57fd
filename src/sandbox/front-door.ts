import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { loginPage } from './container-pages.ts'
import { errorAnswer, type SandboxAnswer, type SandboxRequest, type SandboxRoute } from './exchange.ts'
import { readForm } from './form-data.ts'
import type { AuthenticationKind, SignIn, SignInResult } from './sign-in.ts'
import type { SandboxVersion, SessionFacts } from './versions/version-facts.ts'

/** The largest request line with headers that DHIS2's servlet container takes, in bytes. */
const maxHeaderBytes = 8192

/** An answer, and how its caller was let in. */
export interface AnsweredRequest {
  answer: SandboxAnswer
  kind: AuthenticationKind
}

/** Takes one HTTP request through sign-in to the first route that has an answer. */
export async function answerRequest(
  incoming: IncomingMessage,
  { routes, signIn, version }: { routes: SandboxRoute[]; signIn: SignIn; version: SandboxVersion },
): Promise<AnsweredRequest> {
  if (headerBytes(incoming) > maxHeaderBytes) return { answer: version.pages.headerTooLarge(), kind: 'none' }
  const url = URL.parse(incoming.url ?? '/', 'http://sandbox')
  if (url === null) return { answer: version.pages.notFound(incoming.url ?? '/'), kind: 'none' }
  const open = openPage(incoming, url.pathname, signIn, version.session.loginPath)
  if (open !== undefined) return { answer: open, kind: 'none' }
  const { authorization, cookie } = incoming.headers
  const result = await signIn.check({ authorization, cookie })
  const { kind } = result
  if (result.outcome !== 'user') {
    const cookies = version.session.opensAnonymously ? newSessionCookie(randomUUID(), version.session) : []
    return { answer: withCookies(refusal(result, incoming, version.session), cookies), kind }
  }
  const answer = await routed(incoming, url, { routes, version }, result)
  const cookies = [...newSessionCookie(result.newSession, version.session), ...expiryCookie(version.session)]
  return { answer: withCookies(answer, cookies), kind }
}

function withCookies(answer: SandboxAnswer, cookies: string[]): SandboxAnswer {
  return cookies.length === 0 ? answer : { ...answer, headers: { ...answer.headers, 'set-cookie': cookies } }
}

function newSessionCookie(session: string | undefined, { cookieAttributes }: SessionFacts): string[] {
  return session === undefined ? [] : [`JSESSIONID=${session}; ${cookieAttributes}`]
}

/** Tells scripts when the session ends (recording 402 of 2.43). */
function expiryCookie({ expiry }: SessionFacts): string[] {
  if (expiry === undefined) return []
  const now = Math.floor(Date.now() / 1000)
  const value = `server_time=${now}&expiry_time=${now + expiry}`
  return [`SESSION_EXPIRE=${value}; Path=/; Max-Age=${expiry}; SameSite=Lax`]
}

/** Pages that need no sign-in. In DHIS2 2.42 a session ends at `/dhis-web-commons-security/logout.action`, by any method, with a redirect to `/`. */
function openPage(
  incoming: IncomingMessage,
  path: string,
  signIn: SignIn,
  loginPath: string,
): SandboxAnswer | undefined {
  if (path === '/api/ping') return { status: 200, body: '' }
  if (path === loginPath || path === `${loginPath}/`) return loginPage()
  if (path !== '/dhis-web-commons-security/logout.action') return undefined
  signIn.endSession(incoming.headers.cookie)
  return {
    status: 302,
    body: '',
    headers: { location: '/', 'set-cookie': 'JSESSIONID=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:10 GMT; Path=/' },
  }
}

function refusal(
  result: Exclude<SignInResult, { outcome: 'user' }>,
  incoming: IncomingMessage,
  { loginPath, refusesBearer, wrongToken, redirects, challenge }: SessionFacts,
): SandboxAnswer {
  if (refusesBearer && /^bearer /i.test(incoming.headers.authorization ?? '')) return wrongBearer()
  if (result.outcome === 'wrongToken') {
    const answer = errorAnswer(wrongToken.status, wrongToken.message)
    return { ...answer, headers: { 'cache-control': 'no-cache, private', 'www-authenticate': 'ApiToken' } }
  }
  const fromScript = incoming.headers['x-requested-with'] === 'XMLHttpRequest'
  if (result.outcome === 'wrongPassword' || fromScript || !redirects) {
    const answer = errorAnswer(401, 'Unauthorized')
    return challenge === undefined ? answer : { ...answer, headers: { 'www-authenticate': challenge } }
  }
  return { status: 302, body: '', headers: { location: loginPath } }
}

/** What Spring answers for a token that nobody issued (recording 412 of 2.41). */
function wrongBearer(): SandboxAnswer {
  const [error, description] = ['invalid_token', 'Invalid access token']
  const challenge = `Bearer realm="oauth", error="${error}", error_description="${description}"`
  return {
    status: 401,
    body: { error, error_description: description },
    headers: { 'cache-control': 'no-store', 'www-authenticate': challenge },
  }
}

async function routed(
  incoming: IncomingMessage,
  url: URL,
  { routes, version }: { routes: SandboxRoute[]; version: SandboxVersion },
  { user }: Extract<SignInResult, { outcome: 'user' }>,
): Promise<SandboxAnswer> {
  const path = decodedPath(url.pathname)
  const apiPath = pathBelowApi(path, version)
  if (apiPath === undefined) return version.pages.notFound(path.slice(1))
  if (!acceptsJson(incoming.headers.accept) && !isFile(apiPath)) return version.pages.notAcceptable()
  const request = {
    method: incoming.method === 'HEAD' ? 'GET' : (incoming.method ?? 'GET'),
    path: apiPath,
    query: url.searchParams,
    url: incoming.url ?? '/',
    headers: plainHeaders(incoming),
    ...(await readBody(incoming)),
    user,
  }
  try {
    for (const route of routes) {
      const answer = route(request)
      if (answer !== undefined) return version.codesErrors ? answer : withoutCode(answer)
    }
  } catch (error) {
    return errorAnswer(500, `The sandbox failed: ${error instanceof Error ? error.message : String(error)}`)
  }
  return version.pages.notFound(path.slice(1))
}

/** An answer as a version without error codes gives it: what would have one is a conflict, unless something is not there. */
function withoutCode(answer: SandboxAnswer): SandboxAnswer {
  const { errorCode, ...body } = Object(answer.body)
  if (typeof errorCode !== 'string') return answer
  return errorCode === 'E1005' ? { ...answer, body } : { ...answer, ...errorAnswer(409, String(body.message)) }
}

/** A file comes in its own type, whatever the caller accepts. */
function isFile(apiPath: string): boolean {
  return /^(tracker|trackedEntityInstances)\/.+\/(file|image)$|^events\/files$/.test(apiPath)
}

/** What follows `/api/` or `/api/42/`; undefined for a path elsewhere or of a number that the version does not know. */
function pathBelowApi(path: string, { apiVersions: { least, greatest } }: SandboxVersion): string | undefined {
  const [, number, rest] = /^\/api\/(?:(\d+)\/)?(.+)$/.exec(path) ?? []
  if (number === undefined) return rest
  return Number(number) >= least && Number(number) <= greatest ? rest : undefined
}

function acceptsJson(accept: string | undefined): boolean {
  return accept === undefined || accept === '' || /\*\/\*|json|application\/\*|csv|text\/html|zip|octet/.test(accept)
}

function headerBytes(incoming: IncomingMessage): number {
  const requestLine = `${incoming.method} ${incoming.url} HTTP/1.1\r\n`.length
  return incoming.rawHeaders.reduce((sum, part) => sum + part.length + 2, requestLine)
}

function plainHeaders(incoming: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  )
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

async function readBody(incoming: IncomingMessage): Promise<Pick<SandboxRequest, 'body' | 'form'>> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) if (Buffer.isBuffer(chunk)) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  const contentType = incoming.headers['content-type'] ?? ''
  if (contentType.startsWith('multipart/form-data')) {
    return { body: undefined, form: await readForm(bytes, contentType) }
  }
  const text = bytes.toString('utf8')
  try {
    return { body: text === '' ? undefined : JSON.parse(text) }
  } catch {
    return { body: text }
  }
}
