import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

const CHILD = 'U7oMv90laog'
const GROWTH = 'cYE9ZDntzMW'

let gateway: TestGateway
let plain: TestGateway
beforeAll(async () => {
  ;[gateway, plain] = await Promise.all([startGateway(), startGateway({ GATEWAY_PLANNER: 'plain' })])
})
beforeEach(() => {
  gateway.takeRequests()
})
afterAll(() => Promise.all([gateway.close(), plain.close()]))

const tracker = (requests: string[]): string[] => requests.filter((url) => url.startsWith('/api/tracker'))

const children = (selection: string, first = 30): string =>
  `{ trackedEntities(program: "${CHILD}", first: ${first}) { nodes { id ${selection} } } }`

const EVENT = 'id status occurredAt dataValues { dataElement { id } value }'

describe.each([
  ['a stage', `programStage: "${GROWTH}"`],
  ['states', 'status: [COMPLETED, SCHEDULE]'],
  ['one state and a time', 'status: [COMPLETED], occurredAfter: "2026-01-01"'],
  ['both ends of a time', 'occurredAfter: "2025-10-01", occurredBefore: "2026-03-01"'],
  ['the first few, latest first', 'first: 2, orderBy: [{ field: OCCURRED_AT, direction: DESC }]'],
  ['a later page of a stage', `programStage: "${GROWTH}", first: 1, after: "cm93OjE"`],
])('events below enrollments by %s', (_name, args) => {
  test.each([
    ['of an entity', `events(${args}) { nodes { ${EVENT} } totalCount pageInfo { hasNextPage } }`],
    ['of an enrollment', `enrollments { nodes { id events(${args}) { nodes { ${EVENT} } totalCount } } }`],
  ])('%s are those of the plain plan, in one request for all parents', async (_place, selection) => {
    const answer = await gateway.read(children(selection))
    expect(tracker(gateway.takeRequests())).toHaveLength(2)
    expect(answer).toEqual(await plain.read(children(selection)))
    expect(JSON.stringify(answer)).toContain('"status":"COMPLETED"')
  })
})

test('what DHIS2 can narrow, DHIS2 narrows', async () => {
  await gateway.read(
    children(`events(programStage: "${GROWTH}", status: [COMPLETED], occurredAfter: "2026-01-01") { nodes { id } }`),
  )
  const [, batch] = tracker(gateway.takeRequests())
  expect(batch).toMatch(
    /^\/api\/tracker\/events\?program=U7oMv90laog&orgUnitMode=ACCESSIBLE&programStage=cYE9ZDntzMW&enrollments=/,
  )
  expect(batch).toContain('&status=COMPLETED&occurredAfter=2026-01-01&')
})

test('unequal lists under aliases are each their own, and a list of all serves the others too', async () => {
  const apart = children(
    `done: events(status: [COMPLETED]) { nodes { id } } planned: events(status: [SCHEDULE]) { nodes { id } }`,
  )
  expect(await gateway.read(apart)).toEqual(await plain.read(apart))
  expect(tracker(gateway.takeRequests())).toHaveLength(3)
  const withAll = children(`done: events(status: [COMPLETED]) { nodes { id } } all: events { nodes { id status } }`)
  expect(await gateway.read(withAll)).toEqual(await plain.read(withAll))
  expect(tracker(gateway.takeRequests())).toHaveLength(2)
})

test('the last visits of many parents with long lists come in a few requests, whole', async () => {
  const latest = `events(first: 1, orderBy: [{ field: OCCURRED_AT, direction: DESC }]) { nodes { ${EVENT} } totalCount }`
  const answer = await gateway.read(children(latest, 300))
  // The entities in two halves, a page of events that was not enough, what choosing reads of all, and the chosen ones.
  expect(tracker(gateway.takeRequests())).toHaveLength(5)
  expect(answer).toEqual(await plain.read(children(latest, 300)))
})

test('enrollments are narrowed and sorted, in one request', async () => {
  const selection = `enrollments(status: [ACTIVE], orderBy: [{ field: ENROLLED_AT, direction: DESC }], first: 1) {
    nodes { id status enrolledAt } totalCount }`
  expect(await gateway.read(children(selection))).toEqual(await plain.read(children(selection)))
  expect(tracker(gateway.takeRequests())).toHaveLength(1)
})

test('another program’s enrollments and attributes are seen through that program', async () => {
  interface Seen {
    trackedEntities: { nodes: { id: string; enrollments: { nodes: { program: { id: string } }[] } }[] }
  }
  const { trackedEntities } = await gateway.read<Seen>(
    `{ trackedEntities(trackedEntityType: "UpgtDS3CDR9", first: 500) { nodes { id enrollments { nodes { program { id } } } } } }`,
  )
  const inTwo = trackedEntities.nodes.find(
    ({ enrollments }) => new Set(enrollments.nodes.map((e) => e.program.id)).size > 1,
  )
  expect(inTwo).toBeDefined()
  const [one, other] = [...new Set(inTwo?.enrollments.nodes.map(({ program }) => program.id))]
  const { trackedEntity } = await gateway.read<{ trackedEntity: Record<string, unknown> }>(
    `{ trackedEntity(id: "${inTwo?.id}", program: "${one}") {
      own: enrollments { nodes { program { id } } }
      others: enrollments(program: "${other}") { nodes { program { id } } }
      attributes(program: "${other}") { attribute { id } } } }`,
  )
  expect(trackedEntity['own']).toEqual({ nodes: [{ program: { id: one } }] })
  expect(trackedEntity['others']).toEqual({ nodes: [{ program: { id: other } }] })
})

test.each([
  ['programStage: "nope"', 'programStage'],
  ['first: 1001', 'first'],
  ['first: 1, after: "nonsense"', 'after'],
  ['orderBy: [{ field: ENROLLED_AT }]', 'orderBy[0]'],
])('events(%s) is refused by name', async (args, argument) => {
  const { errors } = await gateway.ask(children(`events(${args}) { nodes { id } }`, 2))
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument })
})
