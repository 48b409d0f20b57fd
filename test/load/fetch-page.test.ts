import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Dhis2Client } from '../../src/dhis2/client.ts'
import { fetchPage } from '../../src/load/fetch-page.ts'
import { uidOf } from '../../src/model/tracker.ts'
import { printCursor } from '../../src/plan/cursor.ts'
import { type PageArguments, wantedPage } from '../../src/plan/page-arguments.ts'
import type { ListPlan } from '../../src/plan/plan-list.ts'

/** A DHIS2 that pages by number through a list that may change between requests. */
function clientOf(list: () => string[]): { client: Dhis2Client; asked: () => number } {
  let asked = 0
  const client: Pick<Dhis2Client, 'list'> = {
    async list(_call, { page }) {
      asked += 1
      if (page === 'all') throw new Error('not paged')
      const start = (page.page - 1) * page.pageSize
      const rows = list().slice(start, start + page.pageSize)
      const more = start + page.pageSize < list().length
      return {
        rows: rows.map((trackedEntity) => ({ trackedEntity })),
        more,
        ...(page.total && { total: list().length }),
      }
    },
  }
  return { client: client as Dhis2Client, asked: () => asked }
}

function planOf(args: PageArguments): ListPlan {
  const page = wantedPage(args)
  return {
    query: { kind: 'trackedEntities' },
    page,
    wanted: args.first ?? args.last ?? 50,
    total: false,
    probe: false,
    empty: false,
    object: { kind: 'trackedEntities', fields: {}, eventBatches: [], joins: [], ends: [], names: [], values: [] },
    way: 'whole',
  }
}

const call = { credentials: { kind: 'token', headers: { authorization: 'ApiToken x' } } } as const

async function page(client: Dhis2Client, args: PageArguments) {
  const { rows, offset, more } = await fetchPage({ client, call }, planOf(args))
  const cursor = (index: number): string => printCursor(offset + index + 1, uidOf(rows[index] ?? { trackedEntity: '' }))
  return { uids: rows.map(uidOf), more, first: cursor(0), last: cursor(rows.length - 1), offset }
}

const uids = (count: number, prefix = 'r'): string[] => Array.from({ length: count }, (_, i) => `${prefix}${i}`)

test('a walk in either direction gives each row once, at any size', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(60), fc.integer({ min: 1, max: 20 }), async (length, size) => {
      const all = uids(length)
      const { client } = clientOf(() => all)
      const forth: string[] = []
      for (let after: string | undefined, more: boolean | undefined = true; more; ) {
        const got = await page(client, { first: size, after })
        forth.push(...got.uids)
        after = got.last
        more = got.more
      }
      expect(forth).toEqual(all)
      const back: string[] = []
      for (let before: string | undefined, more = length > 0; more; ) {
        const got = await page(client, { last: size, before })
        back.unshift(...got.uids)
        before = got.first
        more = got.offset > 0
      }
      expect(back).toEqual(all)
    }),
  )
})

test('rows that come and go between two pages make no row of the walk be lost or repeated', async () => {
  const change = fc.record({ insertAt: fc.nat(60), removeAt: fc.nat(60), insert: fc.boolean(), remove: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 10, max: 60 }),
      fc.integer({ min: 1, max: 9 }),
      fc.array(change),
      async (length, size, changes) => {
        let list = uids(length)
        const { client } = clientOf(() => list)
        const touched = new Set<string>()
        const seen: string[] = []
        let after: string | undefined
        for (const [turn, { insertAt, removeAt, insert, remove }] of [
          ...changes,
          ...uids(70).map(() => ({ insertAt: 0, removeAt: 0, insert: false, remove: false })),
        ].entries()) {
          const got = await page(client, { first: size, after })
          seen.push(...got.uids)
          after = got.uids.length > 0 ? got.last : after
          if (!got.more) break
          if (insert) {
            list = list.toSpliced(insertAt, 0, `new${turn}`)
            touched.add(`new${turn}`)
          }
          const gone = list[removeAt]
          if (remove && gone !== undefined && gone !== seen.at(-1)) {
            list = list.toSpliced(removeAt, 1)
            touched.add(gone)
          }
        }
        expect(new Set(seen).size).toBe(seen.length)
        expect(seen.filter((uid) => !touched.has(uid))).toEqual(uids(length).filter((uid) => !touched.has(uid)))
      },
    ),
  )
})

test('a page read in halves has each row once, also where rows come or go between the two requests', async () => {
  const change = fc.record({ at: fc.nat(120), insert: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(
      fc.nat(120),
      fc.integer({ min: 2, max: 90 }),
      fc.option(change),
      async (length, first, changed) => {
        const before = uids(length)
        let list = before
        let requests = 0
        const { client } = clientOf(() => list)
        const changing: Pick<Dhis2Client, 'list'> = {
          async list(call, request) {
            if (requests++ === 1 && changed)
              list = changed.insert ? list.toSpliced(changed.at, 0, 'new') : list.toSpliced(changed.at, 1)
            return client.list(call, request)
          },
        }
        const source = { client: changing as Dhis2Client, call }
        const { rows, more } = await fetchPage(source, { ...planOf({ first }), way: 'halves' })
        const got = rows.map(uidOf)
        expect(new Set(got).size).toBe(got.length)
        // What stood on the page before and stands on it now is there.
        const staying = before.slice(0, first).filter((uid) => list.slice(0, first).includes(uid))
        expect(staying.filter((uid) => !got.includes(uid))).toEqual([])
        if (!changed) expect({ got, more }).toEqual({ got: before.slice(0, first), more: length > first })
      },
    ),
  )
})

test('a cursor whose row has left the list is refused, not guessed', async () => {
  let list = uids(30)
  const { client } = clientOf(() => list)
  const { last } = await page(client, { first: 10 })
  list = list.filter((uid) => uid !== 'r9')
  await expect(page(client, { first: 10, after: last })).rejects.toMatchObject({ argument: 'after', conflict: true })
})

test('a page behind any cursor costs three light requests at most', async () => {
  const all = uids(5000)
  const { client, asked } = clientOf(() => all)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4000 }), fc.integer({ min: 1, max: 1000 }), async (position, first) => {
      const before = asked()
      await page(client, { first, after: printCursor(position, `r${position - 1}`) })
      expect(asked() - before).toBeLessThanOrEqual(3)
    }),
  )
})

test.each([
  [{ first: 10, last: 5 }, 'first'],
  [{ after: printCursor(1), before: printCursor(3) }, 'after'],
  [{ last: 1001 }, 'last'],
  [{ last: 5, before: 'x' }, 'before'],
])('%j is refused by name', (args, argument) => {
  expect(() => wantedPage(args)).toThrow(expect.objectContaining({ argument }))
})
