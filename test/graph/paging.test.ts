import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readWindow } from '../../src/plan/page-window.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

let gateway: TestGateway

beforeAll(async () => {
  gateway = await startGateway()
})
afterAll(() => gateway.close())

interface Page {
  trackedEntities: {
    nodes: { id: string }[]
    pageInfo: { hasNextPage: boolean; endCursor: string | null }
    totalCount?: number
  }
}

async function walk(first: number): Promise<string[]> {
  const ids: string[] = []
  let after: string | null = null
  for (;;) {
    const { data, errors } = await gateway.ask(
      `query ($first: Int, $after: String) { trackedEntities(program: "U7oMv90laog", first: $first, after: $after) {
        nodes { id } pageInfo { hasNextPage endCursor } } }`,
      { variables: { first, after } },
    )
    expect(errors).toBeUndefined()
    const page = (data as unknown as Page).trackedEntities
    ids.push(...page.nodes.map(({ id }) => id))
    if (!page.pageInfo.hasNextPage) return ids
    after = page.pageInfo.endCursor
  }
}

test.each([37, 100, 400, 1000])('a walk over pages of %i returns each entity exactly once', async (first) => {
  const ids = await walk(first)
  expect(ids).toHaveLength(400)
  expect(new Set(ids).size).toBe(400)
})

test('the end of a list, and the pages before it, are as one walk forward has them', async () => {
  const all = await walk(1000)
  const back = `query ($before: String) { trackedEntities(program: "U7oMv90laog", last: 90, before: $before) {
    nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor } } }`
  interface Back {
    trackedEntities: {
      nodes: { id: string }[]
      pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string }
    }
  }
  const { trackedEntities: end } = await gateway.read<Back>(back)
  expect(end.nodes.map(({ id }) => id)).toEqual(all.slice(310))
  expect(end.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
  const { trackedEntities: before } = await gateway.read<Back>(back, {
    variables: { before: end.pageInfo.startCursor },
  })
  expect(before.nodes.map(({ id }) => id)).toEqual(all.slice(220, 310))
  expect(before.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true })
})

test('totalCount is asked of DHIS2 only where it is selected', async () => {
  gateway.takeRequests()
  const counted = await gateway.ask('{ trackedEntities(program: "U7oMv90laog", first: 7) { totalCount } }')
  expect(counted.data).toEqual({ trackedEntities: { totalCount: 400 } })
  expect(gateway.takeRequests()).toEqual([
    '/api/tracker/trackedEntities?program=U7oMv90laog&fields=trackedEntity&page=1&pageSize=1&totalPages=true',
  ])
})

test('the upstream pages of any window hold all of its rows', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.integer({ min: 1, max: 1000 }), (offset, first) => {
      const { pageSize, pages, start } = readWindow({ offset, first })
      const end = start + pageSize * pages.length
      expect(start).toBeLessThanOrEqual(offset)
      expect(end).toBeGreaterThanOrEqual(offset + first)
      expect(pages).toEqual(pages.map((_, index) => start / pageSize + 1 + index))
      expect(pages.length * pageSize).toBeLessThanOrEqual(2 * first)
    }),
  )
})
