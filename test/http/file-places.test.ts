import { afterAll, beforeAll, expect, test } from 'vitest'
import { basic, startGateway, type TestGateway } from '../support/start-gateway.ts'

const PHOTO = '/files/events/ZMMvnkUlsWX/dataValues/RecPhoto001'
const PLAN = '/files/trackedEntities/DkPdDOZuffA/attributes/SbxPlan0001?program=loA9a9O6sjE'
const FILES = 'attributes { attribute { id } file { url } }'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterAll(() => gateway.close())

/** All URLs of files in an answer, wherever they stand. */
function urlsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'url' && typeof inner === 'string' ? [inner] : urlsIn(inner),
  )
}

test.each([
  ['one entity', `{ trackedEntity(id: "DkPdDOZuffA", program: "loA9a9O6sjE") { ${FILES} } }`],
  ['a list', `{ trackedEntities(program: "loA9a9O6sjE", ids: ["DkPdDOZuffA"]) { nodes { ${FILES} } } }`],
  [
    'its enrollments',
    `{ trackedEntity(id: "DkPdDOZuffA", program: "loA9a9O6sjE") { enrollments { nodes { ${FILES} } } } }`,
  ],
  [
    'the list of enrollments',
    `{ enrollments(program: "loA9a9O6sjE", trackedEntity: "DkPdDOZuffA") { nodes { ${FILES} } } }`,
  ],
  [
    'the entity of its enrollment',
    `{ enrollments(program: "loA9a9O6sjE", trackedEntity: "DkPdDOZuffA") { nodes { trackedEntity { ${FILES} } } } }`,
  ],
])('the URL of an attribute’s file, reached by %s, leads to it', async (_how, query) => {
  const { data, errors } = await gateway.ask(query)
  expect(errors).toBeUndefined()
  const urls = urlsIn(data)
  expect(urls).toContain(PLAN)
  for (const url of urls) {
    const answer = await fetch(gateway.url + url, { method: 'HEAD', headers: { authorization: basic('admin') } })
    expect([url, answer.status]).toEqual([url, 200])
  }
})

test('a session cookie opens a file as its user, and no wrong password beside it', async () => {
  const signedIn = await fetch(`${gateway.sandbox.url}/api/me`, { headers: { authorization: basic('admin') } })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const shown = await fetch(gateway.url + PHOTO, { headers: { cookie } })
  expect([shown.status, (await shown.arrayBuffer()).byteLength]).toEqual([200, 70])
  const refused = await fetch(gateway.url + PHOTO, { headers: { cookie, authorization: basic('admin', 'wrong') } })
  expect(refused.status).toBe(401)
})

test('a file is shown to whom DHIS2 shows its record, and to nobody by way of another’s session', async () => {
  const statuses = ['admin', 'clerk_north', 'admin', 'tb_officer', 'viewer'].map(async (as) => {
    const answer = await fetch(gateway.url + PHOTO, { headers: { authorization: basic(as) } })
    const own = await fetch(`${gateway.sandbox.url}/api/tracker/events/ZMMvnkUlsWX/dataValues/RecPhoto001/file`, {
      headers: { authorization: basic(as) },
    })
    return [as, answer.status === own.status, answer.status]
  })
  const seen = await Promise.all(statuses)
  expect(seen.map(([as, same]) => [as, same])).toEqual(seen.map(([as]) => [as, true]))
  expect(new Set(seen.map(([, , status]) => status)).size).toBeGreaterThan(1)
})
