import { describe, expect, test } from 'vitest'
import { Dhis2Error } from '../../src/dhis2/errors.ts'
import { createSpeaking } from '../../src/dhis2/speaking.ts'
import { silentLog } from '../../src/telemetry/log.ts'

const call = { credentials: { kind: 'token', headers: { authorization: 'ApiToken t' } } } as const

/** A server that says its version, and a way to speak to it. */
function createServer(version: string) {
  const server = { version, asked: 0, restarts: 0 }
  const warnings: unknown[] = []
  const speaking = createSpeaking({
    askVersion: async () => {
      server.asked += 1
      return server.version
    },
    maxAgeMs: 1_000_000,
    restarts: () => server.restarts,
    trackerApi: 'auto',
    log: { ...silentLog, warn: (_message, fields) => warnings.push(fields) },
  })
  return { server, speaking, warnings }
}

test('a version newer than known is warned of once', async () => {
  const { server, speaking, warnings } = createServer('2.44.0')
  await speaking.capabilities(call)
  server.restarts += 1
  await speaking.capabilities(call)
  expect([warnings, server.asked]).toEqual([[{ version: '2.44.0' }], 2])
})

describe('a restart that is found in the middle of a piece of work', () => {
  /** Upgrades the server the first time. */
  function createWork({ server }: ReturnType<typeof createServer>, to: string) {
    let done = 0
    const work = async () => {
      done += 1
      if (done === 1) {
        server.version = to
        server.restarts += 1
      }
      return done
    }
    return { work, times: () => done }
  }

  test('has a read done again in the words of the new version', async () => {
    const made = createServer('2.41.9')
    const { work } = createWork(made, '2.42.5')
    expect(await made.speaking.read(call, work)).toBe(2)
  })

  test('is nothing where the version is the same', async () => {
    const made = createServer('2.42.5')
    const { work } = createWork(made, '2.42.5')
    expect([await made.speaking.read(call, work), made.server.asked]).toEqual([1, 2])
  })

  test('never has a write done again', async () => {
    const made = createServer('2.41.9')
    const { work, times } = createWork(made, '2.42.5')
    expect([await made.speaking.speak(call, work), times()]).toEqual([1, 1])
  })
})

test('a failure that has nothing to do with the version leaves it known', async () => {
  const { server, speaking } = createServer('2.42.5')
  const refused = speaking.read(call, () => Promise.reject(new Dhis2Error('notFound', 'none', { status: 404 })))
  await expect(refused).rejects.toMatchObject({ kind: 'notFound' })
  await speaking.capabilities(call)
  expect(server.asked).toBe(1)
})

test('a server that was down is asked for its version again', async () => {
  const { server, speaking } = createServer('2.42.5')
  const down = speaking.read(call, () => Promise.reject(new Dhis2Error('unavailable', 'down')))
  await expect(down).rejects.toMatchObject({ kind: 'unavailable' })
  server.version = '2.43.1'
  expect((await speaking.capabilities(call)).version.text).toBe('2.43.1')
})
