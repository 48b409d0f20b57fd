import { afterAll, beforeAll, expect, test } from 'vitest'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

const CHILD = 'U7oMv90laog'
const LAST_NAME = 'GxzwGQPmIkq'
const SEX = 'WRkWhyijZxP'
const ADDRESS = 'UrRasfAwg7i'

interface Counted {
  trackedEntities: { totalCount: number }
}

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterAll(() => gateway.close())

async function lastNames(attributes: string): Promise<(string | undefined)[]> {
  const { trackedEntities } = await gateway.read<{
    trackedEntities: { nodes: { name: { value: string } | null }[] }
  }>(`{ trackedEntities(program: "${CHILD}", first: 1000,
    where: { attributes: ${attributes} }) { nodes { name: attribute(id: "${LAST_NAME}") { value } } } }`)
  return trackedEntities.nodes.map(({ name }) => name?.value)
}

test('several operators on one attribute, and several attributes, must all hold', async () => {
  const all = await lastNames(`[{ attribute: "${LAST_NAME}", startsWith: "ka" }]`)
  expect(all.length).toBeGreaterThan(3)
  expect(all.every((name) => name?.toLowerCase().startsWith('ka'))).toBe(true)
  const some = await lastNames(
    `[{ attribute: "${LAST_NAME}", startsWith: "ka", endsWith: "ra" }, { attribute: "${SEX}", in: ["FEMALE"] }]`,
  )
  expect(some.length).toBeGreaterThan(0)
  expect(some.length).toBeLessThan(all.length)
  const none = await lastNames(`[{ attribute: "${LAST_NAME}", startsWith: "ka", notLike: "a" }]`)
  expect(none).toEqual([])
})

test('a name with a quote and one beyond ASCII are found', async () => {
  expect(new Set(await lastNames(`[{ attribute: "${LAST_NAME}", eq: "N'Diaye" }]`))).toEqual(new Set(["N'Diaye"]))
  expect(new Set(await lastNames(`[{ attribute: "${LAST_NAME}", eq: "åström" }]`))).toEqual(new Set(['Åström']))
})

test('a value with a comma is one value', async () => {
  const { trackedEntities } = await gateway.read<Counted>(`{ trackedEntities(program: "${CHILD}",
    where: { attributes: [{ attribute: "${ADDRESS}", like: "Road, " }] }) { totalCount } }`)
  const { totalCount } = trackedEntities
  expect(totalCount).toBeGreaterThan(0)
  expect(totalCount).toBeLessThan(400)
})

test('isNull asks for those with and without a value, who together are all', async () => {
  const count = async (isNull: boolean): Promise<number> => {
    const { trackedEntities } = await gateway.read<Counted>(`{ trackedEntities(program: "${CHILD}",
      where: { attributes: [{ attribute: "${ADDRESS}", isNull: ${isNull} }] }) { totalCount } }`)
    return trackedEntities.totalCount
  }
  expect((await count(true)) + (await count(false))).toBe(400)
})

test('events are found by data value, attribute, assigned user and category option', async () => {
  const count = async (program: string, where: string): Promise<number> => {
    const { events } = await gateway.read<{ events: { totalCount: number } }>(
      `{ events(program: "${program}", where: ${where}) { totalCount } }`,
    )
    return events.totalCount
  }
  const all = await count(CHILD, '{}')
  const found = await Promise.all([
    count(CHILD, `{ attributes: [{ attribute: "${LAST_NAME}", eq: "Sesay" }] }`),
    count(CHILD, '{ dataValues: [{ dataElement: "f6gE41nTCTn", ge: "3000", lt: "3500" }] }'),
    count(CHILD, '{ assignedUserMode: ANY }'),
    count(CHILD, '{ enrolledAt: { after: "2026-01-01" } }'),
  ])
  for (const number of found) {
    expect(number).toBeGreaterThan(0)
    expect(number).toBeLessThan(all)
  }
})

test.each([
  ['trackedEntities', `{ attributes: [{ attribute: "${SEX}" }] }`, 'where.attributes[0]'],
  ['trackedEntities', '{ attributes: [{ attribute: "nope", eq: "a" }] }', 'where.attributes[0].attribute'],
  ['trackedEntities', `{ attributes: [{ attribute: "${SEX}", eq: " " }] }`, 'where.attributes[0].eq'],
  ['trackedEntities', `{ attributes: [{ attribute: "${SEX}", in: [] }] }`, 'where.attributes[0].in'],
  ['trackedEntities', `{ attributes: [{ attribute: "${SEX}", in: ["a;b", "c"] }] }`, 'where.attributes[0].in'],
  ['trackedEntities', '{ assignedUserMode: PROVIDED }', 'where.assignedUsers'],
  ['events', '{ assignedUsers: ["M5RgvIwaXFH"], assignedUserMode: NONE }', 'where.assignedUserMode'],
  ['events', '{ attributeCategoryOptions: ["M5RgvIwaXFH"] }', 'where.attributeCategoryCombo'],
])('%s(where: %s) is refused by name, and nothing is asked of DHIS2', async (list, where, argument) => {
  gateway.takeRequests()
  const { errors } = await gateway.ask(`{ ${list}(program: "${CHILD}", where: ${where}) { totalCount } }`)
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument })
  expect(gateway.takeRequests()).toEqual([])
})
