import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Pool } from 'undici'

/** A proxy that does nothing but move bytes: what a gateway could cost at the least. Counts what it forwards. */
export async function startPassThrough(
  upstream: string,
): Promise<{ url: string; count: number; close(): Promise<void> }> {
  const pool = new Pool(upstream, { connections: 32 })
  const counter = { count: 0 }
  const server = createServer((request, response) => {
    counter.count++
    const headers = {
      ...(request.headers.authorization && { authorization: request.headers.authorization }),
      ...(request.headers.cookie && { cookie: request.headers.cookie }),
      'x-requested-with': 'XMLHttpRequest',
    }
    pool
      .stream({ method: 'GET', path: request.url ?? '/', headers, opaque: response }, (answer) => {
        response.writeHead(answer.statusCode, { 'content-type': String(answer.headers['content-type']) })
        return response
      })
      .catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    get count() {
      return counter.count
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await pool.close()
    },
  }
}
