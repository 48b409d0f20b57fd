import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadDataset } from '../../../src/sandbox/dataset.ts'
import { createSandbox, type Sandbox } from '../../../src/sandbox/server.ts'
import { basic } from '../../support/start-gateway.ts'

const { enrollments } = loadDataset()
const north = [...enrollments.values()].find(
  ({ program, orgUnit }) => program === 'U7oMv90laog' && orgUnit === 'b6apfGG6HIi',
)
const enrollment = north?.enrollment ?? ''
const event = north?.events[0] ?? ''

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await createSandbox()
})
afterAll(() => sandbox.close())

async function ask(method: string, path: string, as: string, body?: unknown) {
  const response = await fetch(`${sandbox.url}/api/tracker/${path}`, {
    method,
    headers: { authorization: basic(as), 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

test.each([
  ['enrollments', enrollment],
  ['events', event],
])('a note on one of the %s is answered with its id and read back with who wrote it', async (list, id) => {
  const { status, body } = await ask('POST', `${list}/${id}/note`, 'clerk_north', { value: 'Called the mother' })
  expect(status).toBe(200)
  expect(body).toEqual({ note: expect.stringMatching(/^[A-Za-z]\w{10}$/), value: 'Called the mother' })
  const read = await ask('GET', `${list}/${id}?fields=notes[note,value,createdBy[username]]`, 'admin')
  expect(read.body.notes).toContainEqual({ ...body, createdBy: { username: 'clerk_north' } })
  const again = await ask('POST', `${list}/${id}/note`, 'clerk_north', body)
  expect(again).toMatchObject({ status: 400, body: { message: expect.stringContaining('already exists') } })
})

test('a note without words, on nothing, or by who may not read the record is refused', async () => {
  expect((await ask('POST', `events/${event}/note`, 'admin', { value: '' })).status).toBe(400)
  expect((await ask('POST', 'enrollments/abcdefghijk/note', 'admin', { value: 'A remark' })).status).toBe(404)
  expect((await ask('POST', `enrollments/${enrollment}/note`, 'viewer', { value: 'A remark' })).status).toBe(404)
})
