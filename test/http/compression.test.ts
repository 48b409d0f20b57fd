import { promisify } from 'node:util'
import {
  brotliDecompress,
  createBrotliDecompress,
  createGunzip,
  createZstdDecompress,
  gunzip,
  zstdDecompress,
} from 'node:zlib'
import fc from 'fast-check'
import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chooseEncoding, ENCODINGS } from '../../src/http/compression/choose-encoding.ts'
import { basic, startGateway, type TestGateway } from '../support/start-gateway.ts'

const LONG = '{ __schema { types { name description } } }'
const DECODE = { zstd: promisify(zstdDecompress), br: promisify(brotliDecompress), gzip: promisify(gunzip) }

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway({ GATEWAY_CORS_ORIGINS: 'https://one.example' })
})
afterAll(() => gateway.close())

/** Asks without a client that decodes by itself. */
async function ask(query: string, headers: Record<string, string>) {
  const answer = await request(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: basic('admin'), ...headers },
    body: JSON.stringify({ query }),
  })
  return { headers: answer.headers, body: Buffer.from(await answer.body.arrayBuffer()) }
}

describe('a long answer', () => {
  test.each(ENCODINGS)('comes as %s where that is accepted, with the same bytes inside', async (encoding) => {
    const plain = await ask(LONG, {})
    const { headers, body } = await ask(LONG, { 'accept-encoding': encoding })
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(headers['content-encoding']).toBe(encoding)
    expect(headers['content-length']).toBe(String(body.length))
    expect(body.length).toBeLessThan(plain.body.length / 3)
    expect((await DECODE[encoding](body)).equals(plain.body)).toBe(true)
  })

  test('tells caches that it depends on what is accepted, whether it is compressed or not, beside the origin', async () => {
    for (const accepted of ['gzip', 'identity'])
      expect(String((await ask(LONG, { 'accept-encoding': accepted })).headers['vary'])).toMatch(
        /(?=.*Accept-Encoding)(?=.*Origin)/,
      )
  })
})

test('a short answer is sent as it is', async () => {
  const { headers, body } = await ask('{ __typename }', { 'accept-encoding': 'gzip' })
  expect(headers['content-encoding']).toBeUndefined()
  expect(body.toString()).toBe('{"data":{"__typename":"Query"}}')
})

const STREAM = { zstd: createZstdDecompress, br: createBrotliDecompress, gzip: createGunzip }

/** An answer whose first part does not need what DHIS2 is made to hold back, as it comes. */
async function askHeld(encoding: string, accept: string) {
  const held = Promise.withResolvers<undefined>()
  const holding = await startGateway(
    {},
    { interfere: ({ url = '' }) => (url.includes('/tracker/trackedEntities') ? held.promise : undefined) },
  )
  const answer = await request(`${holding.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: basic('admin'),
      'accept-encoding': encoding,
      accept,
    },
    body: JSON.stringify({
      query: '{ __typename ... @defer { trackedEntities(program: "U7oMv90laog", first: 2) { nodes { id } } } }',
    }),
  })
  return { ...answer, release: () => held.resolve(undefined), close: () => holding.close() }
}

test.each(ENCODINGS)('a part goes out compressed as %s before the next is there', async (encoding) => {
  const { headers, body, release, close } = await askHeld(encoding, 'multipart/mixed')
  expect(headers['content-encoding']).toBe(encoding)
  expect(headers['vary']).toContain('Accept-Encoding')
  let text = ''
  for await (const chunk of body.pipe(STREAM[encoding]())) {
    text += chunk
    if (text.includes('"hasNext":true}\r\n---')) release()
  }
  expect(text).toContain('"hasNext":false')
  expect(text.endsWith('-----\r\n')).toBe(true)
  await close()
})

test('server-sent events are sent as they are, as proxies hold compressed ones back', async () => {
  const { headers, body, release, close } = await askHeld('gzip', 'text/event-stream')
  expect(headers['content-encoding']).toBe('none')
  release()
  expect(await body.text()).toContain('"hasNext":false')
  await close()
})

test.each([
  [null, undefined],
  ['', undefined],
  ['identity', undefined],
  ['deflate', undefined],
  ['gzip, deflate, br, zstd', 'zstd'],
  ['gzip, deflate, br', 'br'],
  ['br;q=0.5, gzip;q=0.8, zstd;q=0', 'gzip'],
  ['GZIP ; q=1.0', 'gzip'],
  ['x-gzip', 'gzip'],
  ['*', 'zstd'],
  ['zstd;q=0, *;q=0.5', 'br'],
  ['identity, gzip;q=0.5', undefined],
  ['gzip;q=0', undefined],
  ['gzip;q=2', undefined],
  ['gzip;q=x', undefined],
])('of %j the choice is %s', (header, wanted) => {
  expect(chooseEncoding(header)).toBe(wanted)
})

test('whatever a header says, what it forbids is not chosen', () => {
  const coding = fc.tuple(
    fc.constantFrom(...ENCODINGS, 'identity', '*', 'deflate'),
    fc.constantFrom('', ';q=0', ';q=0.3', ';q=1', ';q=', ' ; Q=0'),
  )
  fc.assert(
    fc.property(fc.uniqueArray(coding, { selector: ([name]) => name }), (codings) => {
      const chosen = chooseEncoding(codings.map((parts) => parts.join('')).join(', '))
      const forbidden = codings.filter(([, weight]) => /q=0?$/i.test(weight)).map(([name]) => name)
      expect(forbidden).not.toContain(chosen)
      if (chosen !== undefined) expect(codings.some(([name]) => name === chosen || name === '*')).toBe(true)
    }),
  )
})
