import { expect, test } from 'vitest'
import { capabilitiesOf, parseVersion } from '../../src/dhis2/dialects/capabilities.ts'
import { createServerVersion } from '../../src/dhis2/server-version.ts'

/** A server that can be upgraded, and how often it was asked. */
function createServer(text: string) {
  const server = { text, asked: 0, fails: false }
  const read = async () => {
    server.asked += 1
    if (server.fails) throw new Error('down')
    return capabilitiesOf(parseVersion(server.text))
  }
  return { server, read }
}

test('the version is asked for once within its age, and an upgrade is noticed after it', async () => {
  const { server, read } = createServer('2.41.9')
  let now = 0
  const version = createServerVersion({ maxAgeMs: 1000, now: () => now })
  const known = async () => (await version.get(read)).version.text
  expect([await known(), await known()]).toEqual(['2.41.9', '2.41.9'])
  server.text = '2.42.5'
  now = 999
  expect([await known(), server.asked]).toEqual(['2.41.9', 1])
  now = 1000
  expect([await known(), server.asked]).toEqual(['2.42.5', 2])
})

test('a sign of a restart, or a doubt, has it asked for before its age', async () => {
  const { server, read } = createServer('2.41.9')
  let restarts = 0
  const version = createServerVersion({ maxAgeMs: 1000, restarts: () => restarts, now: () => 0 })
  const first = await version.get(read)
  expect(version.knows(first)).toBe(true)
  restarts += 1
  expect(version.knows(first)).toBe(false)
  const second = await version.get(read)
  version.doubt()
  expect(version.knows(second)).toBe(false)
  await version.get(read)
  expect(server.asked).toBe(3)
})

test('a failure is not remembered, nor shared with those who waited for it', async () => {
  const { server, read } = createServer('2.42.5')
  const version = createServerVersion({ maxAgeMs: 1000, now: () => 0 })
  server.fails = true
  const [one, other] = await Promise.allSettled([version.get(read), version.get(read)])
  expect([one.status, other.status, server.asked]).toEqual(['rejected', 'rejected', 2])
  server.fails = false
  expect((await version.get(read)).version.text).toBe('2.42.5')
})

test('those who come together ask once', async () => {
  const { server, read } = createServer('2.42.5')
  const version = createServerVersion({ maxAgeMs: 1000, now: () => 0 })
  await Promise.all([version.get(read), version.get(read), version.get(read)])
  expect(server.asked).toBe(1)
})
