import { expect, test } from 'vitest'
import { createSharedReads } from '../../src/dhis2/shared-reads.ts'
import type { TransportResponse } from '../../src/dhis2/transport/exchange.ts'

const answer = (body: string): TransportResponse => ({ status: 200, headers: {}, body })

/** A server that answers when told, and counts. */
function server() {
  const open: { resolve: (value: TransportResponse) => void; signal: AbortSignal }[] = []
  const send = (signal: AbortSignal): Promise<TransportResponse> =>
    new Promise((resolve, reject) => {
      open.push({ resolve, signal })
      signal.addEventListener('abort', () => reject(new Error('abandoned')))
    })
  return { open, send }
}

const none = (): void => {}

test('equal reads at the same moment are sent once, other keys and later ones by themselves', async () => {
  let clock = 0
  const shared = createSharedReads(() => clock)
  const { open, send } = server()
  let joined = 0
  const read = (key: string) => shared.read(key, {}, send, () => joined++)
  const both = [read('me events'), read('me events')]
  const other = read('you events')
  clock = 101
  const late = read('me events')
  expect(open).toHaveLength(3)
  expect(joined).toBe(1)
  for (const [index, { resolve }] of open.entries()) resolve(answer(String(index)))
  expect((await Promise.all([...both, other, late])).map(({ body }) => body)).toEqual(['0', '0', '1', '2'])
})

test('after a write nobody joins a read that was begun before it', async () => {
  const shared = createSharedReads()
  const { open, send } = server()
  const before = shared.read('me', {}, send, none)
  shared.forget()
  const after = shared.read('me', {}, send, none)
  expect(open).toHaveLength(2)
  open[0]?.resolve(answer('old'))
  open[1]?.resolve(answer('new'))
  expect((await before).body).toBe('old')
  expect((await after).body).toBe('new')
})

test('who goes away takes the read from nobody; when all have gone it is abandoned', async () => {
  const shared = createSharedReads()
  const { open, send } = server()
  const leaving = new AbortController()
  const first = shared.read('me', { signal: leaving.signal }, send, none)
  const second = shared.read('me', {}, send, none)
  leaving.abort()
  await expect(first).rejects.toMatchObject({ name: 'AbortError' })
  expect(open[0]?.signal.aborted).toBe(false)
  open[0]?.resolve(answer('here'))
  expect((await second).body).toBe('here')
  const alone = shared.read('you', { deadline: Date.now() - 1 }, send, none)
  await expect(alone).rejects.toMatchObject({ kind: 'timeout' })
  expect(open[1]?.signal.aborted).toBe(true)
})

test('a failure is that of all who wait, and of nobody after', async () => {
  const shared = createSharedReads()
  const failing = (): Promise<TransportResponse> => Promise.reject(new Error('gone'))
  const reads = [shared.read('me', {}, failing, none), shared.read('me', {}, failing, none)]
  for (const read of reads) await expect(read).rejects.toThrow('gone')
  const { open, send } = server()
  const again = shared.read('me', {}, send, none)
  open[0]?.resolve(answer('back'))
  expect((await again).body).toBe('back')
})
