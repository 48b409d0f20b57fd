import type { TransportResponse } from './exchange.ts'

/** The cookies of one session by name. */
export type SessionCookies = Map<string, string>

// Tomcat's cookie, and that of Spring Session where DHIS2 keeps its sessions in Redis.
const sessionNames = ['JSESSIONID', 'SESSION']

/**
 * Takes the Set-Cookie headers of an answer into the cookies: new and changed ones are kept, deleted ones go.
 * Cookies of a load balancer are kept too, since they lead to the node that holds the session.
 */
export function takeCookies(cookies: SessionCookies, response: TransportResponse): void {
  const header = response.headers['set-cookie'] ?? []
  for (const line of typeof header === 'string' ? [header] : header) {
    const [pair = '', ...attributes] = line.split(';')
    const at = pair.indexOf('=')
    if (at < 1) continue
    const name = pair.slice(0, at).trim()
    const value = pair.slice(at + 1).trim()
    if (value === '' || attributes.some(isDeletion)) cookies.delete(name)
    else cookies.set(name, value)
  }
}

/** Whether the cookies hold a login session. */
export function holdsSession(cookies: SessionCookies): boolean {
  return sessionNames.some((name) => cookies.has(name))
}

/** The value of a Cookie header with all of the cookies. */
export function cookieHeader(cookies: SessionCookies): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}

function isDeletion(attribute: string): boolean {
  const [name = '', value = ''] = attribute.trim().split('=')
  if (/^max-age$/i.test(name)) return Number(value) <= 0
  return /^expires$/i.test(name) && Date.parse(value) <= Date.now()
}
