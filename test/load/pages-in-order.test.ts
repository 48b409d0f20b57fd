import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pagesInOrder } from '../../src/load/export/pages-in-order.ts'

/** A list of so many rows, fetched with delays of their own; tells how many pages are under way at most, and which were asked for. */
function listOf(total: number, pageSize: number, delays: readonly number[]) {
  const asked: number[] = []
  let underway = 0
  let most = 0
  const fetchPage = async (page: number): Promise<number[]> => {
    asked.push(page)
    underway += 1
    most = Math.max(most, underway)
    for (let turns = delays[page % delays.length] ?? 0; turns > 0; turns--) await Promise.resolve()
    underway -= 1
    const start = (page - 1) * pageSize
    return Array.from({ length: Math.max(0, Math.min(pageSize, total - start)) }, (_, index) => start + index)
  }
  return { fetchPage, asked, mostUnderway: () => most }
}

const size = (rows: number[]): number => rows.length

test('all rows come once and in order, however long each page takes, with no more pages under way than allowed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: 60 }),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 5 }),
      async (total, pageSize, ahead, delays) => {
        const list = listOf(total, pageSize, delays)
        const rows: number[] = []
        for await (const page of pagesInOrder(list.fetchPage, { pageSize, ahead, size })) rows.push(...page)
        expect(rows).toEqual(Array.from({ length: total }, (_, index) => index))
        expect(list.mostUnderway()).toBeLessThanOrEqual(ahead)
      },
    ),
  )
})

test('a short list costs one request', async () => {
  const list = listOf(3, 10, [1])
  const pages: number[][] = []
  for await (const page of pagesInOrder(list.fetchPage, { pageSize: 10, ahead: 4, size })) pages.push(page)
  expect(pages).toEqual([[0, 1, 2]])
  expect(list.asked).toEqual([1])
})

test('what is not taken is not fetched', async () => {
  const list = listOf(1000, 10, [1])
  const pages = pagesInOrder(list.fetchPage, { pageSize: 10, ahead: 3, size })
  await pages.next()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(list.asked.length).toBeLessThanOrEqual(4)
})

test('a page that fails ends the list after those before it', async () => {
  const pages = pagesInOrder(
    async (page) => {
      if (page === 3) throw new Error('broken')
      return [page, page]
    },
    { pageSize: 2, ahead: 4, size },
  )
  const taken: number[][] = []
  const all = (async () => {
    for await (const page of pages) taken.push(page)
  })()
  await expect(all).rejects.toThrow('broken')
  expect(taken).toEqual([
    [1, 1],
    [2, 2],
  ])
})
