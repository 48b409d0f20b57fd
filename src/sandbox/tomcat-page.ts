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

function escapeHtml(text: string): string {
  return text.replace(/[&<>"/]/g, (character) => `&#${character.charCodeAt(0)};`)
}
