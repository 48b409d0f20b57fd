import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fileBody } from '../../src/http/files/file-body.ts'
import { basic, startGateway, type TestGateway } from '../support/start-gateway.ts'

const PATH = '/files/events/ZMMvnkUlsWX/dataValues/RecPhoto001'
const CHUNK = Buffer.alloc(65_536, 7)

let upstream: Server
let gateway: TestGateway
/** How the upstream answers for the file. */
let serve: (response: ServerResponse, request: IncomingMessage) => void

beforeAll(async () => {
  upstream = createServer((request, response) => {
    if (request.url?.startsWith('/api/system/info')) {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ version: '2.42.5.2' }))
    } else if (request.url?.includes('/file')) serve(response, request)
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  upstream.listen(0, '127.0.0.1')
  await once(upstream, 'listening')
  const { port } = upstream.address() as AddressInfo
  gateway = await startGateway({ DHIS2_URL: `http://127.0.0.1:${port}`, DHIS2_CONNECTIONS: '2', DHIS2_RETRIES: '0' })
})
beforeEach(() => {
  serve = (response) => response.writeHead(200, { 'content-type': 'image/png', 'content-length': '3' }).end('abc')
})
afterAll(async () => {
  await gateway.close()
  upstream.closeAllConnections()
  upstream.close()
})

/** Begins to read a file over a connection of its own. */
async function open(path = PATH): Promise<{ answer: IncomingMessage; leave(): void }> {
  const asked = httpRequest(gateway.url + path, { agent: false, headers: { authorization: basic('admin') } })
  asked.on('error', () => undefined)
  asked.end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  answer.on('error', () => undefined)
  return { answer, leave: () => asked.destroy() }
}

/** Writes for as long as the reader takes; tells how much went out when the connection ends. */
function endless(response: ServerResponse): { sent: () => number; closed: Promise<unknown> } {
  let sent = 0
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': String(2 ** 34) })
  const write = (): void => {
    while (!response.destroyed) {
      sent += CHUNK.length
      if (!response.write(CHUNK)) break
    }
  }
  response.on('drain', write)
  const closed = once(response, 'close')
  write()
  return { sent: () => sent, closed }
}

test('a caller who goes away in the middle ends the request to DHIS2, so that its connection is free again', async () => {
  for (let turn = 0; turn < 6; turn++) {
    const begun = Promise.withResolvers<ReturnType<typeof endless>>()
    serve = (response) => begun.resolve(endless(response))
    const { answer, leave } = await open()
    await once(answer, 'readable')
    const { closed } = await begun.promise
    leave()
    await closed
  }
})

test('what the caller does not take is not fetched', async () => {
  const begun = Promise.withResolvers<ReturnType<typeof endless>>()
  serve = (response) => begun.resolve(endless(response))
  const { answer, leave } = await open()
  await once(answer, 'readable')
  const { sent, closed } = await begun.promise
  let before = -1
  while (sent() !== before) {
    before = sent()
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  expect(sent()).toBeLessThan(32_000_000)
  leave()
  await closed
})

test('a file that breaks off upstream breaks off here too, and is never a whole answer', async () => {
  const begun = Promise.withResolvers<ServerResponse>()
  serve = (response) => {
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': '1000000' })
    response.write(CHUNK)
    begun.resolve(response)
  }
  const { answer } = await open()
  ;(await begun.promise).destroy()
  answer.resume()
  await new Promise((resolve) => answer.once('close', resolve))
  expect(answer.complete).toBe(false)
})

describe('a part', () => {
  test('ends the request to DHIS2 when it has passed', async () => {
    const begun = Promise.withResolvers<ReturnType<typeof endless>>()
    serve = (response) => begun.resolve(endless(response))
    const answer = await fetch(gateway.url + PATH, { headers: { authorization: basic('admin'), range: 'bytes=10-19' } })
    expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([206, 10])
    await (await begun.promise).closed
  })
})

test.each(['text/html;charset=UTF-8', 'application/xhtml+xml', 'image/svg+xml'])(
  'a stored %s is a file like any other, to be saved and not shown',
  async (type) => {
    const page = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    serve = (response) =>
      response
        .writeHead(200, { 'content-type': type, 'content-disposition': 'filename=a.html', etag: '"LSlkBg5EGZN"' })
        .end(page)
    const answer = await fetch(gateway.url + PATH, { headers: { authorization: basic('admin') } })
    expect([answer.status, await answer.text()]).toEqual([200, page])
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
  },
)

test('a login page in place of a file is no file', async () => {
  serve = (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>Sign in')
  const answer = await fetch(gateway.url + PATH, { headers: { authorization: basic('admin') } })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([502, 'application/json'])
})

test('a caller who stays and takes nothing is let go', async () => {
  const bytes = Readable.from([Buffer.from('a'), Buffer.from('b'), Buffer.from('c')])
  const ended = Promise.withResolvers<void>()
  const way = { stallMs: 1, connection: { destroy: () => ended.resolve() } }
  const file = { bytes, contentType: 'image/png', length: 3, name: undefined, etag: undefined }
  const body = fileBody(file, undefined, way)
  await ended.promise
  expect(bytes.destroyed).toBe(true)
  await body.cancel()
})

test('a head frees its connection, and no part of a file is asked of DHIS2', async () => {
  const ranges: unknown[] = []
  serve = (response, request) => {
    ranges.push(request.headers.range)
    endless(response)
  }
  for (let turn = 0; turn < 5; turn++) {
    const answer = await fetch(gateway.url + PATH, {
      method: 'HEAD',
      headers: { authorization: basic('admin'), range: 'bytes=0-1' },
    })
    expect(answer.status).toBe(206)
  }
  expect(ranges).toEqual(Array.from({ length: 5 }))
})
