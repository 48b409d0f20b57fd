import { request as httpRequest } from 'node:http'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rangeOf } from '../../src/http/files/byte-range.ts'
import { fileHeaders } from '../../src/http/files/file-headers.ts'
import { basic, startGateway, type TestGateway } from '../support/start-gateway.ts'

const PHOTO = '/files/events/ZMMvnkUlsWX/dataValues/RecPhoto001'
const PLAN = '/files/trackedEntities/DkPdDOZuffA/attributes/SbxPlan0001?program=loA9a9O6sjE'
const PLAN_LENGTH = 8_388_625

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterAll(() => gateway.close())

const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  fetch(gateway.url + path, { method, headers: { authorization: basic('admin'), ...headers } })

test('the graph tells of a file what DHIS2 knows, and where its bytes are', async () => {
  const { event, trackedEntity } = await gateway.read<Record<string, { v: { file: Record<string, string> } }>>(
    `{ event(id: "ZMMvnkUlsWX") { v: dataValue(id: "RecPhoto001") { file { id name contentType contentLength url imageUrl(dimension: SMALL) } } }
       trackedEntity(id: "DkPdDOZuffA", program: "loA9a9O6sjE") { v: attribute(id: "SbxPlan0001") { file { name contentLength url imageUrl(dimension: SMALL) } } } }`,
  )
  expect(event?.v.file).toEqual({
    id: 'LSlkBg5EGZN',
    name: 'photo one.png',
    contentType: 'image/png',
    contentLength: 70,
    url: PHOTO,
    imageUrl: `${PHOTO}?dimension=small`,
  })
  expect(trackedEntity?.v.file).toEqual({
    name: 'Plan "Höhe"; v2, final.pdf',
    contentLength: PLAN_LENGTH,
    url: PLAN,
    imageUrl: null,
  })
  const image = await get(event?.v.file['imageUrl'] ?? '')
  expect([image.status, (await image.arrayBuffer()).byteLength]).toEqual([200, 788])
})

test('a value of no file type has no file, and file metadata is asked for only where it is selected', async () => {
  gateway.takeRequests()
  const { event } = await gateway.read<{ event: { dataValues: { file: unknown; dataElement: { id: string } }[] } }>(
    '{ event(id: "ZMMvnkUlsWX") { dataValues { dataElement { id } file { id url } } } }',
  )
  const withFile = event.dataValues.filter(({ file }) => file !== null)
  expect(withFile.map(({ dataElement }) => dataElement.id)).toEqual(['RecPhoto001'])
  expect(gateway.takeRequests().join()).not.toContain('fileResources')
})

test('a file comes whole, of its type, under its name, and cannot run in a page', async () => {
  const response = await get(PHOTO)
  expect(response.status).toBe(200)
  expect((await response.arrayBuffer()).byteLength).toBe(70)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-length': '70',
    'content-disposition': `inline; filename="photo one.png"; filename*=UTF-8''photo%20one.png`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-cache',
    etag: '"LSlkBg5EGZN"',
  })
  const same = await get(PHOTO, { 'if-none-match': '"LSlkBg5EGZN"' })
  expect([same.status, await same.text()]).toEqual([304, ''])
})

test('a part, the end, too much, and the head of a large file', async () => {
  const whole = new Uint8Array(await (await get(PLAN)).arrayBuffer())
  expect(whole.length).toBe(PLAN_LENGTH)
  const part = await get(PLAN, { range: 'bytes=5000000-5000099' })
  expect([part.status, part.headers.get('content-range'), part.headers.get('content-length')]).toEqual([
    206,
    `bytes 5000000-5000099/${PLAN_LENGTH}`,
    '100',
  ])
  expect(new Uint8Array(await part.arrayBuffer())).toEqual(whole.subarray(5_000_000, 5_000_100))
  const end = await get(PLAN, { range: 'bytes=-3' })
  expect(new Uint8Array(await end.arrayBuffer())).toEqual(whole.subarray(-3))
  const beyond = await get(PLAN, { range: `bytes=${PLAN_LENGTH}-` })
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${PLAN_LENGTH}`])
  const head = await get(PLAN, {}, 'HEAD')
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, String(PLAN_LENGTH), ''])
  const changed = await get(PLAN, { range: 'bytes=0-9', 'if-range': '"another"' })
  expect(changed.status).toBe(200)
  await changed.body?.cancel()
})

describe('who may not', () => {
  test.each([
    ['viewer', PHOTO, [403, 404]],
    ['admin', '/files/events/abcdefghijk/dataValues/RecPhoto001', [404]],
    ['admin', '/files/events/ZMMvnkUlsWX/dataValues/g0Qbfdshgk5', [404]],
    ['admin', '/files/events/ZMMvnkUlsWX/dataValues/..%2Ffile', [400, 404]],
    ['admin', '/files/events/ZMMvnkUlsWX/dataValues/RecPhoto001/x', [404]],
    ['admin', '/files/events/..%2F..%2Fapi/dataValues/RecPhoto001', [400, 404]],
    ['admin', `${PHOTO}?dimension=huge`, [400]],
    ['admin', '/files/enrollments/ZMMvnkUlsWX/dataValues/RecPhoto001', [404]],
    ['admin', '/files/events/noY2BGi1SxY/dataValues/RecPhoto001', [400, 409]],
  ])('%s at %s is told so in JSON', async (as, path, statuses) => {
    const response = await get(path, { authorization: basic(as) })
    expect(statuses).toContain(response.status)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(await response.json()).toEqual({
      errors: [{ message: expect.stringMatching(/\w/), extensions: { code: expect.stringMatching(/^[A-Z_]+$/) } }],
    })
  })

  test('nobody and a wrong password are 401; a write is 405', async () => {
    expect((await fetch(gateway.url + PHOTO)).status).toBe(401)
    expect((await get(PHOTO, { authorization: basic('admin', 'wrong') })).status).toBe(401)
    expect((await get(PHOTO, {}, 'DELETE')).status).toBe(405)
  })
})

test('a caller who goes away ends the reading: what is not taken is not fetched', async () => {
  const memory = process.memoryUsage().arrayBuffers
  await Promise.all(
    Array.from(
      { length: 8 },
      () =>
        new Promise<void>((resolve, reject) => {
          const asked = httpRequest(gateway.url + PLAN, { headers: { authorization: basic('admin') } }, (answer) => {
            answer.once('data', () => {
              asked.destroy()
              resolve()
            })
          })
          asked.on('error', (error: NodeJS.ErrnoException) => error.code !== 'ECONNRESET' && reject(error))
          asked.end()
        }),
    ),
  )
  expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(100_000_000)
  expect((await get(PHOTO)).status).toBe(200)
})

test('whatever name was stored, the headers are one header each and name a plain file', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (name, contentType) => {
      const headers = fileHeaders({
        name,
        contentType,
        etag: undefined,
        length: 1,
        bytes: undefined as never,
      })
      for (const value of Object.values(headers)) expect(value).toMatch(/^[\x20-\x7e]*$/)
      expect(new Headers(headers).get('content-disposition')).toBe(headers['content-disposition'])
    }),
  )
  expect(
    fileHeaders({ name: 'a.svg', contentType: 'image/svg+xml', etag: undefined, length: 1, bytes: undefined as never })[
      'content-disposition'
    ],
  ).toMatch(/^attachment/)
})

test('any range of a file lies within it', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.option(fc.nat(2000)), fc.option(fc.nat(2000)), (length, first, last) => {
      const range = rangeOf(`bytes=${first ?? ''}-${last ?? ''}`, length)
      if (range === undefined || range === 'unsatisfiable') return
      expect(range.start).toBeGreaterThanOrEqual(0)
      expect(range.end).toBeLessThan(length)
      expect(range.start).toBeLessThanOrEqual(range.end)
    }),
  )
})
