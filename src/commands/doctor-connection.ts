import { lookup } from 'node:dns/promises'
import { isIP, connect as tcpConnect } from 'node:net'
import { connect as tlsConnect } from 'node:tls'
import type { Finding } from './finding.ts'

/** Which server to reach, and how long to wait for a connection and for an answer. */
export interface ConnectionTarget {
  readonly url: string
  readonly connectTimeoutMs: number
  readonly headersTimeoutMs: number
}

/** Checks name, port, certificate and HTTP of a server, one after the other; ends with the first that fails. */
export async function* checkConnection(target: ConnectionTarget): AsyncGenerator<Finding> {
  const url = new URL(target.url)
  for (const check of [checkName, checkPort, checkHttp]) {
    const finding = await check(url, target)
    yield finding
    if (finding.verdict === 'FAIL') return
  }
}

async function checkName(url: URL): Promise<Finding> {
  const host = hostOf(url)
  try {
    const { address } = await lookup(host)
    return { verdict: 'ok', subject: 'address', text: address === host ? host : `${host} is ${address}` }
  } catch (error) {
    const text = `the host name ${host} cannot be resolved (${codeOf(error)}). Check DHIS2_URL, and the DNS of this machine.`
    return { verdict: 'FAIL', subject: 'address', text }
  }
}

function checkPort(url: URL, { connectTimeoutMs }: ConnectionTarget): Promise<Finding> {
  const secure = url.protocol === 'https:'
  const host = hostOf(url)
  const port = Number(url.port || (secure ? 443 : 80))
  const subject = secure ? 'TLS' : 'TCP'
  return new Promise((resolve) => {
    // An untrusted certificate is let through here, so that the finding can say what is wrong with it.
    const socket = secure
      ? tlsConnect({ host, port, rejectUnauthorized: false, ...(isIP(host) ? {} : { servername: host }) })
      : tcpConnect({ host, port })
    const end = (finding: Omit<Finding, 'subject'>): void => {
      socket.destroy()
      resolve({ subject, ...finding })
    }
    const where = `port ${port} of ${host}`
    const open: Finding = { verdict: 'ok', subject, text: `${where} is open` }
    socket.setTimeout(connectTimeoutMs, () =>
      end({ verdict: 'FAIL', text: `${where} does not answer. Check DHIS2_URL and the firewalls between.` }),
    )
    socket.once('error', (error) =>
      end({ verdict: 'FAIL', text: `${where} refuses (${codeOf(error)}). Check that DHIS2 runs, and DHIS2_URL.` }),
    )
    if (!('authorized' in socket)) socket.once('connect', () => end(open))
    else
      socket.once('secureConnect', () => end(aboutCertificate(socket.authorizationError, socket.getPeerCertificate())))
  })
}

const soonMs = 14 * 86_400_000

function aboutCertificate(
  fault: Error | null | undefined,
  certificate: { valid_to?: string },
): Omit<Finding, 'subject'> {
  if (fault) {
    // Node's types say Error, and Node gives the code as a text.
    const code = codeOf(fault)
    return {
      verdict: 'FAIL',
      text: `the certificate is not trusted (${code}). Renew it, or name its authority in NODE_EXTRA_CA_CERTS.`,
    }
  }
  const until = Date.parse(certificate.valid_to ?? '')
  if (Number.isNaN(until)) return { verdict: 'ok', text: 'the certificate is trusted' }
  const day = new Date(until).toISOString().slice(0, 10)
  if (until - Date.now() < soonMs) return { verdict: 'warn', text: `the certificate ends on ${day}. Renew it.` }
  return { verdict: 'ok', text: `the certificate is trusted, until ${day}` }
}

async function checkHttp(url: URL, { url: base, headersTimeoutMs }: ConnectionTarget): Promise<Finding> {
  const subject = 'HTTP'
  try {
    const answer = await fetch(`${base}/api/system/info?fields=version`, {
      redirect: 'manual',
      headers: { accept: 'application/json', 'x-requested-with': 'XMLHttpRequest' },
      signal: AbortSignal.timeout(headersTimeoutMs),
    })
    await answer.body?.cancel()
    return { subject, ...aboutAnswer(url, answer) }
  } catch (error) {
    const code = error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : codeOf(error)
    return {
      verdict: 'FAIL',
      subject,
      text: `the server does not answer HTTP as expected (${code}). Check DHIS2_URL, its http or https, and its port.`,
    }
  }
}

function aboutAnswer(url: URL, answer: Response): Omit<Finding, 'subject'> {
  const { status } = answer
  const header = status >= 300 && status < 400 ? answer.headers.get('location') : null
  const location = header === null ? null : URL.parse(header, url)
  if (location !== null && !/login/i.test(location.pathname)) {
    const target = `${location.origin}${location.pathname}`.replace(/\/api\/system\/info\/?$/, '')
    return {
      verdict: 'FAIL',
      text: `the server redirects to ${target} (HTTP ${status}). Set DHIS2_URL to where DHIS2 answers itself.`,
    }
  }
  if (status >= 500)
    return {
      verdict: 'FAIL',
      text: `the server answers HTTP ${status}: DHIS2 is down or starting. Try again in a while.`,
    }
  if (status === 404)
    return {
      verdict: 'FAIL',
      text: 'there is no DHIS2 at this address (HTTP 404). Add its context path to DHIS2_URL, such as /dhis.',
    }
  return { verdict: 'ok', text: 'the server answers' }
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1')
}

/** The code of a network fault, such as ECONNREFUSED; its message is not shown, since it may hold what was sent. */
function codeOf(error: unknown): string {
  if (typeof error === 'string') return error
  if (typeof error !== 'object' || error === null) return 'unknown'
  const code: unknown = Reflect.get(error, 'code')
  if (typeof code === 'string') return code
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  return 'cause' in error ? codeOf(error.cause) : 'unknown'
}
