import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts'
import { readSandboxOptions } from '../../src/settings-sandbox.ts'
import { basic } from '../support/start-gateway.ts'

const program = 'U7oMv90laog'
let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await createSandbox({
    ...readSandboxOptions(['--port', '0', '--tracked-entities', '1500']),
    basicCheckMs: 0,
  })
})

afterAll(() => sandbox.close())

async function list(name: string, query: string, of = sandbox): Promise<Record<string, unknown>[]> {
  const url = `${of.url}/api/tracker/${name}?program=${program}&${query}`
  const response = await fetch(url, { headers: { authorization: basic('admin') } })
  const body = await response.json()
  expect(response.status).toBe(200)
  return body[name]
}

test('a sandbox told to hold many tracked entities gives each of them once, page by page', async () => {
  const pages = await Promise.all(
    [1, 2, 3, 4].map((page) => list('trackedEntities', `pageSize=500&page=${page}&fields=trackedEntity`)),
  )
  const ids = pages.flat().map(({ trackedEntity }) => trackedEntity)
  expect(pages.map(({ length }) => length)).toEqual([500, 500, 500, 0])
  expect(new Set(ids).size).toBe(1500)
})

test('generated children are enrolled, have visits with values, and a system identifier of their own', async () => {
  const fields = 'attributes[attribute,value],enrollments[program,events[event,dataValues[value]]]'
  const children = await list('trackedEntities', `pageSize=1000&fields=${fields}`)
  const identifiers = JSON.stringify(children).match(/"GDNUcCbvVAB","value":"\d+"/g) ?? []
  expect(new Set(identifiers).size).toBe(1000)
  const events = await list('events', 'paging=false&fields=event,dataValues[value]')
  expect(new Set(events.map(({ event }) => event)).size).toBeGreaterThan(1500 * 4)
  expect(events.filter(({ dataValues }) => !Array.isArray(dataValues) || dataValues.length === 0).length).toBeLessThan(
    events.length / 2,
  )
})

test('the same number makes the same rows', async () => {
  const other = await createSandbox({ trackedEntities: 1500 })
  try {
    const query = 'pageSize=100&fields=*'
    expect(await list('trackedEntities', query, other)).toEqual(await list('trackedEntities', query))
  } finally {
    await other.close()
  }
})

test('a page after a write is of the rows as they are then', async () => {
  const [first] = await list('events', 'pageSize=1&fields=event,notes')
  const note = { value: 'Seen again' }
  const written = await fetch(`${sandbox.url}/api/tracker/events/${first?.['event']}/note`, {
    method: 'POST',
    headers: { authorization: basic('admin'), 'content-type': 'application/json' },
    body: JSON.stringify(note),
  })
  expect(written.status).toBe(200)
  const [again] = await list('events', 'pageSize=1&fields=event,notes')
  expect(JSON.stringify(again)).toContain('Seen again')
})
