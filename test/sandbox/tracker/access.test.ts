import { expect, test } from 'vitest'
import { ask, column, dataset, ids, listOf, type Row, rowsOf } from './asking.ts'

const usernames = [...dataset.users.keys()]
const trackerPrograms = [ids.childProgramme, ids.tbProgramme, ids.hivCare, ids.malariaFocus]

test.each(usernames)('the events nested for %s are the events that a batch by enrollment holds', (username) => {
  for (const program of trackerPrograms) {
    const answer = ask(`enrollments?program=${program}&paging=false&fields=enrollment,events[event]`, username)
    if (answer.status !== 200) continue
    const enrollments = rowsOf(answer)
    const nested = enrollments.flatMap((row) => listOf(row['events']).map((event) => event['event']))
    const list = enrollments.map((row) => row['enrollment']).join()
    if (list === '') continue
    const batch = ask(`events?enrollments=${list}&program=${program}&paging=false&fields=event`, username)
    expect(column(batch, 'event').sort()).toEqual(nested.sort())
  }
})

test.each(usernames)('%s reads one by one exactly what lists by id hold', (username) => {
  const some = [...dataset.trackedEntities.keys()].filter((_, at) => at % 5 === 0)
  const listed = new Set(
    column(
      ask(`trackedEntities?trackedEntities=${some.join()}&paging=false&fields=trackedEntity`, username),
      'trackedEntity',
    ),
  )
  for (const id of some) {
    expect(ask(`trackedEntities/${id}?fields=trackedEntity`, username).status, id).toBe(listed.has(id) ? 200 : 404)
  }
})

test.each([
  ['clerk_north', ids.amberia],
  ['clerk_wide', ids.borano],
])('%s sees the protected programme only where data is captured', (username, orgUnit) => {
  const list = `enrollments?program=${ids.tbProgramme}&paging=false&fields=enrollment`
  const seen = column(ask(list, username), 'enrollment')
  expect(seen).toEqual(column(ask(`${list}&orgUnits=${orgUnit}&orgUnitMode=DESCENDANTS`), 'enrollment'))
  expect(seen.length).toBeGreaterThan(0)
})

test('the programme shared with the TB team alone does not exist for others, in lists or nested', () => {
  for (const endpoint of ['trackedEntities', 'enrollments', 'events']) {
    expect(ask(`${endpoint}?program=${ids.hivCare}`, 'clerk_north').body).toMatchObject({
      message: `Program is specified but does not exist: ${ids.hivCare}`,
    })
  }
  const patient = 'hYuU120F1C3'
  const programsOf = (username: string): unknown[] =>
    listOf(ask(`trackedEntities/${patient}?fields=enrollments[program]`, username).body['enrollments']).map(
      (enrollment: Row) => enrollment['program'],
    )
  expect(programsOf('tb_officer')).toContain(ids.hivCare)
  expect(programsOf('analyst')).not.toContain(ids.hivCare)
})

test('a search beyond the capture scope needs a searchable attribute, unless ids are given', () => {
  const list = `trackedEntities?program=${ids.childProgramme}&orgUnitMode=ACCESSIBLE&fields=trackedEntity`
  expect(ask(list, 'clerk_wide').status).toBe(409)
  expect(ask(`${list}&filter=${ids.lastName}:like:a`, 'clerk_wide').status).toBe(200)
  expect(ask(`${list}&filter=${ids.residence}:like:a`, 'clerk_wide').body['message']).toContain('Non-searchable')
  expect(ask(`${list}&trackedEntities=OHUI8WXlIvy`, 'clerk_wide').status).toBe(200)
})

test('what a relationship relates must be readable on both sides', () => {
  const counts = usernames.map((username) => {
    const visible = [...dataset.relationships.keys()].filter(
      (id) => ask(`relationships/${id}`, username).status === 200,
    )
    return [username, visible.length] as const
  })
  const bySize = Object.fromEntries(counts)
  expect(bySize['admin']).toBe(dataset.relationships.size)
  expect(bySize['viewer']).toBeLessThan(dataset.relationships.size)
})

test('what is not there and what may not be seen are both not found', () => {
  expect(ask('enrollments/abcdefghijk').body).toMatchObject({ httpStatusCode: 404, errorCode: 'E1005' })
  const foreign = column(
    ask(`events?program=${ids.childProgramme}&orgUnit=${ids.amberia}&orgUnitMode=DESCENDANTS&fields=event&pageSize=1`),
    'event',
  )[0]
  expect(ask(`events/${foreign}`, 'viewer').body).toMatchObject({ httpStatusCode: 404, errorCode: 'E1005' })
})
