import { afterEach, expect, test } from 'vitest'
import type { SandboxAnswer } from '../../src/sandbox/exchange.ts'
import { basic, startGateway, type TestGateway } from '../support/start-gateway.ts'

let gateway: TestGateway
afterEach(() => gateway.close())

async function ask(query: string, accept: string): Promise<Response> {
  return fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: basic('admin'), accept },
    body: JSON.stringify({ query }),
  })
}

/** The chunks of an answer as they come; `until` waits for a text in them. */
function readerOf(response: Response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    async until(wanted: string): Promise<string> {
      while (!text.includes(wanted)) {
        const chunk = await reader?.read()
        if (!chunk || chunk.done) throw new Error(`The answer ended without ${wanted}: ${text}`)
        text += chunk.value
      }
      return text
    },
  }
}

/** Holds DHIS2's lists of tracked entities back until they are released. */
function heldLists() {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  return {
    release: () => resolve(undefined),
    interfere: ({ url = '' }: { url?: string | undefined }): Promise<undefined> | undefined =>
      url.includes('/tracker/trackedEntities') ? promise : undefined,
  }
}

const DEFERRED = `{
  me { username }
  ... @defer(label: "slow") { trackedEntities(program: "U7oMv90laog", first: 2) { nodes @stream(initialCount: 1) { id } } }
}`

test.each(['multipart/mixed', 'text/event-stream'])(
  'what is ready is sent as %s before DHIS2 has answered what is deferred',
  async (accept) => {
    const { release, interfere } = heldLists()
    gateway = await startGateway({}, { interfere })
    const response = await ask(DEFERRED, accept)
    expect(response.headers.get('content-type')).toContain(accept)
    const reader = readerOf(response)
    expect(await reader.until('"hasNext":true')).toContain('{"data":{"me":{"username":"admin"}}')
    release()
    const whole = await reader.until('"hasNext":false')
    expect(whole).toContain('"label":"slow"')
    expect(whole).toMatch(/"items":\[\{"id":"\w{11}"\}\],"path":\["trackedEntities","nodes",1\]/)
  },
)

test('a deferred part that fails has an error with its code, and nothing of the fault beside', async () => {
  const interfere = ({ url = '' }: { url?: string | undefined }): SandboxAnswer | undefined =>
    url.includes('/tracker/trackedEntities')
      ? { status: 500, headers: {}, body: '{"message":"secret stack"}' }
      : undefined
  gateway = await startGateway({ DHIS2_RETRIES: '0' }, { interfere })
  const whole = await readerOf(await ask(DEFERRED, 'multipart/mixed')).until('"hasNext":false')
  expect(whole).toContain('"path":["trackedEntities"]')
  expect(whole).toMatch(/"extensions":\{"code":"UPSTREAM_\w+"/)
})

test('an answer in parts is refused where the client accepts JSON alone', async () => {
  gateway = await startGateway()
  const response = await ask(DEFERRED, 'application/json')
  expect(response.status).toBe(406)
})
