import type { IncomingMessage, ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'
import { createSessions, type Sessions, type SessionsSettings } from '../../../src/dhis2/sessions.ts'
import type { Credentials } from '../../../src/model/credentials.ts'
import { answerJson, openTransport, type SeenRequest, startServer } from './scripted-server.ts'

/** The address that ends a session. */
export const logoutUrl = '/dhis-web-commons-security/logout.action'

/** A server with logins and sessions as DHIS2 has them: any password but `wrong` opens a session named S1, S2, … */
export interface SessionServer {
  readonly url: string
  readonly seen: SeenRequest[]
  /** The sessions that are alive; a test may take some away. */
  readonly alive: Set<string>
  /** How each request came in: its login's first word and its path. */
  log(): string[]
}

/** What a test changes about the server; `handle` answers a request in place of it by returning true. */
export interface SessionServerOptions {
  readonly handle?: (request: IncomingMessage, response: ServerResponse, count: number) => boolean
  readonly deadAnswer?: 'unauthorized' | 'loginPage'
}

/** Starts a server for one test. */
export async function startSessionServer(options: SessionServerOptions = {}): Promise<SessionServer> {
  const alive = new Set<string>()
  let opened = 0
  const refuse = (response: ServerResponse): void => {
    if (options.deadAnswer === 'loginPage') response.writeHead(302, { location: '/dhis-web-login/' }).end()
    else answerJson(response, 401, { httpStatusCode: 401, message: 'Unauthorized' })
  }
  const server = await startServer((request, response, count) => {
    if (options.handle?.(request, response, count)) return
    const session = /JSESSIONID=(\w+)/.exec(request.headers.cookie ?? '')?.[1]
    if (request.url?.endsWith(logoutUrl)) {
      alive.delete(session ?? '')
      return void response.writeHead(302, { location: '/' }).end()
    }
    if (session !== undefined) return alive.has(session) ? answerJson(response, 200, { session }) : refuse(response)
    if (request.headers.authorization === undefined || request.headers.authorization === 'Basic wrong')
      return refuse(response)
    alive.add(`S${++opened}`)
    answerJson(response, 200, {}, { 'set-cookie': `JSESSIONID=S${opened}; Path=/; HttpOnly` })
  })
  const log = () =>
    server.seen.map(
      ({ method, url, headers }) => `${method} ${url} ${headers.authorization ?? headers.cookie ?? 'nobody'}`,
    )
  return { url: server.url, seen: server.seen, alive, log }
}

/** Sessions for one test, closed when it ends. */
export function openSessions(url: string, settings: Partial<SessionsSettings> = {}): Sessions {
  const sessions = createSessions({ enabled: true, maxEntries: 10, transport: openTransport(url), ...settings })
  onTestFinished(() => sessions.close())
  return sessions
}

/** Basic credentials; the text stands for the encoded user name and password. */
export const basic = (text: string): Credentials => ({ kind: 'basic', headers: { authorization: `Basic ${text}` } })
