import { connect, createServer, type Socket } from 'node:net'

/** Where a connection breaks: after so many bytes of the request that was waited for have gone up, or of its answer come down. */
export interface Break {
  of: 'request' | 'response'
  bytes: number
}

/** A proxy of TCP connections that breaks one of them, once, at a byte of a request that it is told to wait for. */
export interface BreakingProxy {
  url: string
  /** Breaks the connection of the next request that starts so, such as `POST /api/tracker`. */
  breakNext(startOfRequest: string, at: Break): void
  /** Whether the break that was told of has happened. */
  hasBroken(): boolean
  close(): Promise<void>
}

/** Starts a proxy before a server on this machine. */
export async function startBreakingProxy(target: string): Promise<BreakingProxy> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let plan: { start: string; at: Break } | undefined
  let broken = false

  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    }
    let mine: Break | undefined
    let passed = 0
    const breakBoth = (): void => {
      broken = true
      client.destroy()
      upstream.destroy()
    }
    /** Forwards what comes before the break, then breaks; what the server got to the last byte it will still answer. */
    const forward = (chunk: Buffer, to: Socket, breaks: boolean): void => {
      const rest = breaks && mine ? mine.bytes - passed : chunk.length
      if (rest > chunk.length || !breaks) {
        passed += chunk.length
        to.write(chunk)
      } else {
        passed += rest
        to.write(chunk.subarray(0, rest), breakBoth)
      }
    }
    client.on('data', (chunk: Buffer) => {
      if (plan && chunk.toString('latin1').startsWith(plan.start)) {
        mine = plan.at
        plan = undefined
        passed = 0
      }
      forward(chunk, upstream, mine?.of === 'request')
    })
    upstream.on('data', (chunk: Buffer) => forward(chunk, client, mine?.of === 'response'))
    client.on('end', () => upstream.end())
    upstream.on('end', () => client.end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    breakNext(start, at) {
      plan = { start, at }
      broken = false
    },
    hasBroken: () => broken,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
