import { createServer } from 'node:http'
import { Pool } from 'undici'

/**
 * A proxy that does nothing but move bytes: what a gateway could cost at the least. A program of its own, so that it has a
 * core as the gateway has; its first argument is the server's address, its first line the address where it listens.
 */
const pool = new Pool(process.argv[2] ?? '', { connections: 32 })

const server = createServer((request, response) => {
  const headers = {
    ...(request.headers.authorization && { authorization: request.headers.authorization }),
    // As the gateway does: else it would move other bytes.
    'accept-encoding': 'gzip',
    'x-requested-with': 'XMLHttpRequest',
  }
  pool
    .stream({ method: 'GET', path: request.url ?? '/', headers, opaque: response }, (answer) => {
      const { 'content-type': type, 'content-encoding': encoding } = answer.headers
      response.writeHead(answer.statusCode, {
        'content-type': String(type),
        ...(encoding !== undefined && { 'content-encoding': String(encoding) }),
      })
      return response
    })
    .catch(() => response.destroy())
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  process.stdout.write(`Moves bytes at http://127.0.0.1:${port}\n`)
})
process.on('SIGTERM', () => process.exit(0))
