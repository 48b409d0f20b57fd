import type { SandboxAnswer } from './exchange.ts'

/** The servlet container's own HTML error page, which DHIS2 answers where none of its handlers is reached. */
export function tomcatPage(
  status: number,
  title: string,
  message: string,
  description: string,
  type = 'Status Report',
): SandboxAnswer {
  const heading = `HTTP Status ${status} – ${title}`
  const body =
    `<!doctype html><html lang="en"><head><title>${heading}</title><style type="text/css">h1 {font-size:22px;}</style></head>` +
    `<body><h1>${heading}</h1><hr class="line" /><p><b>Type</b> ${type}</p><p><b>Message</b> ${escapeHtml(message)}</p>` +
    `<p><b>Description</b> ${description}</p><hr class="line" /><h3>Apache Tomcat/11.0.20</h3></body></html>`
  return { status, body, headers: { 'content-type': 'text/html;charset=utf-8' } }
}

/** What an unknown path answers (recording 010). */
export function notFoundPage(path: string): SandboxAnswer {
  return tomcatPage(
    404,
    'Not Found',
    `No static resource ${path}.`,
    'The origin server did not find a current representation for the target resource or is not willing to disclose that one exists.',
  )
}

/** What a list of events without `program` answers where the version wants one (recording 119 of 2.43). */
export function missingProgramPage(): SandboxAnswer {
  return tomcatPage(
    400,
    'Bad Request',
    "Required parameter 'program' is not present.",
    'The server cannot or will not process the request due to something that is perceived to be a client error (e.g., malformed request syntax, invalid request message framing, or deceptive request routing).',
  )
}

/** What a request line with headers over 8 KB answers (recording 416). */
export function headerTooLargePage(): SandboxAnswer {
  return tomcatPage(
    400,
    'Bad Request',
    'Request header is too large',
    'The server cannot or will not process the request due to something that is perceived to be a client error (e.g., malformed request syntax, invalid request message framing, or deceptive request routing).',
    'Exception Report',
  )
}

/** What an `Accept` header without JSON answers (recording 418). */
export function notAcceptablePage(): SandboxAnswer {
  return tomcatPage(
    406,
    'Not Acceptable',
    'Acceptable representations: [application/json, application/*+json].',
    'The target resource does not have a current representation that would be acceptable to the user agent, according to the proactive negotiation header fields received in the request, and the server is unwilling to supply a default representation.',
  )
}

/** The page of `/dhis-web-login/`, where unknown callers are sent. */
export function loginPage(): SandboxAnswer {
  const body = '<!doctype html><html lang="en"><head><title>DHIS2</title></head><body><h1>Log in</h1></body></html>'
  return { status: 200, body, headers: { 'content-type': 'text/html;charset=utf-8' } }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"/]/g, (character) => `&#${character.charCodeAt(0)};`)
}
