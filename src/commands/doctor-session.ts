import type { Credentials } from '../model/credentials.ts'
import type { Finding } from './finding.ts'

/** Checks whether DHIS2 hands out a session for a password and takes it in place of the password; ends the session it opened. */
export async function checkSession(url: string, credentials: Credentials, timeoutMs: number): Promise<Finding> {
  const subject = 'session'
  if (credentials.kind !== 'basic')
    return { verdict: 'ok', subject, text: 'not needed: only the check of a password is slow' }
  const ask = (path: string, login: Record<string, string>): Promise<Response> =>
    fetch(`${url}${path}`, {
      redirect: 'manual',
      headers: { ...login, accept: 'application/json', 'x-requested-with': 'XMLHttpRequest' },
      signal: AbortSignal.timeout(timeoutMs),
    })
  try {
    const first = await ask('/api/me?fields=id', credentials.headers)
    await first.body?.cancel()
    const cookie = first.headers
      .getSetCookie()
      .map((text) => text.split(';')[0])
      .join('; ')
    if (!/SESSION/i.test(cookie)) return { verdict: 'warn', subject, text: withoutSession }
    const second = await ask('/api/me?fields=id', { cookie })
    await second.body?.cancel()
    await (await ask('/dhis-web-commons-security/logout.action', { cookie })).body?.cancel()
    if (second.status !== 200) return { verdict: 'warn', subject, text: refusedSession }
    return { verdict: 'ok', subject, text: 'handed out, and accepted in place of the password' }
  } catch {
    return { verdict: 'warn', subject, text: 'could not be checked, the server did not answer. Run doctor again.' }
  }
}

const slow = 'so every request will wait for the check of a password, about 100 ms.'
const withoutSession = `DHIS2 handed out none, ${slow} See whether a proxy removes Set-Cookie, or use a personal access token.`
const refusedSession = `DHIS2 does not take back the one it handed out, ${slow} See whether a load balancer keeps a session on one server.`
