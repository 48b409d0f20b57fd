import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Transport } from '../../../src/dhis2/transport/exchange.ts'
import { createTransport, type TransportSettings } from '../../../src/dhis2/transport/pool.ts'

/** One request as the server saw it. */
export interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
}

/** A server on the loopback interface whose answers a test writes; `seen` grows with each request. */
export interface ScriptedServer {
  readonly url: string
  readonly seen: SeenRequest[]
}

/** Answers one request; `count` is 1 for the first that the server sees. */
export type Script = (request: IncomingMessage, response: ServerResponse, count: number) => void

/** Starts a server for one test; it is closed when the test ends. */
export async function startServer(script: Script): Promise<ScriptedServer> {
  const seen: SeenRequest[] = []
  const server = createServer((request, response) => {
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers })
    script(request, response, seen.length)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, seen }
}

/** A transport for one test with short delays; it is closed when the test ends. */
export function openTransport(baseUrl: string, settings: Partial<TransportSettings> = {}): Transport {
  const transport = createTransport({
    baseUrl,
    connections: 4,
    connectTimeoutMs: 2_000,
    headersTimeoutMs: 10_000,
    bodyTimeoutMs: 10_000,
    retries: 2,
    retryBaseMs: 1,
    maxResponseBytes: 1_000_000,
    ...settings,
  })
  onTestFinished(() => transport.close())
  return transport
}

/** Sends a JSON answer. */
export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string | string[]> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8', ...headers })
  response.end(JSON.stringify(body))
}

/** What a promise was rejected with; a test fails where it was not. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await promise.then(
    () => ({ rejected: false as const }),
    (error: unknown) => ({ rejected: true as const, error }),
  )
  if (!outcome.rejected) throw new Error('expected a rejection')
  return outcome.error
}
