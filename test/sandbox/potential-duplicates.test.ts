import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts'
import { differences } from '../recordings/compare.ts'
import { recordedExchanges } from '../recordings/exchanges.ts'
import { basic } from '../support/start-gateway.ts'

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await createSandbox()
})

afterAll(() => sandbox.close())

async function ask(query: string, as = 'admin') {
  const response = await fetch(`${sandbox.url}/api/potentialDuplicates${query}`, {
    headers: { authorization: basic(as) },
  })
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.json() }
}

const idsOf = async (query: string, as?: string): Promise<string[]> =>
  (await ask(query, as)).body.potentialDuplicates.map(({ id }: { id: string }) => id)

const recording = (number: number) => {
  const found = recordedExchanges('2.42').find((exchange) => exchange.number === number)
  if (found === undefined) throw new Error(`there is no recording ${number}`)
  return found.response
}

test('the recorded pair is in the list of all and in that of its entity, as recorded', async () => {
  const all = await ask('?status=ALL')
  const recorders = all.body.potentialDuplicates.filter(({ id }: { id: string }) => !id.startsWith('Sbx'))
  const asRecorded = { ...all, body: { ...all.body, potentialDuplicates: recorders } }
  expect(differences(recording(539), asRecorded)).toEqual([])
  expect(differences(recording(540), await ask('?trackedEntities=IirsUPQHYd6'))).toEqual([])
})

test('the list shows open pairs unless another status is asked for, to every user', async () => {
  expect(await idsOf('')).toEqual(['eunB6cpK3OK', 'SbxPairOp02'])
  expect(await idsOf('', 'viewer')).toEqual(['eunB6cpK3OK', 'SbxPairOp02'])
  expect(await idsOf('?status=INVALID')).toEqual(['SbxPairInv1'])
  expect(await idsOf('?status=MERGED')).toEqual(['SbxPairMrg1'])
})

test('an entity is found on either side of a pair', async () => {
  expect(await idsOf('?trackedEntities=YfaVR9IRA39,dSowKEaOk0c')).toEqual(['eunB6cpK3OK', 'SbxPairOp02'])
  expect(await idsOf('?trackedEntities=dSowKEaOk0c&status=ALL')).toEqual(['SbxPairOp02', 'SbxPairMrg1'])
  expect(await idsOf('?trackedEntities=OHUI8WXlIvy')).toEqual([])
})

test('the list is ordered and paged as asked for', async () => {
  const all = await idsOf('?status=ALL&order=created:desc&paging=false')
  expect(all).toEqual(['SbxPairMrg1', 'SbxPairInv1', 'SbxPairOp02', 'eunB6cpK3OK'])
  expect(await idsOf('?status=ALL&order=created:desc&pageSize=3&page=2')).toEqual(all.slice(3))
  expect(await idsOf('?status=ALL&order=status,uid:desc')).toEqual([
    'SbxPairInv1',
    'SbxPairMrg1',
    'eunB6cpK3OK',
    'SbxPairOp02',
  ])
  const { body } = await ask('?status=ALL&pageSize=3&totalPages=true')
  expect(body.pager).toMatchObject({ page: 1, pageSize: 3, nextPage: expect.stringContaining('page=2') })
  expect(body.pager).not.toHaveProperty('total')
  expect((await ask('?paging=false')).body).not.toHaveProperty('pager')
})

test('one pair is read whole by its id', async () => {
  const { status, body } = await ask('/eunB6cpK3OK')
  expect(status).toBe(200)
  expect(body).toMatchObject({ id: 'eunB6cpK3OK', original: 'IirsUPQHYd6', status: 'OPEN', createdByUserName: 'admin' })
  expect((await ask('?fields=id,status&pageSize=1')).body.potentialDuplicates).toEqual([
    { status: 'OPEN', id: 'eunB6cpK3OK' },
  ])
})

test.each([
  ['/eunB6cpK3OX', 404, 'PotentialDuplicate with id eunB6cpK3OX could not be found.'],
  ['/short', 400, 'UID must be an alphanumeric string'],
  ['?status=open', 400, 'Valid values are: [ALL, OPEN, INVALID, MERGED]'],
  ['?trackedEntities=a;b', 400, 'not valid for parameter trackedEntities'],
  ['?paging=false&page=2', 400, 'Paging cannot be disabled'],
  ['?pageSize=0', 400, 'pageSize must be greater'],
  ['?order=name', 500, 'Unable to locate Attribute'],
])('%s is refused', async (query, status, message) => {
  expect(await ask(query)).toMatchObject({ status, body: { message: expect.stringContaining(message) } })
})

test.each(['2.41', '2.43'] as const)('%s answers as recorded too', async (version) => {
  const other = await createSandbox({ version })
  const { request, response } = recordedExchanges(version).find(({ number }) => number === 540) ?? {}
  const answer = await fetch(other.url + request?.path, { headers: { authorization: basic('admin') } })
  const given = { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.json() }
  expect(response && differences(response, given, { loose: ['id'] })).toEqual([])
  await other.close()
})

test('without the seeds nothing is marked', async () => {
  const bare = await createSandbox({ seeded: false })
  const response = await fetch(`${bare.url}/api/potentialDuplicates?status=ALL`, {
    headers: { authorization: basic('admin') },
  })
  expect((await response.json()).potentialDuplicates).toEqual([])
  await bare.close()
})

async function write(method: string, path: string, as: string, body?: unknown) {
  const response = await fetch(`${sandbox.url}/api/potentialDuplicates${path}`, {
    method,
    headers: { authorization: basic(as), 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) }
}

test('a user marks a pair that they may read, once, and it is told who did', async () => {
  const pair = { original: 'dSowKEaOk0c', duplicate: 'JErmFWbXW3J' }
  const marked = await write('POST', '', 'clerk_wide', pair)
  expect(marked).toMatchObject({ status: 200, body: { ...pair, status: 'OPEN', createdByUserName: 'clerk_wide' } })
  const turned = { original: pair.duplicate, duplicate: pair.original }
  expect((await write('POST', '', 'clerk_wide', turned)).status).toBe(409)
  expect((await write('PUT', `/${marked.body.id}?status=INVALID`, 'clerk_north')).status).toBe(200)
  expect((await ask(`/${marked.body.id}`)).body).toMatchObject({
    status: 'INVALID',
    createdByUserName: 'clerk_wide',
    lastUpdatedByUserName: 'clerk_north',
  })
})

test.each([
  ['POST', '', { original: 'dSowKEaOk0c' }, 400, 'Missing required input property'],
  ['POST', '', { original: 'dSowKEaOk0c', duplicate: 'nonsense' }, 400, 'is not valid value'],
  ['POST', '', { original: 'dSowKEaOk0c', duplicate: 'abcdefghijk' }, 404, 'could not be found'],
  ['PUT', '/abcdefghijk?status=INVALID', undefined, 404, 'could not be found'],
  ['PUT', '/SbxPairOp02?status=MERGED', undefined, 400, "Can't update"],
  ['PUT', '/SbxPairMrg1?status=OPEN', undefined, 400, "Can't update"],
  ['PUT', '/SbxPairOp02?status=GONE', undefined, 400, 'Valid values are'],
] as const)('%s %s with %j is refused', async (method, path, body, status, message) => {
  const refused = await write(method, path, 'admin', body)
  expect(refused.status).toBe(status)
  expect(refused.body.message).toContain(message)
})

test('who may not read an entity cannot mark it', async () => {
  const refused = await write('POST', '', 'clerk_north', { original: 'IirsUPQHYd6', duplicate: 'OHUI8WXlIvy' })
  expect(refused.status).toBe(404)
})
