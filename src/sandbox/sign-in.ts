import { randomUUID } from 'node:crypto'
import type { Dataset, SandboxUser } from './dataset.ts'

/** What a caller showed to be let in; `none` also stands for a dead session or a Bearer token nobody issued. */
export type AuthenticationKind = 'basic' | 'session' | 'token' | 'none'

/** What sign-in made of a request's credentials. `newSession` is the id to set as `JSESSIONID`. */
export type SignInResult =
  | { outcome: 'user'; user: SandboxUser; kind: AuthenticationKind; newSession: string | undefined }
  | { outcome: 'wrongPassword' | 'wrongToken' | 'unknown'; kind: AuthenticationKind }

/** The doorkeeper of one sandbox. */
export interface SignIn {
  check(headers: { authorization?: string | undefined; cookie?: string | undefined }): Promise<SignInResult>
  /** Ends the session of a `Cookie` header; false when it named no live one. */
  endSession(cookie: string | undefined): boolean
  endAllSessions(): void
  sessionCount(): number
}

/**
 * The personal access token that the sandbox knows for each user, for `Authorization: ApiToken …`: `d2p_sandbox_` and the username,
 * such as `d2p_sandbox_admin` or `d2p_sandbox_clerk_north`.
 */
export function sandboxToken(username: string): string {
  return `d2p_sandbox_${username}`
}

const maxSessions = 10_000

interface LiveSession {
  id: string
  user: SandboxUser
}

/**
 * Sign-in as DHIS2 2.42 does it: Basic (each check waits for `bcrypt`, which stands for its cost), tokens, and sessions opened by either.
 * A cookie beside Basic of the same username is not checked again, whatever the password (recording 403); right credentials of another
 * user take the session over, for its security context is replaced (recording 404, DhisWebApiWebSecurityConfig).
 */
export function createSignIn(dataset: Dataset, bcrypt: () => Promise<void>): SignIn {
  const sessions = new Map<string, SandboxUser>()
  const tokens = new Map([...dataset.users.values()].map((user) => [sandboxToken(user.username), user]))

  const live = (cookie: string | undefined): LiveSession | undefined => {
    const id = sessionId(cookie)
    const user = id === undefined ? undefined : sessions.get(id)
    if (id === undefined || user === undefined) return undefined
    // The map's order is that of last use, so that the cap meets the forgotten ones.
    sessions.delete(id)
    sessions.set(id, user)
    return { id, user }
  }

  const enter = (user: SandboxUser, kind: AuthenticationKind, session: LiveSession | undefined): SignInResult => {
    // It may have ended while the password was checked.
    if (session !== undefined && sessions.has(session.id)) {
      sessions.set(session.id, user)
      return { outcome: 'user', user, kind, newSession: undefined }
    }
    const newSession = randomUUID().replaceAll('-', '').toUpperCase()
    // Callers who never send their cookie back must not fill the memory.
    const [oldest] = sessions.size >= maxSessions ? sessions.keys() : []
    if (oldest !== undefined) sessions.delete(oldest)
    sessions.set(newSession, user)
    return { outcome: 'user', user, kind, newSession }
  }

  const checkBasic = async (encoded: string, session: LiveSession | undefined): Promise<SignInResult> => {
    const { username, password } = basicCredentials(encoded)
    if (session?.user.username === username) return enter(session.user, 'session', session)
    await bcrypt()
    const user = dataset.users.get(username)
    if (user === undefined || user.password !== password) return { outcome: 'wrongPassword', kind: 'basic' }
    return enter(user, 'basic', session)
  }

  const check: SignIn['check'] = async ({ authorization = '', cookie }) => {
    const session = live(cookie)
    const [scheme = '', credentials = ''] = authorization.trim().split(/\s+/, 2)
    if (scheme.toLowerCase() === 'basic') return checkBasic(credentials, session)
    if (scheme.toLowerCase() === 'apitoken') {
      const user = tokens.get(credentials)
      return user === undefined ? { outcome: 'wrongToken', kind: 'token' } : enter(user, 'token', session)
    }
    return session === undefined ? { outcome: 'unknown', kind: 'none' } : enter(session.user, 'session', session)
  }

  return {
    check,
    endSession: (cookie) => sessions.delete(sessionId(cookie) ?? ''),
    endAllSessions: () => sessions.clear(),
    sessionCount: () => sessions.size,
  }
}

function basicCredentials(encoded: string): { username: string; password: string } {
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0
    ? { username: text, password: '' }
    : { username: text.slice(0, colon), password: text.slice(colon + 1) }
}

function sessionId(cookie: string | undefined): string | undefined {
  return /(?:^|;\s*)JSESSIONID=([^;]*)/.exec(cookie ?? '')?.[1]
}
