import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { SandboxAnswer } from '../../../src/sandbox/exchange.ts'
import { basic, startGateway, type TestGateway } from '../../support/start-gateway.ts'

let gateway: TestGateway
/** What page of a list of events is answered with, in place of its rows. */
let fault: { page: number; answer: () => SandboxAnswer | Promise<SandboxAnswer> } | undefined
let asked: number[] = []

beforeAll(async () => {
  gateway = await startGateway(
    { DHIS2_RETRIES: '0' },
    {
      interfere({ url = '' }) {
        const { pathname, searchParams } = new URL(url, 'http://sandbox')
        if (pathname !== '/api/tracker/events') return undefined
        const page = Number(searchParams.get('page'))
        asked.push(page)
        return fault?.page === page ? fault.answer() : undefined
      },
    },
  )
})
beforeEach(() => {
  fault = undefined
  asked = []
})
afterAll(() => gateway.close())

const PATH = '/export/events?program=U7oMv90laog'
const failure: SandboxAnswer = {
  status: 500,
  body: { httpStatus: 'Internal Server Error', httpStatusCode: 500, status: 'ERROR', message: 'boom' },
}

function open(accept: string, signal?: AbortSignal): Promise<Response> {
  return fetch(gateway.url + PATH, { headers: { accept, authorization: basic('admin') }, ...(signal && { signal }) })
}

test('a failure of the first page has its status, and nothing is sent as a file', async () => {
  fault = { page: 1, answer: () => failure }
  const answer = await open('text/csv')
  expect(answer.status).toBe(502)
  expect((await answer.json()).errors[0].message).toContain('boom')
})

test('a failure in the middle breaks the connection: half a table is never taken for a whole one', async () => {
  fault = { page: 2, answer: () => failure }
  const answer = await open('text/csv')
  expect(answer.status).toBe(200)
  await expect(answer.text()).rejects.toThrow()
})

test('NDJSON says so in its last line, before the connection breaks', async () => {
  fault = { page: 2, answer: () => failure }
  const answer = await open('application/x-ndjson')
  const chunks: string[] = []
  const decoder = new TextDecoder()
  const reading = (async () => {
    for await (const chunk of answer.body ?? []) chunks.push(decoder.decode(chunk, { stream: true }))
  })()
  await expect(reading).rejects.toThrow()
  const last = chunks.join('').trimEnd().split('\n').at(-1) ?? ''
  expect(JSON.parse(last).error.message).toContain('boom')
})

test('the first rows leave before the second page arrives', async () => {
  let release: (() => void) | undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  fault = { page: 2, answer: () => held.then(() => failure) }
  const answer = await open('text/csv')
  const reader = answer.body?.getReader()
  let text = ''
  while (text.split('\r\n').length < 500) text += new TextDecoder().decode((await reader?.read())?.value)
  expect(text.startsWith('event,status,')).toBe(true)
  release?.()
  await reader?.cancel().catch(() => {})
})

test('a caller who goes away ends the requests to DHIS2', async () => {
  const gone = new AbortController()
  const answer = await open('text/csv', gone.signal)
  await answer.body?.getReader().read()
  gone.abort()
  const before = asked.length
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(asked.length).toBeLessThanOrEqual(before + 4)
})
