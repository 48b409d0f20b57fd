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

/**
 * Sign-in as DHIS2 2.42 does it: Basic (each check waits for `bcrypt`, which stands for its cost), tokens, and sessions opened by either.
 * A cookie beside Basic of the same username is not checked again, whatever the password; of another username it is (recordings 403, 404).
 */
export function createSignIn(dataset: Dataset, bcrypt: () => Promise<void>): SignIn {
  const sessions = new Map<string, SandboxUser>()
  const tokens = new Map([...dataset.users.values()].map((user) => [sandboxToken(user.username), user]))

  const open = (user: SandboxUser, kind: AuthenticationKind, present: SandboxUser | undefined): SignInResult => {
    if (present !== undefined) return { outcome: 'user', user, kind, newSession: undefined }
    const newSession = randomUUID().replaceAll('-', '').toUpperCase()
    // Callers who never send their cookie back must not fill the memory.
    const [oldest] = sessions.size >= maxSessions ? sessions.keys() : []
    if (oldest !== undefined) sessions.delete(oldest)
    sessions.set(newSession, user)
    return { outcome: 'user', user, kind, newSession }
  }

  const checkBasic = async (encoded: string, present: SandboxUser | undefined): Promise<SignInResult> => {
    const { username, password } = basicCredentials(encoded)
    if (present?.username === username)
      return { outcome: 'user', user: present, kind: 'session', newSession: undefined }
    await bcrypt()
    const user = dataset.users.get(username)
    if (user === undefined || user.password !== password) return { outcome: 'wrongPassword', kind: 'basic' }
    return open(user, 'basic', present)
  }

  const check: SignIn['check'] = async ({ authorization = '', cookie }) => {
    const present = sessions.get(sessionId(cookie) ?? '')
    const [scheme = '', credentials = ''] = authorization.trim().split(/\s+/, 2)
    if (scheme.toLowerCase() === 'basic') return checkBasic(credentials, present)
    if (scheme.toLowerCase() === 'apitoken') {
      const user = tokens.get(credentials)
      return user === undefined ? { outcome: 'wrongToken', kind: 'token' } : open(user, 'token', present)
    }
    if (present !== undefined) return { outcome: 'user', user: present, kind: 'session', newSession: undefined }
    return { outcome: 'unknown', kind: 'none' }
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
