import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { orderedLog } from '../../src/model/change-log.ts'
import { recordedAnswer } from '../support/recorded.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

interface Log {
  currentValue: string | null
}

type Upstream = (url: URL) => object | number | undefined | Promise<object | number | undefined>

let upstream: Upstream | undefined
let gateway: TestGateway

beforeAll(async () => {
  gateway = await startGateway(
    {},
    {
      async interfere(incoming) {
        const answer = await upstream?.(new URL(incoming.url ?? '/', 'http://sandbox'))
        if (answer === undefined) return undefined
        if (typeof answer === 'number') return { status: answer, body: { httpStatusCode: answer, message: 'Refused' } }
        return { status: 200, body: answer }
      },
    },
  )
})
beforeEach(() => gateway.takeRequests())
afterEach(() => {
  upstream = undefined
})
afterAll(() => gateway.close())

const only = (path: string, body: object): Upstream => {
  return (url) => (url.pathname === path ? body : undefined)
}

const entry = (createdAt: string, dataElement: string, currentValue: string): object => ({
  createdAt,
  type: 'CREATE',
  createdBy: { username: 'admin' },
  change: { dataValue: { dataElement, currentValue } },
})

test('an event’s log tells what was made, changed and taken away, in values and in the event itself', async () => {
  const { pager: _, ...body } = recordedAnswer('536').body
  upstream = only('/api/tracker/events/uO70JYP72hy/changeLogs', body)
  const { data, errors } = await gateway.ask(`{ event(id: "uO70JYP72hy") { changeLog { totalCount nodes {
    type createdAt createdBy { username displayName } attribute { id } dataElement { id displayName } eventField previousValue currentValue
  } } } }`)
  expect(errors).toBeUndefined()
  const by = { username: 'admin', displayName: 'admin admin' }
  expect(data).toMatchObject({
    event: {
      changeLog: {
        totalCount: 5,
        nodes: [
          { type: 'DELETE', createdAt: '2026-11-21T04:03:45.860', eventField: 'geometry', currentValue: null },
          { type: 'CREATE', createdBy: by, attribute: null, currentValue: '(-11.500000, 8.100000)' },
          { type: 'DELETE', dataElement: { id: 'MExlQAuWCHu' }, previousValue: '140', currentValue: null },
          { type: 'UPDATE', eventField: null, previousValue: '145', currentValue: '140' },
          { type: 'CREATE', dataElement: { id: 'RecPhoto001' }, currentValue: 'LSlkBg5EGZN' },
        ],
      },
    },
  })
})

test('the names in the logs of a page are asked for once, for all of them', async () => {
  upstream = (url) =>
    url.pathname.endsWith('/changeLogs')
      ? { changeLogs: [entry('2026-01-01T00:00:00.000', 'lRICDmfNGHm', 'EXCLUSIVE')] }
      : undefined
  const { data } = await gateway.ask(
    '{ events(program: "U7oMv90laog", first: 6) { nodes { changeLog { nodes { dataElement { displayName } } } } } }',
  )
  const log = { changeLog: { nodes: [{ dataElement: { displayName: expect.stringMatching(/./) } }] } }
  expect(data).toEqual({ events: { nodes: Array.from({ length: 6 }, () => log) } })
  const requests = gateway.takeRequests()
  expect(requests.filter((url) => url.includes('/changeLogs'))).toHaveLength(6)
  expect(requests.filter((url) => url.startsWith('/api/dataElements?'))).toHaveLength(1)
})

describe('a tracked entity’s log', () => {
  const log = 'changeLog { nodes { attribute { id } currentValue } }'

  test('is asked for through the program that the entity was reached by', async () => {
    const { pager: _, ...body } = recordedAnswer('224').body
    upstream = (url) => (url.pathname.endsWith('/changeLogs') ? body : undefined)
    const { data, errors } = await gateway.ask(
      `{ trackedEntity(id: "OHUI8WXlIvy", program: "U7oMv90laog") { ${log} } }`,
    )
    expect(errors).toBeUndefined()
    expect(gateway.takeRequests().at(-1)).toBe(
      '/api/tracker/trackedEntities/OHUI8WXlIvy/changeLogs?program=U7oMv90laog&page=1&pageSize=1000',
    )
    const nodes = (data as { trackedEntity: { changeLog: { nodes: object[] } } }).trackedEntity.changeLog.nodes
    expect(nodes).toHaveLength(6)
    expect(nodes).toContainEqual({ attribute: { id: 'cTcePYIrfPz' }, currentValue: 'Binta' })
  })

  test.each([
    ['one by UID', `{ trackedEntity(id: "OHUI8WXlIvy") { ${log} } }`, ''],
    [
      'named by argument',
      `{ trackedEntity(id: "OHUI8WXlIvy") { changeLog(program: "U7oMv90laog") { totalCount } } }`,
      'program=U7oMv90laog&',
    ],
    [
      'a list by program',
      `{ trackedEntities(program: "U7oMv90laog", ids: ["OHUI8WXlIvy"]) { nodes { ${log} } } }`,
      'program=U7oMv90laog&',
    ],
    ['an event’s', `{ event(id: "uO70JYP72hy") { trackedEntity { ${log} } } }`, 'program=U7oMv90laog&'],
  ])('%s', async (_how, query, program) => {
    upstream = (url) => (url.pathname.endsWith('/changeLogs') ? { changeLogs: [] } : undefined)
    expect((await gateway.ask(query)).errors).toBeUndefined()
    expect(gateway.takeRequests().filter((url) => url.includes('/changeLogs'))).toEqual([
      expect.stringMatching(
        new RegExp(`^/api/tracker/trackedEntities/\\w{11}/changeLogs\\?${program}page=1&pageSize=1000$`),
      ),
    ])
  })
})

test('at most four logs are under way at once, and one that fails is its own field’s error', async () => {
  let underWay = 0
  let most = 0
  let asked = 0
  upstream = async (url) => {
    if (!url.pathname.endsWith('/changeLogs')) return undefined
    const turn = asked++
    most = Math.max(most, ++underWay)
    await new Promise((resolve) => setImmediate(resolve))
    underWay--
    return turn === 3 ? 403 : { changeLogs: [entry('2026-01-01T00:00:00.000', 'MExlQAuWCHu', '1')] }
  }
  const { data, errors } = await gateway.ask(
    '{ events(program: "U7oMv90laog", first: 12) { nodes { id changeLog { totalCount } } } }',
  )
  const { nodes } = (data as { events: { nodes: { changeLog: { totalCount: number } | null }[] } }).events
  expect(most).toBe(4)
  expect(nodes.filter(({ changeLog }) => changeLog === null)).toHaveLength(1)
  expect(nodes.filter(({ changeLog }) => changeLog?.totalCount === 1)).toHaveLength(11)
  expect(errors).toHaveLength(1)
  expect(errors?.[0]).toMatchObject({ path: ['events', 'nodes', 3, 'changeLog'], extensions: { code: 'FORBIDDEN' } })
})

describe('a page of a log', () => {
  const TIME = '2026-01-01T00:00:00.000'
  const ids = ['aaaaaaaaaaa', 'bbbbbbbbbbb', 'ccccccccccc', 'ddddddddddd', 'eeeeeeeeeee']

  async function page(args: string): Promise<{ nodes: Log[]; pageInfo: Record<string, unknown>; totalCount: number }> {
    const { data, errors } = await gateway.ask(
      `{ event(id: "uO70JYP72hy") { changeLog(${args}) { totalCount nodes { currentValue } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`,
    )
    expect(errors).toBeUndefined()
    return (data as { event: { changeLog: never } }).event.changeLog
  }

  test('follows the one before it, whatever order DHIS2 gives the changes of one moment', async () => {
    let turn = 0
    upstream = (url) => {
      if (!url.pathname.endsWith('/changeLogs')) return undefined
      const rotated = [...ids.slice(turn % 5), ...ids.slice(0, turn++ % 5)]
      return { changeLogs: rotated.map((id) => entry(TIME, id, id)) }
    }
    const first = await page('first: 2')
    const second = await page(`first: 2, after: "${first.pageInfo['endCursor']}"`)
    const third = await page(`first: 2, after: "${second.pageInfo['endCursor']}"`)
    expect([first, second, third].flatMap(({ nodes }) => nodes.map(({ currentValue }) => currentValue))).toEqual(ids)
    expect([first, second, third].map(({ pageInfo }) => pageInfo['hasNextPage'])).toEqual([true, true, false])
    expect((await page(`last: 2, before: "${third.pageInfo['startCursor']}"`)).nodes).toEqual(second.nodes)
  })

  test('stays where it was when the log grows', async () => {
    const log = ids.map((id) => entry(TIME, id, id))
    upstream = only('/api/tracker/events/uO70JYP72hy/changeLogs', { changeLogs: log })
    const before = await page('first: 2')
    const grown = [entry('2026-02-02T00:00:00.000', 'fffffffffff', 'new'), ...log]
    upstream = only('/api/tracker/events/uO70JYP72hy/changeLogs', { changeLogs: grown })
    const after = await page(`first: 2, after: "${before.pageInfo['endCursor']}"`)
    expect(after.nodes.map(({ currentValue }) => currentValue)).toEqual(['ccccccccccc', 'ddddddddddd'])
    expect(after.totalCount).toBe(6)
  })

  test('is cut out of all of DHIS2’s pages', async () => {
    upstream = (url) => {
      if (!url.pathname.endsWith('/changeLogs')) return undefined
      const number = Number(url.searchParams.get('page'))
      const changeLogs = [entry(`2026-01-0${4 - number}T00:00:00.000`, 'aaaaaaaaaaa', `page ${number}`)]
      return { pager: { page: number, ...(number < 3 && { nextPage: '/elsewhere' }) }, changeLogs }
    }
    const { nodes, totalCount } = await page('first: 10')
    expect(nodes.map(({ currentValue }) => currentValue)).toEqual(['page 1', 'page 2', 'page 3'])
    expect(totalCount).toBe(3)
  })

  test.each([
    ['changeLog(first: -1) { totalCount }', 'first'],
    ['changeLog(after: "nonsense") { totalCount }', 'after'],
  ])('%s is refused by name', async (field, argument) => {
    upstream = only('/api/tracker/events/uO70JYP72hy/changeLogs', { changeLogs: [] })
    const { data, errors } = await gateway.ask(`{ event(id: "uO70JYP72hy") { id ${field} } }`)
    expect(data).toEqual({ event: { id: 'uO70JYP72hy', changeLog: null } })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument })
  })
})

test('a log of a form that is not known is an error and no empty log', async () => {
  upstream = only('/api/tracker/events/uO70JYP72hy/changeLogs', { audits: [] })
  const { errors } = await gateway.ask('{ event(id: "uO70JYP72hy") { changeLog { totalCount } } }')
  expect(errors?.[0]?.extensions?.['code']).toBe('UPSTREAM_UNEXPECTED')
})

test('the entries of any log come newest first, each under a key of its own, however DHIS2 sorts them', () => {
  const logs = fc.array(
    fc.record({
      createdAt: fc.constantFrom('2026-01-01T00:00:00.000', '2026-01-01T00:00:00.001', '2026-01-02T10:00:00.000'),
      attribute: fc.constantFrom('aaaaaaaaaaa', 'bbbbbbbbbbb'),
      currentValue: fc.constantFrom('1', '2'),
    }),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(logs, (log) => {
      const ordered = orderedLog(log)
      expect(orderedLog(log.toReversed())).toEqual(ordered)
      expect(new Set(ordered.map(({ key }) => key)).size).toBe(log.length)
      for (const { key } of ordered) expect(key).toMatch(/^\w{1,40}$/)
      const times = ordered.map(({ createdAt }) => createdAt)
      expect(times).toEqual(times.toSorted().toReversed())
    }),
  )
})
