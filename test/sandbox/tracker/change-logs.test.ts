import { describe, expect, test } from 'vitest'
import { ask, ids, rowsOf } from './asking.ts'

const entity = 'OHUI8WXlIvy'
const ofEntity = `trackedEntities/${entity}/changeLogs?program=${ids.childProgramme}`
const ofEvent = 'events/uO70JYP72hy/changeLogs'

const changes = (path: string): unknown[] => rowsOf(ask(path)).map(({ change }) => Object.values(Object(change))[0])
const nameOf = (change: unknown): string =>
  String(Object(change).attribute ?? Object(change).dataElement ?? Object(change).field)

test('a walk over the pages of a log meets every entry once, newest first', () => {
  const all = changes(ofEntity)
  const pages = [1, 2, 3].map((page) => ask(`${ofEntity}&pageSize=2&page=${page}`))
  expect(pages.flatMap(rowsOf).map(({ change }) => Object.values(Object(change))[0])).toEqual(all)
  expect(pages.map(({ body }) => 'nextPage' in Object(body['pager']))).toEqual([true, true, false])
  const times = rowsOf(ask(ofEntity)).map(({ createdAt }) => String(createdAt))
  expect(times).toEqual(times.toSorted().reverse())
})

test('without a program only attributes of the type have a log', () => {
  expect(changes(`trackedEntities/${entity}/changeLogs`).map(nameOf)).toEqual([
    'cTcePYIrfPz',
    ids.lastName,
    ids.sex,
    'GDNUcCbvVAB',
  ])
})

test('the log of an event holds its data values and its fields; a geometry as its corners', () => {
  expect(changes(ofEvent).slice(-2)).toEqual([
    { field: 'scheduledAt', currentValue: '2025-12-26 15:08:05.901' },
    { field: 'occurredAt', currentValue: '2025-12-26 15:08:05.901' },
  ])
  const events = rowsOf(ask(`events?program=${ids.inpatient}&fields=event,geometry&paging=false`))
  const placed = events.find(({ geometry }) => Object(geometry).type === 'Point')
  const [x, y] = Object(placed?.['geometry']).coordinates
  expect(changes(`events/${placed?.['event']}/changeLogs`).map(nameOf)).toContain('geometry')
  expect(changes(`events/${placed?.['event']}/changeLogs?filter=field:eq:geometry`)).toEqual([
    { field: 'geometry', currentValue: `(${x.toFixed(6)}, ${y.toFixed(6)})` },
  ])
})

test('a log can be filtered by one field and sorted, and shows the fields asked for', () => {
  expect(changes(`${ofEntity}&filter=attribute:eq:${ids.sex}`)).toEqual([
    { attribute: ids.sex, currentValue: 'FEMALE' },
  ])
  expect(changes(`${ofEntity}&filter=username:EQ:nobody`)).toEqual([])
  expect(changes(`${ofEntity}&order=attribute:desc`).map(nameOf)).toEqual(
    changes(`${ofEntity}&order=attribute:asc`).map(nameOf).reverse(),
  )
  expect(rowsOf(ask(`${ofEvent}?fields=type,createdBy[username]&pageSize=1`))).toEqual([
    { createdBy: { username: 'admin' }, type: 'CREATE' },
  ])
})

test('a log has no totals and cannot be unpaged', () => {
  expect(ask(`${ofEvent}?totalPages=true&paging=false`).body['pager']).toEqual({ page: 1, pageSize: 50 })
})

describe('refusals', () => {
  test.each([
    [
      `${ofEvent}?order=occurredAt`,
      400,
      "Cannot order by 'occurredAt'. Supported fields are 'change, createdAt, username'",
    ],
    [`${ofEvent}?filter=field:like:x`, 400, "The only supported operator is 'eq'"],
    [`${ofEvent}?filter=attribute:eq:x`, 400, 'Invalid filter field'],
    [`${ofEvent}?filter=field`, 400, 'Expected format is [field]:eq:[value]'],
    [`${ofEvent}?filter=dataElement:eq:x`, 400, 'Incorrect filter value provided as UID'],
    [`${ofEvent}?page=0`, 400, 'page must be greater'],
    ['events/uO70JYP72hX/changeLogs', 404, 'Event with id uO70JYP72hX could not be found.'],
    ['events/short/changeLogs', 400, "Value 'short' is not valid for path parameter event."],
    ['trackedEntities/OHUI8WXlIvX/changeLogs', 404, 'TrackedEntity with id OHUI8WXlIvX could not be found.'],
    [`trackedEntities/${entity}/changeLogs?program=OHUI8WXlIvX`, 404, 'Program with id OHUI8WXlIvX'],
  ])('%s', (path, status, message) => {
    const answer = ask(path)
    expect(answer).toMatchObject({ status, body: { message: expect.stringContaining(message) } })
  })

  test('who may not read a record may not read its log either', () => {
    const [hidden] = rowsOf(
      ask(`events?program=${ids.hivCare}&orgUnit=${ids.country}&orgUnitMode=DESCENDANTS&pageSize=1`),
    )
    expect(ask(`events/${hidden?.['event']}/changeLogs`, 'clerk_north').status).toBe(404)
    expect(ask(`events/${hidden?.['event']}/changeLogs`).status).toBe(200)
  })

  test('other records have no log', () => {
    expect(() => ask('enrollments/qjyp13YEsVa/changeLogs')).toThrow('not served')
  })
})
