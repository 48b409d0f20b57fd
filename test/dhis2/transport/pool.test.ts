import { once } from 'node:events'
import { createServer } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { createTransport } from '../../../src/dhis2/transport/pool.ts'
import { isUpstreamFailure } from '../../../src/model/upstream-failure.ts'
import { answerJson, openTransport, rejection, startServer } from './scripted-server.ts'

const get = { method: 'GET', path: '/api/me' } as const

test('a request goes below the context path of the base URL, with its query, headers and body', async () => {
  let body = ''
  const server = await startServer(async (request, response) => {
    for await (const chunk of request) body += String(chunk)
    answerJson(response, 201, { ok: true })
  })
  const transport = openTransport(`${server.url}/dhis/`)
  const response = await transport.send({
    method: 'POST',
    path: '/api/tracker?async=false',
    headers: { 'x-mine': '1' },
    body: '{"é":1}',
  })
  expect(response).toMatchObject({
    status: 201,
    body: '{"ok":true}',
    headers: { 'content-type': 'application/json;charset=UTF-8' },
  })
  expect(server.seen).toMatchObject([
    { method: 'POST', url: '/dhis/api/tracker?async=false', headers: { 'x-mine': '1' } },
  ])
  expect(body).toBe('{"é":1}')
})

test.each(['not a url', 'ftp://host', 'http://admin:district@host'])(
  'a base URL such as %s is refused without repeating it',
  (baseUrl) => {
    const settings = { connections: 1, connectTimeoutMs: 1, headersTimeoutMs: 1, bodyTimeoutMs: 1 }
    const create = () => createTransport({ ...settings, baseUrl, retries: 0, retryBaseMs: 0, maxResponseBytes: 1 })
    expect(create).toThrow(/^The address of DHIS2 must/)
    expect(create).not.toThrow(/district|ftp:/)
  },
)

test('connections are kept alive between requests', async () => {
  const ports = new Set<number | undefined>()
  const server = await startServer((request, response) => {
    ports.add(request.socket.remotePort)
    answerJson(response, 200, {})
  })
  const transport = openTransport(server.url, { connections: 1 })
  for (let i = 0; i < 3; i++) await transport.send(get)
  expect(ports.size).toBe(1)
})

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
  ['deflate', deflateSync],
] as const)('an answer in %s is decompressed', async (encoding, compress) => {
  const text = JSON.stringify({ name: 'Ngelehun é 分', rows: Array(500).fill('x') })
  const server = await startServer((_, response) => {
    response.writeHead(200, { 'content-encoding': encoding }).end(compress(Buffer.from(text)))
  })
  const response = await openTransport(server.url).send(get)
  expect(response.body).toBe(text)
  expect(server.seen[0]?.headers['accept-encoding']).toBe('gzip, br, zstd')
})

test.each([
  ['broken gzip', 'gzip', Buffer.from('not gzip')],
  ['truncated gzip', 'gzip', gzipSync('x'.repeat(10_000)).subarray(0, 20)],
  ['an unknown encoding', 'compress', Buffer.from('x')],
])('%s is a clear error', async (_, encoding, data) => {
  const server = await startServer(
    (_request, response) => void response.writeHead(200, { 'content-encoding': encoding }).end(data),
  )
  const error = await rejection(openTransport(server.url).send(get))
  expect(error).toMatchObject({ kind: 'unexpected', message: expect.stringContaining('cannot be decompressed') })
})

test.each([
  ['plain', undefined, Buffer.alloc(3_000, 'x')],
  ['only once decompressed', 'gzip', gzipSync(Buffer.alloc(1_000_000, 'x'))],
])('an answer over the cap (%s) is a clear error, and the transport goes on', async (_, encoding, data) => {
  const server = await startServer((_request, response, count) => {
    if (count > 1) return answerJson(response, 200, {})
    response.writeHead(200, encoding === undefined ? {} : { 'content-encoding': encoding }).end(data)
  })
  const transport = openTransport(server.url, { connections: 1, maxResponseBytes: 2_048 })
  expect(await rejection(transport.send(get))).toMatchObject({
    kind: 'unexpected',
    message: expect.stringContaining('cap of 2 KiB'),
  })
  expect((await transport.send(get)).status).toBe(200)
})

test('redirects are answered, not followed', async () => {
  const server = await startServer(
    (_, response) => void response.writeHead(302, { location: '/dhis-web-login/' }).end(),
  )
  expect(await openTransport(server.url).send(get)).toMatchObject({
    status: 302,
    headers: { location: '/dhis-web-login/' },
  })
  expect(server.seen).toHaveLength(1)
})

test('a GET is tried again after a broken connection and after 503', async () => {
  const server = await startServer((request, response, count) => {
    if (count === 1) return void request.socket.destroy()
    answerJson(response, count === 2 ? 503 : 200, { count })
  })
  expect(await openTransport(server.url).send(get)).toMatchObject({ status: 200, body: '{"count":3}' })
})

test('when attempts run out the last answer or fault is told', async () => {
  const busy = await startServer((_, response) => answerJson(response, 503, {}))
  expect((await openTransport(busy.url).send(get)).status).toBe(503)
  expect(busy.seen).toHaveLength(3)
  const broken = await startServer((request) => void request.socket.destroy())
  const error = await rejection(openTransport(broken.url).send(get))
  expect(error).toMatchObject({
    kind: 'unavailable',
    message: expect.stringMatching(/cannot be reached \((UND_ERR_SOCKET|ECONNRESET)\)/),
  })
  expect(isUpstreamFailure(error)).toBe(true)
  expect(broken.seen).toHaveLength(3)
})

test.each(['POST', 'PUT', 'DELETE'] as const)('a %s is sent once, whatever happens', async (method) => {
  const server = await startServer((request, response, count) => {
    if (count === 1) return void request.socket.destroy()
    answerJson(response, 503, {}, { 'retry-after': '0' })
  })
  const transport = openTransport(server.url)
  expect(await rejection(transport.send({ method, path: '/api/tracker', body: '{}' }))).toMatchObject({
    kind: 'unavailable',
  })
  expect(server.seen).toHaveLength(1)
  expect((await transport.send({ method, path: '/api/tracker', body: '{}' })).status).toBe(503)
  expect(server.seen).toHaveLength(2)
})

test('a Retry-After past the deadline is not slept: the answer comes at once', async () => {
  const server = await startServer((_, response) => answerJson(response, 503, {}, { 'retry-after': '20' }))
  expect((await openTransport(server.url).send({ ...get, deadline: Date.now() + 15_000 })).status).toBe(503)
  expect(server.seen).toHaveLength(1)
})

test('a server that is down is unavailable', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  await new Promise((resolve) => server.close(resolve))
  const error = await rejection(openTransport(`http://127.0.0.1:${port}`).send(get))
  expect(error).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('ECONNREFUSED') })
})

test('a caller that goes away closes the upstream connection, before and within the answer', async () => {
  for (const begun of [false, true]) {
    const caller = new AbortController()
    const closed = Promise.withResolvers<void>()
    const server = await startServer((_, response) => {
      response.on('close', () => closed.resolve())
      if (begun) response.writeHead(200).write('{"half":')
      setTimeout(() => caller.abort(), 5)
    })
    const error = await rejection(openTransport(server.url).send({ ...get, signal: caller.signal }))
    expect(error).toMatchObject({ name: 'AbortError' })
    await closed.promise
    expect(server.seen).toHaveLength(1)
  }
})

test('a passed deadline closes the upstream connection and is a timeout', async () => {
  const closed = Promise.withResolvers<void>()
  const server = await startServer((_, response) => void response.on('close', () => closed.resolve()))
  const error = await rejection(openTransport(server.url).send({ ...get, deadline: Date.now() + 50 }))
  expect(error).toMatchObject({ kind: 'timeout', message: expect.stringContaining('deadline') })
  await closed.promise
})

test('an operation that is over already sends nothing', async () => {
  const server = await startServer((_, response) => answerJson(response, 200, {}))
  const transport = openTransport(server.url)
  expect(await rejection(transport.send({ ...get, deadline: Date.now() - 1 }))).toMatchObject({ kind: 'timeout' })
  expect(await rejection(transport.send({ ...get, signal: AbortSignal.abort() }))).toMatchObject({ name: 'AbortError' })
  expect(server.seen).toHaveLength(0)
})

test('an abort between attempts ends the retrying', async () => {
  const caller = new AbortController()
  const server = await startServer((_, response) => {
    answerJson(response, 503, {}, { 'retry-after': '20' })
    response.on('finish', () => setTimeout(() => caller.abort(), 20))
  })
  expect(await rejection(openTransport(server.url).send({ ...get, signal: caller.signal }))).toMatchObject({
    name: 'AbortError',
  })
  expect(server.seen).toHaveLength(1)
})

test('a server that sends no headers, or stops within the body, is a timeout', async () => {
  const silent = await startServer(() => {})
  expect(await rejection(openTransport(silent.url, { headersTimeoutMs: 50 }).send(get))).toMatchObject({
    kind: 'timeout',
  })
  expect(silent.seen).toHaveLength(1)
  const stalled = await startServer((_, response) => void response.writeHead(200).write('{'))
  expect(await rejection(openTransport(stalled.url, { bodyTimeoutMs: 50 }).send(get))).toMatchObject({
    kind: 'timeout',
  })
})

test('an answer that breaks off is never given out as whole', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"half":'))
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  expect(await rejection(openTransport(`http://127.0.0.1:${port}`).send(get))).toMatchObject({ kind: 'unavailable' })
})

test('a login with a character that HTTP forbids is an error that does not repeat it', async () => {
  const server = await startServer((_, response) => answerJson(response, 200, {}))
  const error = await rejection(
    openTransport(server.url).send({ ...get, headers: { authorization: 'Basic sec\nret' } }),
  )
  expect(error).toMatchObject({ kind: 'badRequest', message: expect.not.stringMatching(/sec|ret\b/) })
  expect(server.seen).toHaveLength(0)
})
