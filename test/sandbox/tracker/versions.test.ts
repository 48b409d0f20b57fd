import { describe, expect, test } from 'vitest'
import { loadDataset } from '../../../src/sandbox/dataset.ts'
import { createTrackerRoute } from '../../../src/sandbox/tracker/route.ts'
import type { sandboxVersionNames } from '../../../src/sandbox/versions/version-facts.ts'
import { sandboxVersion } from '../../../src/sandbox/versions/versions.ts'
import { type Answer, asker, children, column, ids, rowsOf } from './asking.ts'

const inVersion = (name: (typeof sandboxVersionNames)[number]): ((path: string, username?: string) => Answer) =>
  asker(createTrackerRoute(loadDataset({ version: sandboxVersion(name) })))

const patients = `program=${ids.inpatient}&paging=false`
const visits = `program=${ids.childProgramme}&paging=false`

describe('2.43', () => {
  const ask = inVersion('2.43')

  test('events with and without registration have an endpoint each, which refuses the other program', () => {
    const all = column(ask(`events?${patients}&fields=event`), 'event')
    expect(column(ask(`singleEvents?${patients}&fields=event`), 'event')).toEqual(all)
    expect(column(ask(`trackerEvents?${visits}&fields=event`), 'event')).toEqual(
      column(ask(`events?${visits}&fields=event`), 'event'),
    )
    expect(ask(`trackerEvents?${patients}`).status).toBe(400)
    expect(ask(`singleEvents?${visits}`).status).toBe(400)
    const [event = ''] = all
    expect(ask(`singleEvents/${event}`).status).toBe(200)
    expect(ask(`trackerEvents/${event}`).status).toBe(404)
  })

  test('a list of events without registration ignores what only enrollments have', () => {
    const all = column(ask(`singleEvents?${patients}&fields=event`), 'event')
    const narrowed = `${patients}&fields=event&enrollmentStatus=COMPLETED&followUp=true&trackedEntity=OHUI8WXlIvy`
    expect(column(ask(`singleEvents?${narrowed}`), 'event')).toEqual(all)
  })

  test.each([
    ['trackedEntities', `${children}&fields=trackedEntity`, 'trackedEntity', 'updatedAt'],
    ['enrollments', `program=${ids.childProgramme}&fields=enrollment`, 'enrollment', 'enrolledAt'],
    ['events', `program=${ids.childProgramme}&fields=event`, 'event', 'status'],
    ['events', `program=${ids.inpatient}&fields=event`, 'event', 'status'],
  ])('%s in the other direction come in the other order, rows alike included', (list, query, id, field) => {
    const ascending = column(ask(`${list}?${query}&paging=false&order=${field}:asc`), id)
    const descending = column(ask(`${list}?${query}&paging=false&order=${field}:desc`), id)
    expect(ascending.length).toBeGreaterThan(50)
    expect(ascending.toReversed()).toEqual(descending)
  })
})

describe('2.41', () => {
  const ask = inVersion('2.41')

  test('the older names mean what the newer ones do, with semicolons for commas', () => {
    const newer = `program=${ids.childProgramme}&orgUnits=${ids.amberia},${ids.borano}&orgUnitMode=DESCENDANTS`
    const older = `program=${ids.childProgramme}&orgUnit=${ids.amberia};${ids.borano}&ouMode=DESCENDANTS`
    const wanted = rowsOf(ask(`trackedEntities?${newer}&paging=false&fields=trackedEntity`))
    expect(wanted.length).toBeGreaterThan(100)
    expect(rowsOf(ask(`trackedEntities?${older}&skipPaging=true&fields=trackedEntity`))).toEqual(wanted)
  })

  test.each([
    `orgUnits=${ids.amberia}&orgUnit=${ids.amberia}`,
    `orgUnits=${ids.amberia}&ouMode=DESCENDANTS&orgUnitMode=DESCENDANTS`,
    `orgUnits=${ids.amberia};${ids.borano}`,
    `orgUnit=${ids.amberia},${ids.borano}`,
    'paging=true&skipPaging=true',
  ])('%s is refused', (query) => {
    expect(ask(`trackedEntities?program=${ids.childProgramme}&${query}`).status).toBe(400)
  })

  test('a status that only later versions know is ignored, and its older name works', () => {
    const all = rowsOf(ask(`enrollments?program=${ids.childProgramme}&fields=enrollment,status&paging=false`))
    const ofStatus = (name: string) =>
      rowsOf(ask(`enrollments?program=${ids.childProgramme}&fields=enrollment,status&paging=false&${name}=COMPLETED`))
    expect(ofStatus('status')).toEqual(all)
    expect(ofStatus('programStatus')).toEqual(all.filter(({ status }) => status === 'COMPLETED'))
  })
})
