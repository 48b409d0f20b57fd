import { afterEach, expect, test } from 'vitest'
import { answerCost } from '../../../src/sandbox/cost/answer-cost.ts'
import { createCores } from '../../../src/sandbox/cost/cores.ts'
import { costFiguresOf } from '../../../src/sandbox/cost/cost-figures.ts'
import { createSandbox, type Sandbox } from '../../../src/sandbox/server.ts'
import { basic } from '../../support/start-gateway.ts'

let sandbox: Sandbox | undefined

afterEach(async () => {
  await sandbox?.close()
  sandbox = undefined
})

/** A page of entities with one enrollment each, and 1,030 events among 200. */
function page(entities: number, nested: boolean): object {
  const rows = Array.from({ length: entities }, (_, index) => {
    const count = Math.floor((index + 1) * 5.15) - Math.floor(index * 5.15)
    return { enrollments: [{ ...(nested && { events: Array.from({ length: count }, () => ({})) }) }] }
  })
  return { trackedEntities: rows }
}

const entities = '/api/tracker/trackedEntities?program=U7oMv90laog'

test.each([
  ['2.38', 229, 130, 45, 109],
  ['2.40', 289, 138, 52, 98],
  ['2.41', 254, 123, 42, 87],
  ['2.42', 563, 402, 88, 78],
  ['2.43', 327, 151, 38, 87],
] as const)('pages of %s cost what they took its real server', (version, withBasic, nested, withoutEvents, listed) => {
  const figures = costFiguresOf(version)
  const nestedPage = page(200, true)
  expect(answerCost(figures, { url: entities, kind: 'basic', body: nestedPage })).toBeCloseTo(withBasic)
  expect(answerCost(figures, { url: entities, kind: 'session', body: nestedPage })).toBeCloseTo(nested)
  expect(answerCost(figures, { url: entities, kind: 'token', body: page(200, false) })).toBeCloseTo(withoutEvents)
  const events = { instances: Array.from({ length: 1030 }, () => ({})) }
  expect(answerCost(figures, { url: '/api/tracker/events?x', kind: 'session', body: events })).toBeCloseTo(listed)
})

test.each([
  [50, 124, 70],
  [400, 766, 297],
])(
  'a page of %d on 2.42, which its figures are not made from, comes within a tenth of what it took',
  (count, nested, split) => {
    const figures = costFiguresOf('2.42')
    const cost = (url: string, body: unknown): number => answerCost(figures, { url, kind: 'session', body })
    const events = { events: Array.from({ length: count * 5.15 }, () => ({})) }
    expect(Math.abs(cost(entities, page(count, true)) / nested - 1)).toBeLessThan(0.11)
    const both = cost(entities, page(count, false)) + cost('/api/tracker/events?x', events)
    expect(Math.abs(both / split - 1)).toBeLessThan(0.11)
  },
)

test('of three requests the third waits for a core', async () => {
  const cores = createCores(2)
  const [one] = await Promise.all([cores.take(), cores.take()])
  let hasThird = false
  const third = cores.take().then((core) => {
    hasThird = true
    return core
  })
  await new Promise((resolve) => setImmediate(resolve))
  expect(hasThird).toBe(false)
  one.release()
  await third
  expect(hasThird).toBe(true)
})

test('a core that was given back twice is free once', async () => {
  const cores = createCores(1)
  const core = await cores.take()
  await core.spend(0)
  core.release()
  await cores.take()
  let hasSecond = false
  void cores.take().then(() => {
    hasSecond = true
  })
  await new Promise((resolve) => setImmediate(resolve))
  expect(hasSecond).toBe(false)
})

test('with latency the same is answered, to passwords and tokens', async () => {
  sandbox = await createSandbox({ latency: { ...costFiguresOf('2.42'), basicCheck: 0, request: 0 } })
  const ask = async (authorization: string): Promise<unknown> => {
    const response = await fetch(`${sandbox?.url}/api/me?fields=username`, { headers: { authorization } })
    return response.json()
  }
  expect(await ask(basic('admin'))).toEqual({ username: 'admin' })
  expect(await ask('ApiToken d2p_sandbox_admin')).toEqual({ username: 'admin' })
  expect(sandbox.requests.map(({ authenticatedBy }) => authenticatedBy)).toEqual(['basic', 'token'])
})
