import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ask, children, column, ids, rowsOf } from './asking.ts'

const lists = [
  { list: `trackedEntities?${children}`, id: 'trackedEntity' },
  { list: `enrollments?${children}&order=enrolledAt:desc`, id: 'enrollment' },
  { list: `events?program=${ids.inpatient}&orgUnitMode=ACCESSIBLE&order=status`, id: 'event' },
]

test.each(lists)('walking nextPage gives every row of $list once, in the order of the whole list', ({ list, id }) => {
  const whole = column(ask(`${list}&fields=${id}&paging=false`), id)
  expect(whole.length).toBeGreaterThan(300)
  fc.assert(
    fc.property(fc.integer({ min: 7, max: 900 }), (pageSize) => {
      const walked: string[] = []
      let next: string | undefined = `${list}&fields=${id}&pageSize=${pageSize}`
      while (next !== undefined) {
        const page = ask(next)
        walked.push(...column(page, id))
        next = link(page.body['pager'], 'nextPage')
      }
      expect(walked).toEqual(whole)
    }),
    { numRuns: 15 },
  )
})

test('prevPage leads back, and a page beyond the last is empty', () => {
  const second = ask(`trackedEntities?${children}&fields=trackedEntity&pageSize=10&page=2`)
  const first = ask(link(second.body['pager'], 'prevPage') ?? '')
  expect(column(first, 'trackedEntity')).toEqual(
    column(ask(`trackedEntities?${children}&fields=trackedEntity&pageSize=10`), 'trackedEntity'),
  )
  expect(link(first.body['pager'], 'prevPage')).toBeUndefined()
  const beyond = ask(`trackedEntities?${children}&fields=trackedEntity&pageSize=10&page=1000`)
  expect(rowsOf(beyond)).toEqual([])
  expect(link(beyond.body['pager'], 'nextPage')).toBeUndefined()
})

test('a total is counted only when it is asked for, and counts what the filter leaves', () => {
  const list = `trackedEntities?${children}&fields=trackedEntity&filter=${ids.sex}:eq:FEMALE`
  expect(ask(list).body['pager']).not.toHaveProperty('total')
  const total = rowsOf(ask(`${list}&paging=false`)).length
  expect(ask(`${list}&pageSize=7&totalPages=true`).body['pager']).toMatchObject({
    total,
    pageCount: Math.ceil(total / 7),
  })
})

test('paging cannot be both off and asked for', () => {
  expect(ask(`events?program=${ids.inpatient}&paging=false&page=1`)).toMatchObject({
    status: 400,
    body: { errorCode: 'E1003' },
  })
})

function link(pager: unknown, name: string): string | undefined {
  const value = Object.entries(Object(pager)).find(([key]) => key === name)?.[1]
  return typeof value === 'string' ? value : undefined
}

test('a list can be asked for as .json', () => {
  const asked = `program=${ids.inpatient}&pageSize=3&fields=event`
  expect(rowsOf(ask(`events.json?${asked}`))).toEqual(rowsOf(ask(`events?${asked}`)))
})
