import { createGateway } from '../../src/gateway.ts'
import { listen } from '../../src/http/server.ts'
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/server.ts'
import { readSettings } from '../../src/settings.ts'

/** One GraphQL answer as a client sees it. */
export interface Answer {
  data?: Record<string, unknown> | null
  errors?: { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }[]
}

/** Who asks, with which variables and further headers. */
export interface AskOptions {
  as?: string | null
  variables?: object
  password?: string
  headers?: Record<string, string>
}

/** The real gateway over HTTP, with its sandbox. */
export interface TestGateway {
  url: string
  sandbox: Sandbox
  /** Asks as a user of the dataset; null for nobody. */
  ask(query: string, options?: AskOptions): Promise<Answer>
  /** The data of an answer that must be whole; fails on any error. */
  read<Data>(query: string, options?: AskOptions): Promise<Data>
  /** Paths and queries that DHIS2 was asked since the last call, percent-decoded; system/info and log-outs left out. */
  takeRequests(): string[]
  close(): Promise<void>
}

/** The password of a user of the dataset. */
export function passwordOf(username: string): string {
  return username === 'admin' ? 'district' : 'Tracker-123'
}

/** A Basic Authorization header. */
export function basic(username: string, password = passwordOf(username)): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

/** Starts a gateway on a sandbox, or on `DHIS2_URL` of the given settings. */
export async function startGateway(
  environment: Record<string, string> = {},
  sandboxOptions: SandboxOptions = {},
  sandboxLogin?: { username: string; password: string },
): Promise<TestGateway> {
  const sandbox = await createSandbox(sandboxOptions)
  const { settings } = readSettings([], {
    DHIS2_URL: sandbox.url,
    GATEWAY_LOG_LEVEL: 'error',
    // Requests are counted: they are not to change with the speed of the machine.
    DHIS2_ADAPTIVE_PLAN: 'off',
    ...environment,
  })
  const gateway = createGateway(sandboxLogin ? { ...settings, sandboxLogin } : settings)
  const server = await listen(gateway, { port: 0, host: '127.0.0.1' })
  const ask: TestGateway['ask'] = async (query, { as = 'admin', variables = {}, password, headers } = {}) => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(as !== null && { authorization: basic(as, password) }),
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    })
    const answer: Answer = await response.json()
    return answer
  }
  return {
    url: server.url,
    sandbox,
    ask,
    async read<Data>(query: string, options?: AskOptions) {
      const { data, errors } = await ask(query, options)
      if (errors || !data) throw new Error(`The answer is not whole: ${JSON.stringify(errors)}`)
      return data as Data
    },
    takeRequests() {
      const urls = sandbox.requests.map(({ url }) => decodeURIComponent(url))
      sandbox.requests.length = 0
      return urls.filter((url) => url.startsWith('/api/') && !url.startsWith('/api/system/info'))
    },
    async close() {
      await server.close()
      await gateway.close()
      await sandbox.close()
    },
  }
}
