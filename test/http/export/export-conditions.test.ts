import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { basic, startGateway, type TestGateway } from '../../support/start-gateway.ts'

const CHILD = 'U7oMv90laog'
const ENROLLMENTS = ['fJxs5EwI3Au', 'zbTyUPMISTc']

type Walked = Record<
  'list',
  { edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
>

describe.each(['2.38', '2.41', '2.42', '2.43'] as const)('on %s', (version) => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startGateway({}, { version })
  })
  afterAll(() => gateway.close())

  async function exported(path: string): Promise<string[]> {
    const answer = await fetch(`${gateway.url}/export/${path}`, { headers: { authorization: basic('admin') } })
    const text = await answer.text()
    if (answer.status !== 200) throw new Error(text)
    const [, ...lines] = text.trimEnd().split('\r\n')
    return lines.map((line) => line.split(',')[0] ?? '')
  }

  async function walked(list: string): Promise<string[]> {
    const ids: string[] = []
    for (let after: string | null = null; ; ) {
      const answer: Walked = await gateway.read<Walked>(
        `query ($after: String) { list: ${list.slice(0, -1)}, first: 900, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`,
        { variables: { after } },
      )
      ids.push(...answer.list.edges.map(({ node }) => node.id))
      if (!answer.list.pageInfo.hasNextPage) return ids
      after = answer.list.pageInfo.endCursor
    }
  }

  test.each([
    [`events?program=${CHILD}`, `events(program: "${CHILD}")`],
    [
      `events?program=${CHILD}&dataValue=lRICDmfNGHm:in:EXCLUSIVE;MIXED&dataValue=MExlQAuWCHu:gt:120`,
      `events(program: "${CHILD}", where: { dataValues: [{ dataElement: "lRICDmfNGHm", in: ["EXCLUSIVE", "MIXED"] }, { dataElement: "MExlQAuWCHu", gt: "120" }] })`,
    ],
    [
      `events?program=${CHILD}&enrollments=${ENROLLMENTS.join()}`,
      `events(program: "${CHILD}", enrollments: ${JSON.stringify(ENROLLMENTS)})`,
    ],
    [
      `events?program=${CHILD}&ids=ep27pYmRPNU,J8EAvIFumMi`,
      `events(program: "${CHILD}", ids: ["ep27pYmRPNU", "J8EAvIFumMi"])`,
    ],
    [
      `events?program=${CHILD}&assignedUserMode=NONE&occurredAfter=2026-06-01&scheduledBefore=2026-08-01`,
      `events(program: "${CHILD}", where: { assignedUserMode: NONE, occurredAt: { after: "2026-06-01" }, scheduledAt: { before: "2026-08-01" } })`,
    ],
    [
      `enrollments?program=${CHILD}&ids=${ENROLLMENTS.join()}`,
      `enrollments(program: "${CHILD}", ids: ${JSON.stringify(ENROLLMENTS)})`,
    ],
    [
      `trackedEntities?program=${CHILD}&attribute=WRkWhyijZxP:eq:MALE&attribute=cTcePYIrfPz:like:a`,
      `trackedEntities(program: "${CHILD}", where: { attributes: [{ attribute: "WRkWhyijZxP", eq: "MALE" }, { attribute: "cTcePYIrfPz", like: "a" }] })`,
    ],
    [
      `trackedEntities?program=${CHILD}&potentialDuplicate=false&enrollmentOccurredAfter=2026-01-01`,
      `trackedEntities(program: "${CHILD}", where: { potentialDuplicate: false, enrollmentOccurredAt: { after: "2026-01-01" } })`,
    ],
  ])('%s has the rows of the graph, in its order', async (path, list) => {
    const rows = await exported(path)
    expect(rows.length).toBeGreaterThan(0)
    expect(rows).toEqual(await walked(list))
  })

  test.each([
    [`events?program=${CHILD}&dataValue=MExlQAuWCHu:about:3`, 400, /^dataValue.*is not <UID>:<operator>:<value>/],
    [`events?program=${CHILD}&attribute=male`, 400, /^attribute.*is not <UID>:<operator>:<value>/],
    [`events?program=${CHILD}&ids=`, 400, /ids.* is not a DHIS2 UID/],
    [`events?program=${CHILD}&attributeCategoryOptions=xYerKDKCefk`, 400, /attributeCategoryCombo/],
    [`enrollments?program=${CHILD}&dataValue=MExlQAuWCHu:eq:3`, 400, /dataValue: no parameter/],
  ])('%s is refused', async (path, status, reason) => {
    const answer = await fetch(`${gateway.url}/export/${path}`, { headers: { authorization: basic('admin') } })
    const { errors }: { errors: { message: string }[] } = await answer.json()
    expect([answer.status, errors[0]?.message]).toEqual([status, expect.stringMatching(reason)])
  })
})
