import { expect, test } from 'vitest'
import { pathOf } from '../../../src/sandbox/org-unit-scope.ts'
import { ask, column, dataset, ids, rowsOf } from './asking.ts'

const orgUnits = [...(dataset.metadata.get('organisationUnits')?.keys() ?? [])]
const childrenOf = (parent: string): string[] =>
  orgUnits.filter((id) => pathOf(dataset, id)?.split('/').at(-2) === parent)

const found = (orgUnit: string, mode: string): string[] =>
  column(
    ask(
      `trackedEntities?program=${ids.childProgramme}&orgUnits=${orgUnit}&orgUnitMode=${mode}&paging=false&fields=trackedEntity`,
    ),
    'trackedEntity',
  ).sort()

test.each([ids.country, ids.amberia, 'YNYOfNotzo6'])(
  'DESCENDANTS of %s is itself and the DESCENDANTS of its children',
  (orgUnit) => {
    const parts = [...found(orgUnit, 'SELECTED'), ...childrenOf(orgUnit).flatMap((id) => found(id, 'DESCENDANTS'))]
    expect(found(orgUnit, 'DESCENDANTS')).toEqual(parts.sort())
    expect(found(orgUnit, 'DESCENDANTS').length).toBeGreaterThan(0)
  },
)

test('CHILDREN is the org unit itself and its children, no deeper', () => {
  const districtArea = 'YNYOfNotzo6'
  const parts = [districtArea, ...childrenOf(districtArea)].flatMap((id) => found(id, 'SELECTED'))
  expect(found(districtArea, 'CHILDREN')).toEqual(parts.sort())
  expect(parts.length).toBeGreaterThan(0)
})

test('several org units are the union of each', () => {
  const both = found(`${ids.amberia},${ids.borano}`, 'DESCENDANTS')
  expect(both).toEqual([...found(ids.amberia, 'DESCENDANTS'), ...found(ids.borano, 'DESCENDANTS')].sort())
})

test.each([
  ['trackedEntities', 'orgUnits'],
  ['enrollments', 'orgUnits'],
  ['events', 'orgUnit'],
])('%s by CAPTURE are those below the capture org units', (endpoint, parameter) => {
  const key = endpoint === 'trackedEntities' ? 'trackedEntity' : endpoint.slice(0, -1)
  const list = `${endpoint}?program=${ids.childProgramme}&paging=false&fields=${key}`
  const captured = column(ask(`${list}&orgUnitMode=CAPTURE`, 'clerk_wide'), key)
  expect(captured.length).toBeGreaterThan(0)
  expect(captured).toEqual(column(ask(`${list}&${parameter}=${ids.borano}&orgUnitMode=DESCENDANTS`), key))
})

test('without a mode, an org unit means itself alone and none means all that is accessible', () => {
  const facility = 'km7DjCCL8kC'
  const list = `enrollments?program=${ids.childProgramme}&paging=false&fields=enrollment`
  expect(rowsOf(ask(`${list}&orgUnits=${facility}`))).toEqual(
    rowsOf(ask(`${list}&orgUnits=${facility}&orgUnitMode=SELECTED`)),
  )
  expect(rowsOf(ask(list, 'viewer'))).toEqual(rowsOf(ask(`${list}&orgUnitMode=ACCESSIBLE`, 'viewer')))
})

test.each([
  [`orgUnits=${ids.amberia}&orgUnitMode=ALL`, 400, 'E1003'],
  ['orgUnitMode=DESCENDANTS', 400, 'E1003'],
  ['orgUnits=abcdefghijk', 400, 'E1003'],
  ['orgUnitMode=EVERYWHERE', 400, undefined],
])('%s is refused', (parameters, status, errorCode) => {
  const { body, ...answer } = ask(`enrollments?program=${ids.childProgramme}&${parameters}`)
  expect({ ...answer, errorCode: body['errorCode'] }).toEqual({ status, errorCode })
})

test('mode ALL needs the authority to search everywhere', () => {
  expect(ask(`events?program=${ids.childProgramme}&orgUnitMode=ALL`, 'viewer').status).toBe(403)
  expect(ask(`events?program=${ids.childProgramme}&orgUnitMode=ALL`, 'clerk_north').status).toBe(200)
})
