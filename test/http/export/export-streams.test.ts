import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { SandboxAnswer } from '../../../src/sandbox/exchange.ts'
import { basic, startGateway, type TestGateway } from '../../support/start-gateway.ts'

const EVENTS = '/export/events?program=U7oMv90laog'

let gateway: TestGateway
/** The pages of events that were asked of DHIS2. */
let asked: string[] = []
/** What becomes of one: `number` counts from 1. An answer is sent in its place, a promise holds it. */
let meet: (number: number, incoming: IncomingMessage) => SandboxAnswer | undefined | Promise<SandboxAnswer | undefined>

beforeAll(async () => {
  const interfere = (incoming: IncomingMessage) => {
    const { url = '' } = incoming
    if (!url.startsWith('/api/tracker/events?') || url.includes('totalPages')) return undefined
    asked.push(url)
    return meet(asked.length, incoming)
  }
  gateway = await startGateway({ DHIS2_RETRIES: '0' }, { trackedEntities: 6000, interfere })
})
beforeEach(() => {
  asked = []
  meet = () => undefined
})
afterAll(() => gateway.close())

/** Begins to read an export over a connection of its own. */
async function open(path: string): Promise<{ answer: IncomingMessage; leave(): void }> {
  const request = httpRequest(gateway.url + path, { agent: false, headers: { authorization: basic('admin') } })
  request.on('error', () => undefined)
  request.end()
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  answer.on('error', () => undefined)
  return { answer, leave: () => request.destroy() }
}

function read(): Promise<string> {
  return fetch(gateway.url + EVENTS, { headers: { authorization: basic('admin') } }).then((answer) => answer.text())
}

test('the first rows come before the second page is answered', async () => {
  const held = Promise.withResolvers<undefined>()
  meet = (number) => (number > 1 ? held.promise : undefined)
  const { answer, leave } = await open(EVENTS)
  const [chunk] = (await once(answer, 'data')) as [Buffer]
  expect(chunk.toString()).toMatch(/^event,status,/)
  leave()
  held.resolve(undefined)
})

test('four pages are asked for together, and come in order whichever is answered first', async () => {
  const held = Promise.withResolvers<undefined>()
  meet = (number) => {
    if (number === 5) held.resolve(undefined)
    return number === 2 ? held.promise : undefined
  }
  const together = await read()
  expect(asked.length).toBeGreaterThan(30)
  meet = () => undefined
  expect(await read()).toBe(together)
})

test('of a caller who takes nothing, no more is asked than a few pages', async () => {
  const { answer, leave } = await open(`${EVENTS}&format=ndjson`)
  answer.pause()
  let before = -1
  while (asked.length !== before) {
    before = asked.length
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  // Of thirty pages, those in hand, and some that have gone into the buffers of the two sockets.
  expect(asked.length).toBeLessThan(20)
  leave()
})

test('a caller who goes away ends what is asked of DHIS2', async () => {
  const ended: Promise<unknown>[] = []
  const held = Promise.withResolvers<undefined>()
  const all = Promise.withResolvers<void>()
  meet = (number, incoming) => {
    if (number === 1) return undefined
    ended.push(once(incoming.socket, 'close'))
    if (number === 5) all.resolve()
    return held.promise
  }
  const { answer, leave } = await open(EVENTS)
  answer.resume()
  await all.promise
  leave()
  await Promise.all(ended)
  held.resolve(undefined)
  expect(asked).toHaveLength(5)
})
