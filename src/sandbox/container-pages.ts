import type { SandboxAnswer } from './exchange.ts'
import { tomcatPage } from './tomcat-page.ts'

/** What the servlet container itself answers where no handler of DHIS2 is reached. */
export interface ContainerPages {
  /** An unknown path (recording 010); `path` without a slash at its start. */
  notFound(path: string): SandboxAnswer
  /** A request line with headers over 8 KB (recording 416). */
  headerTooLarge(): SandboxAnswer
  /** An `Accept` header without JSON (recording 418). */
  notAcceptable(): SandboxAnswer
  /** A form such as CSV that there is not at this path (recording 226 of 2.38). */
  noSuchForm(path: string): SandboxAnswer
  /** A handler of DHIS2 that failed on what it should have refused (recording 226 of 2.40). */
  failed(path: string, message: string): SandboxAnswer
  /** A request without a parameter that Spring itself asks for, such as a list of events without `program` (recording 119 of 2.43). */
  missingParameter(name: string, request: { method: string; path: string }): SandboxAnswer
}

const clientError =
  'The server cannot or will not process the request due to something that is perceived to be a client error (e.g., malformed request syntax, invalid request message framing, or deceptive request routing).'

/** Those of Tomcat, which DHIS2 runs on from 2.42 on. */
export const tomcatPages: ContainerPages = {
  notFound: (path) =>
    tomcatPage(
      404,
      'Not Found',
      `No static resource ${path}.`,
      'The origin server did not find a current representation for the target resource or is not willing to disclose that one exists.',
    ),
  headerTooLarge: () => tomcatPage(400, 'Bad Request', 'Request header is too large', clientError, 'Exception Report'),
  notAcceptable: () =>
    tomcatPage(
      406,
      'Not Acceptable',
      'Acceptable representations: [application/json, application/*+json].',
      'The target resource does not have a current representation that would be acceptable to the user agent, according to the proactive negotiation header fields received in the request, and the server is unwilling to supply a default representation.',
    ),
  noSuchForm: () => tomcatPage(406, 'Not Acceptable', 'Acceptable representations: [application/json].', clientError),
  failed: (_, message) =>
    tomcatPage(500, 'Internal Server Error', message, 'The server encountered an unexpected condition.'),
  missingParameter: (name) =>
    tomcatPage(400, 'Bad Request', `Required parameter '${name}' is not present.`, clientError),
}

const uncached = { 'cache-control': 'must-revalidate,no-cache,no-store' }

/** Those of Jetty, on which the images of DHIS2 up to 2.41 run. */
export const jettyPages: ContainerPages = {
  notFound: (path) => ({
    status: 404,
    body: { servlet: 'dispatcher', message: 'Not Found', url: `/${path}`, status: '404' },
    headers: uncached,
  }),
  headerTooLarge: () => ({
    status: 414,
    body: '<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>',
    headers: { 'content-type': 'text/html;charset=iso-8859-1' },
  }),
  notAcceptable: () => ({ status: 406, body: '', headers: uncached }),
  noSuchForm: (url) => ({
    status: 406,
    body: { servlet: 'dispatcher', message: 'Not Acceptable', url, status: '406' },
    headers: uncached,
  }),
  failed: (url, text) => {
    const cause1 = `org.hisp.dhis.common.IllegalQueryException: ${text}`
    const message = `org.springframework.web.util.NestedServletException: Request processing failed; nested exception is ${cause1}`
    return {
      status: 500,
      body: { servlet: 'dispatcher', cause0: message, cause1, message, url, status: '500' },
      headers: uncached,
    }
  },
  missingParameter: (name, { method, path }) => {
    // Jetty has no page for other methods (recordings 281 and 283).
    if (method !== 'GET' && method !== 'POST') return { status: 400, body: '' }
    const message = `Required request parameter &apos;${name}&apos; for method parameter type String is not present`
    const body = { servlet: 'dispatcher', message, url: `/api/${path}`, status: '400' }
    return { status: 400, body, headers: uncached }
  },
}

/** The page where unknown callers are sent. */
export function loginPage(): SandboxAnswer {
  const body = '<!doctype html><html lang="en"><head><title>DHIS2</title></head><body><h1>Log in</h1></body></html>'
  return { status: 200, body, headers: { 'content-type': 'text/html;charset=utf-8' } }
}
