import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ReadWindow, streamRows } from '../../src/load/export/stream-rows.ts'
import { RefusedRequest } from '../../src/model/refused-request.ts'
import { type SeamedWindow, windowAfter } from '../../src/plan/seamed-windows.ts'

interface Row {
  uid: string
}

const AT_ONCE = 4

function listOf(length: number, name = 'row'): Row[] {
  return Array.from({ length }, (_, index) => ({ uid: `${name} ${index}` }))
}

/** Reads a list as it stands at that moment; `change` is called after each window. */
function reader(state: { list: Row[] }, change: (window: SeamedWindow) => void = () => {}): ReadWindow<Row> {
  return async (window) => {
    const rows = state.list.slice(window.offset, window.end)
    const more = state.list.length > window.end
    change(window)
    return { rows, more }
  }
}

async function all(read: ReadWindow<Row>): Promise<string[]> {
  const uids: string[] = []
  for await (const rows of streamRows(read, AT_ONCE)) uids.push(...rows.map(({ uid }) => uid))
  return uids
}

test('each window overlaps the one before it a little, and reads nearly a thousand new rows', () => {
  let window = windowAfter(undefined)
  for (let count = 0; count < 3000; count++) {
    const next = windowAfter(window)
    expect(next.offset).toBe((next.page - 1) * next.pageSize)
    expect(next.offset).toBeLessThan(window.end)
    expect(next.end - window.end).toBeGreaterThanOrEqual(850)
    expect(next.pageSize).toBeLessThanOrEqual(1000)
    window = next
  }
})

test.each([0, 1, 3, 999, 1000, 1001, 1992, 5000, 9999])(
  'a list of %i rows comes whole and in order',
  async (length) => {
    const list = listOf(length)
    const uids = list.map(({ uid }) => uid)
    expect(await all(reader({ list }))).toEqual(uids)
    // A server that does not say whether rows follow.
    const silent: ReadWindow<Row> = async ({ offset, end }) => ({ rows: list.slice(offset, end), more: undefined })
    expect(await all(silent)).toEqual(uids)
  },
)

/** Changes of at most so many rows each, twelve at most; each comes after one window has been read. */
function changesOf(most: number) {
  return fc.array(fc.record({ at: fc.nat(6000), insert: fc.boolean(), count: fc.integer({ min: 1, max: most }) }), {
    maxLength: 12,
  })
}

test.each([
  // No more than can be made up for.
  { most: 40, mayRefuse: false },
  { most: 300, mayRefuse: true },
])(
  'rows that come and go while a list is read make no other row be left out or repeated: %j',
  async ({ most, mayRefuse }) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 6000 }), changesOf(most), async (length, planned) => {
        const state = { list: listOf(length) }
        const before = state.list
        const left = [...planned]
        const read = reader(state, () => {
          const change = left.shift()
          if (!change) return
          const at = Math.min(change.at, state.list.length)
          const come = change.insert ? listOf(change.count, `new ${left.length}`) : []
          state.list = state.list.toSpliced(at, change.insert ? 0 : change.count, ...come)
        })
        const uids = await all(read).catch((failure: unknown) => {
          if (mayRefuse && failure instanceof RefusedRequest) return undefined
          throw failure
        })
        if (!uids) return
        expect(new Set(uids).size).toBe(uids.length)
        const seen = new Set(uids)
        const was = new Set(before)
        const stayed = state.list.filter((row) => was.has(row)).map(({ uid }) => uid)
        expect(stayed.filter((uid) => !seen.has(uid))).toEqual([])
        const still = new Set(stayed)
        expect(uids.filter((uid) => still.has(uid))).toEqual(stayed)
      }),
      { numRuns: 60 },
    )
  },
)

test('where more rows went than can be made up for, the export fails', async () => {
  const state = { list: listOf(20_000) }
  let reads = 0
  const read = reader(state, () => {
    reads++
    if (reads === 5) state.list = state.list.slice(10_000)
  })
  await expect(all(read)).rejects.toThrow('changed too much')
})

test('what is not taken is not read: four windows at most are ahead of the reader', async () => {
  const read: SeamedWindow[] = []
  const rows = streamRows(
    reader({ list: listOf(100_000) }, (window) => read.push(window)),
    AT_ONCE,
  )
  await rows.next()
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
  expect(read.length).toBe(1 + AT_ONCE)
  await rows.next()
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
  expect(read.length).toBe(2 + AT_ONCE)
  await rows.return()
})

test('a short list costs one request', async () => {
  const read: SeamedWindow[] = []
  const list = listOf(7)
  const silent: ReadWindow<Row> = async (window) => {
    read.push(window)
    return { rows: list, more: undefined }
  }
  expect(await all(silent)).toHaveLength(7)
  expect(read).toHaveLength(1)
})

test('a window that fails ends the list after those before it', async () => {
  const { promise, reject } = Promise.withResolvers<never>()
  const list = listOf(5000)
  const read: ReadWindow<Row> = async ({ page, offset, end }) =>
    page === 3 ? promise : { rows: list.slice(offset, end), more: true }
  reject(new Error('broken'))
  let taken = 0
  const reading = (async () => {
    for await (const rows of streamRows(read, AT_ONCE)) taken += rows.length
  })()
  await expect(reading).rejects.toThrow('broken')
  expect(taken).toBeGreaterThan(1900)
})

test('the first part is given out before the second is there', async () => {
  const list = listOf(5000)
  const read: ReadWindow<Row> = ({ offset, end }) =>
    offset === 0 ? Promise.resolve({ rows: list.slice(offset, end), more: true }) : new Promise(() => {})
  const { value } = await streamRows(read, AT_ONCE).next()
  expect(value).toHaveLength(1000)
})
