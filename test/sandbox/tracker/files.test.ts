import { createHash } from 'node:crypto'
import { get } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../../../src/sandbox/server.ts'
import { differences } from '../../recordings/compare.ts'
import { recordedExchanges } from '../../recordings/exchanges.ts'
import { basic } from '../../support/start-gateway.ts'

const photo = 'tracker/events/ZMMvnkUlsWX/dataValues/RecPhoto001'
const focus = 'tracker/trackedEntities/DkPdDOZuffA/attributes'
const focusProgram = 'program=loA9a9O6sjE'
const plan = `${focus}/SbxPlan0001/file?${focusProgram}`

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await createSandbox()
})

afterAll(() => sandbox.close())

function ask(path: string, as = 'admin', headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  return fetch(`${sandbox.url}/api/${path}`, { method, headers: { authorization: basic(as), ...headers } })
}

const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer())

const recordedNumber = (wanted: number) => {
  const found = recordedExchanges('2.42').find(({ number }) => number === wanted)
  if (found === undefined) throw new Error(`there is no recording ${wanted}`)
  return found
}

/** The recorders put their photo on an event that other recordings read; the seed has it on one that none does. */
const seeded = (path: string): string => path.replace('a4FecsqH9BM', 'ZMMvnkUlsWX').replace('/api/', '')

test.each([486, 487])('recording %s: status and every header', async (number) => {
  const { request, response } = recordedNumber(number)
  const answer = await ask(seeded(request.path), 'admin', request.headers)
  expect(answer.status).toBe(response.status)
  const { 'set-cookie': _, ...headers } = response.headers
  expect(Object.fromEntries(answer.headers)).toMatchObject(headers)
  expect((await bytesOf(answer)).length).toBe(Number(headers['content-length']))
})

test('recording 483: what DHIS2 tells of a file', async () => {
  const answer = await ask('fileResources/LSlkBg5EGZN')
  const given = { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.json() }
  // The recorders asked before the file was stored and used.
  const loose = ['assigned', 'hasMultipleStorageFiles', 'storageStatus']
  expect(differences(recordedNumber(483).response, given, { loose })).toEqual([])
})

test('recording 485: the value is the id of the file', async () => {
  const { dataValues } = await (await ask(seeded(recordedNumber(485).request.path))).json()
  expect(dataValues).toContainEqual({ dataElement: 'RecPhoto001', value: 'LSlkBg5EGZN' })
})

test('recording 489: nobody gets no file', async () => {
  const { request, response } = recordedNumber(489)
  const answer = await fetch(`${sandbox.url}/api/${seeded(request.path)}`, { headers: request.headers ?? {} })
  expect([answer.status, await answer.json()]).toEqual([response.status, response.body])
})

test('files are listed and read with fields as other metadata', async () => {
  const list = await ask('fileResources?filter=id:in:[LSlkBg5EGZN,SbxFilePlan]&fields=id,name,contentLength')
  expect((await list.json()).fileResources).toEqual([
    { name: 'Plan "Höhe"; v2, final.pdf', contentLength: 8_388_625, id: 'SbxFilePlan' },
    { name: 'photo one.png', contentLength: 70, id: 'LSlkBg5EGZN' },
  ])
  const one = await ask('fileResources/SbxFilePend?fields=storageStatus', 'viewer')
  expect(await one.json()).toEqual({ storageStatus: 'PENDING' })
})

test('an image comes in four sizes, each a PNG of its width', async () => {
  const widthIn = async (dimension: string): Promise<number> => {
    const bytes = await bytesOf(await ask(`${focus}/SbxAerial01/image?${focusProgram}${dimension}`))
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
    return bytes.readUInt32BE(16)
  }
  expect(await widthIn('&dimension=small')).toBe(256)
  expect(await widthIn('&dimension=MEDIUM')).toBe(512)
  expect(await widthIn('&dimension=large')).toBe(1024)
  expect(await widthIn('')).toBe(2048)
})

test('a large file comes whole, as long and with the checksum that DHIS2 tells', async () => {
  const answer = await ask(plan)
  const bytes = await bytesOf(answer)
  const { contentLength, contentMd5 } = await (await ask('fileResources/SbxFilePlan')).json()
  expect(bytes.length).toBe(contentLength)
  expect(answer.headers.get('content-length')).toBe(String(contentLength))
  expect(createHash('md5').update(bytes).digest('hex')).toBe(contentMd5)
  expect(answer.headers.get('content-type')).toBe('application/pdf;charset=UTF-8')
  expect(answer.headers.get('content-disposition')).toBe('filename=Plan "Höhe"; v2, final.pdf')
})

test('a caller who stops reading stops the sandbox', async () => {
  const received = await new Promise<number>((resolve, reject) => {
    const request = get(`${sandbox.url}/api/${plan}`, { headers: { authorization: basic('admin') } }, (response) => {
      response.once('data', (chunk: Buffer) => {
        request.destroy()
        resolve(chunk.length)
      })
    })
    request.once('error', reject)
  })
  expect(received).toBeGreaterThan(0)
  expect((await ask('me?fields=id')).status).toBe(200)
})

test('HEAD tells the length without the bytes', async () => {
  const answer = await ask(plan, 'admin', {}, 'HEAD')
  expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, '8388625', ''])
})

test('a range is not honoured: the file comes whole', async () => {
  const answer = await ask(`${photo}/file`, 'admin', { range: 'bytes=0-9' })
  expect([answer.status, (await bytesOf(answer)).length, answer.headers.get('accept-ranges')]).toEqual([200, 70, null])
})

test('a file that the caller has is not sent again', async () => {
  for (const tag of ['"LSlkBg5EGZN"', 'W/"LSlkBg5EGZN"', '"other", "LSlkBg5EGZN"']) {
    const answer = await ask(`${photo}/file`, 'admin', { 'if-none-match': tag })
    expect([answer.status, answer.headers.get('etag'), await answer.text()]).toEqual([304, '"LSlkBg5EGZN"', ''])
  }
  expect((await ask(`${photo}/file`, 'admin', { 'if-none-match': '"other"' })).status).toBe(200)
})

test('a file comes in its own type whatever the caller accepts', async () => {
  expect((await ask(`${photo}/file`, 'admin', { accept: 'image/webp' })).status).toBe(200)
})

describe('refusals', () => {
  test.each([
    [`${photo}/file?dimension=small`, 400, "Request parameter 'dimension' is only supported for images"],
    [`${photo}/image?dimension=huge`, 400, "Value 'huge' is not valid for parameter dimension."],
    [
      'tracker/events/ZMMvnkUlsWX/dataValues/f6gE41nTCTn/file',
      404,
      'Data element f6gE41nTCTn is not a file (or image).',
    ],
    [
      'tracker/events/ZMMvnkUlsWX/dataValues/RecPhoto00X/file',
      404,
      'DataElement with id RecPhoto00X could not be found.',
    ],
    ['tracker/events/uO70JYP72hy/dataValues/RecPhoto001/file', 404, 'Event uO70JYP72hy with data element RecPhoto001'],
    ['tracker/events/short/dataValues/RecPhoto001/file', 400, "Value 'short' is not valid for path parameter event."],
    [
      'tracker/events/CziFVdOpJ0T/dataValues/RecPhoto001/file',
      404,
      'FileResource with id SbxFileGone could not be found.',
    ],
    ['tracker/events/noY2BGi1SxY/dataValues/RecPhoto001/file', 409, 'The content is being processed'],
    [`${focus}/SbxPlan0001/image?${focusProgram}`, 400, 'File is not an image'],
    [`${focus}/SbxPlan0001/file`, 404, 'TrackedEntityAttribute with id SbxPlan0001 could not be found.'],
    [
      `${focus}/vgWKyBV08H7/file?${focusProgram}`,
      404,
      'Tracked entity attribute vgWKyBV08H7 is not a file (or image).',
    ],
    ['tracker/trackedEntities/DkPdDOZuffX/attributes/SbxPlan0001/file', 404, 'TrackedEntity with id DkPdDOZuffX'],
    ['fileResources/LSlkBg5EGZX', 404, 'FileResource with id LSlkBg5EGZX could not be found.'],
    ['fileResources/LSlkBg5EGZN/data', 403, "You don't have access to fileResource 'LSlkBg5EGZN'"],
  ])('%s', async (path, status, message) => {
    const answer = await ask(path)
    expect([answer.status, (await answer.json()).message]).toEqual([status, expect.stringContaining(message)])
  })

  test('who may not read a record gets no file of it', async () => {
    expect((await ask(`${photo}/file`, 'clerk_north')).status).toBe(200)
    expect((await ask(`${photo}/file`, 'viewer')).status).toBe(404)
    expect((await ask(plan, 'viewer')).status).toBe(404)
  })

  test('no other places are below a record', async () => {
    expect((await ask('tracker/events/ZMMvnkUlsWX/attributes/RecPhoto001/file')).status).toBe(404)
    expect((await ask(`${photo}/thumbnail`)).status).toBe(404)
  })
})

test('without the seeds there is no file', async () => {
  const bare = await createSandbox({ seeded: false })
  const answer = await fetch(`${bare.url}/api/fileResources`, { headers: { authorization: basic('admin') } })
  expect((await answer.json()).fileResources).toEqual([])
  await bare.close()
})
