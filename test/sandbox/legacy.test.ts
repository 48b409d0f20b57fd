import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await createSandbox({ version: '2.35', seeded: false })
})
afterAll(() => sandbox.close())

async function ask(path: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const authorization = `Basic ${Buffer.from('admin:district').toString('base64')}`
  const response = await fetch(`${sandbox.url}/api/${path}`, { headers: { authorization } })
  return { status: response.status, body: Object(await response.json()) }
}

const scope = 'program=U7oMv90laog&ouMode=ALL'

test('2.35 has no tracker export to read, and no change logs', async () => {
  expect((await ask(`tracker/events?${scope}`)).status).toBe(404)
  expect((await ask('tracker/events/uO70JYP72hy')).status).toBe(404)
  expect((await ask('events/uO70JYP72hy')).body).toMatchObject({ event: 'uO70JYP72hy', enrollment: 'O3jHwepYtMp' })
})

test('2.35 counts only when asked to, and else says that there is one page of nothing', async () => {
  const counted = await ask(`events?${scope}&totalPages=true&pageSize=1000&fields=event`)
  expect(counted.body['pager']).toEqual({ page: 1, pageCount: 3, total: 2026, pageSize: 1000 })
  const uncounted = await ask(`events?${scope}&pageSize=1000&fields=event`)
  expect(uncounted.body['pager']).toEqual({ page: 1, pageCount: 1, total: 0, pageSize: 1000 })
  expect(uncounted.body['events']).toEqual(counted.body['events'])
})

test('2.35 knows no enrollments of events, and so ignores them', async () => {
  const all = await ask(`events?${scope}&skipPaging=true&fields=event`)
  for (const name of ['programInstances', 'enrollments']) {
    const narrowed = await ask(`events?${scope}&skipPaging=true&fields=event&${name}=O3jHwepYtMp`)
    expect(narrowed.body).toEqual(all.body)
  }
})

test('2.35 tells who stored an event, but not who stored a tracked entity or an enrollment', async () => {
  const { body } = await ask('trackedEntityInstances/OHUI8WXlIvy?program=U7oMv90laog&fields=*')
  expect(Object.keys(body)).not.toContain('createdByUserInfo')
  expect(body['enrollments']).toHaveLength(1)
  expect((await ask('enrollments/O3jHwepYtMp?fields=*')).body).not.toHaveProperty('createdByUserInfo')
  expect((await ask('events/uO70JYP72hy')).body).toHaveProperty('createdByUserInfo')
})
