import { createServer, type RequestListener } from 'node:http'

/** How long requests under way may take to end once the server is to close, in milliseconds. */
const DRAIN_MS = 10_000

/** A server that listens. `close` ends subscriptions and lets requests under way end, for ten seconds at most, then ends every connection. */
export interface ListeningServer {
  url: string
  close(): Promise<void>
}

/** Listens; rejects with Node's own error where the port is taken. */
export async function listen(
  gateway: { listener: RequestListener; endSubscriptions?(): void },
  { port, host }: { port: number; host: string },
): Promise<ListeningServer> {
  const server = createServer(gateway.listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const boundPort = typeof address === 'object' && address ? address.port : port
  const name = host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? 'localhost' : host
  return {
    url: `http://${name}:${boundPort}`,
    close: () =>
      new Promise((resolve) => {
        gateway.endSubscriptions?.()
        const force = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
        server.close(() => {
          clearTimeout(force)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}
