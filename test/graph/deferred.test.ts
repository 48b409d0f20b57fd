import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allParts, askInParts, mergeParts } from '../support/ask-in-parts.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

const PROGRAM = 'U7oMv90laog'

const TRACKED = `trackedEntities(program: "${PROGRAM}", first: 25)`
const TIED = 'trackedEntities(program: "iZG9zn4IHfP", ids: ["anFLVzhV6Ft", "T6yunKySXHd", "BQdeiM1OsiD"])'

/** Selections whose deferred fragments stand at every place where something is fetched later, and at some where nothing is. */
const QUERIES: Record<string, string> = {
  'events of the enrollments of a list': `{ ${TRACKED} { nodes { id attributes { value attribute { name } }
    enrollments { nodes { id status ... @defer { events { totalCount nodes { id status occurredAt programStage { name }
    dataValues { value displayValue dataElement { name } } } } } } } } } }`,
  'the first and the other events, and events of one stage': `{ ${TRACKED} { nodes { id enrollments { nodes { id
    latest: events(first: 1) { nodes { id occurredAt } }
    ... @defer { events { nodes { id status dataValues { value } } } }
    ... @defer { some: events(programStage: "UlGOlZiZl1i", first: 2) { nodes { id storedBy } } } } } } } }`,
  'two narrowed lists of events': `{ ${TRACKED} { nodes { id enrollments { nodes { id
    ... @defer { some: events(programStage: "UlGOlZiZl1i", first: 2) { nodes { id storedBy } } }
    ... @defer { done: events(status: COMPLETED) { nodes { id } } } } } } } }`,
  'more of the same events': `{ ${TRACKED} { nodes { id enrollments { nodes { id events { nodes { id } }
    ... @defer { events { nodes { id status programStage { name } } } }
    ... @defer { some: events(first: 1) { nodes { id dataValues { value } } } } } } } } }`,
  'enrollments, and their events later still': `{ ${TRACKED} { nodes { id ... @defer { enrollments { totalCount nodes { id status
    program { name } orgUnit { name } ... @defer { events(first: 2) { nodes { id occurredAt dataValues { displayValue } } } } } } } } } }`,
  'enrollments that are selected at once too': `{ ${TRACKED} { nodes { id enrollments { nodes { id } }
    ... @defer { enrollments { nodes { id enrolledAt notes { value } attributes { value } } } } } } }`,
  'enrollments of the program by name': `{ ${TRACKED} { nodes { id
    enrollments(program: "${PROGRAM}") { nodes { id ... @defer { events { nodes { id } } } } } } } }`,
  'enrollments of all programs': `{ trackedEntities(trackedEntityType: "UpgtDS3CDR9", first: 25) { nodes { id
    ... @defer { enrollments { nodes { id program { name } } } }
    ... @defer { attributes(program: "${PROGRAM}") { value attribute { id } } }
    ... @defer { inProgram: enrollments(program: "${PROGRAM}") { nodes { id } } } } } }`,
  'events of the entities': `{ ${TRACKED} { nodes { id ... @defer { events(first: 3) { nodes { id occurredAt } } } } } }`,
  'relationships and their ends': `{ ${TIED} { nodes { id ... @defer { relationships { totalCount nodes { id relationshipType { name }
    other { __typename ... on TrackedEntity { id attributes { value } } } } } } } } }`,
  'ends of relationships': `{ ${TIED} { nodes { id relationships { nodes { id
    ... @defer { from { ... on TrackedEntity { id attributes { value } } ... on Event { id status } } } } } } } }`,
  'names, attributes and scalars': `{ ${TRACKED} { totalCount nodes { id ... @defer { createdAt orgUnit { name } trackedEntityType { name } }
    ... @defer { attributes { value displayValue option { name } attribute { name } } programOwners { orgUnit { name } } } } } }`,
  'rows, when their count is there': `{ ${TRACKED} { totalCount ... @defer { nodes { id enrollments { nodes { id } } } pageInfo { hasNextPage } } } }`,
  'by a fragment that is there at once as well': `{ ${TRACKED} { nodes { id ...Visits ...Visits @defer } } }
    fragment Visits on TrackedEntity { enrollments { nodes { id events { nodes { id } } } } }`,
  'within each other': `{ ${TRACKED} { nodes { ... @defer { id ... @defer { enrollments { nodes { ... @defer { id
    ... @defer { events { nodes { ... @defer { id trackedEntity { id createdAt } } } } } } } } } } } } }`,
  'events of a list of enrollments': `{ enrollments(program: "${PROGRAM}", first: 25) { nodes { id trackedEntity { id }
    ... @defer { events { nodes { id dataValues { value } } } } ... @defer { relationships { nodes { id } } } } } }`,
  'entities of a list of enrollments': `{ enrollments(program: "${PROGRAM}", first: 25) { nodes { id
    ... @defer { trackedEntity { id attributes { value attribute { name } } enrollments { nodes { id } } } } } } }`,
  'what a list of events points at': `{ events(program: "${PROGRAM}", first: 25) { nodes { id
    ... @defer { trackedEntity { id attributes { value } } } ... @defer { enrollment { id status events { nodes { id } } } }
    ... @defer { dataValues { displayValue dataElement { name } } relationships { nodes { id } } } } } }`,
  'ties of events that data values choose': `{ events(program: "${PROGRAM}", programStage: "UlGOlZiZl1i", first: 25,
    where: { dataValues: [{ dataElement: "f6gE41nTCTn", ge: "3000" }] }) { nodes { id ... @defer { relationships { nodes { id } } } } } }`,
  'deleted rows': `{ trackedEntities(program: "${PROGRAM}", first: 25, includeDeleted: true) { nodes { id deleted enrollments { nodes { id deleted
    ... @defer { events { nodes { id deleted } } } } } } } }`,
  'deleted enrollments': `{ trackedEntities(program: "${PROGRAM}", first: 25, includeDeleted: true) { nodes { id deleted
    ... @defer { enrollments { nodes { id deleted events { nodes { id deleted } } } } } } } }`,
  'rows that conditions choose': `{ trackedEntities(program: "${PROGRAM}", first: 25, where: { enrollmentStatus: ACTIVE },
    orderBy: [{ field: CREATED_AT, direction: DESC }]) { edges { cursor node { id
    ... @defer { enrollments { nodes { id status events { nodes { id } } } } relationships { nodes { id } } } } } } }`,
  'a list of one row': `{ trackedEntities(program: "${PROGRAM}", first: 1) { nodes { id
    ... @defer { enrollments { nodes { id events(first: 1) { nodes { id } } } } relationships { nodes { id } } } } } }`,
  'an empty list': `{ trackedEntities(program: "${PROGRAM}", ids: []) { nodes { id ... @defer { enrollments { nodes { id } } } } } }`,
  'lists that are streamed': `{ ${TRACKED} { nodes @stream(initialCount: 2) { id enrollments { nodes @stream { id
    ... @defer { events { nodes { id } } } } } } } }`,
}

const VERSIONS = ['2.35', '2.38', '2.40', '2.41', '2.42', '2.43'] as const

describe.each(VERSIONS)('on %s', (version) => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startGateway({}, { version })
  })
  afterAll(() => gateway.close())

  describe.each(['admin', 'clerk_north'])('%s is given', (as) => {
    test.each(Object.entries(QUERIES))('the same in parts as at once: %s', async (_name, query) => {
      const whole = await gateway.ask(query.replaceAll(/@defer|@stream(\(\w+: \d\))?/g, ''), { as })
      expect(whole.errors).toBeUndefined()
      const parts = mergeParts(await allParts(askInParts(gateway, query, { as })))
      expect(parts.data).toEqual(whole.data)
      expect(parts.errors).toEqual([])
    })
  })
})
