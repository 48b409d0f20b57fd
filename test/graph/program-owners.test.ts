import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

let gateway: TestGateway

beforeAll(async () => {
  gateway = await startGateway()
})
beforeEach(() => gateway.takeRequests())
afterAll(() => gateway.close())

test('program owners come with their names, embedded in the entity’s own request', async () => {
  const { data, errors } = await gateway.ask(
    '{ trackedEntity(id: "OHUI8WXlIvy", program: "U7oMv90laog") { programOwners { program { id } orgUnit { id displayName } } } }',
  )
  expect(errors).toBeUndefined()
  const owners = [
    { program: { id: 'U7oMv90laog' }, orgUnit: { id: 'km7DjCCL8kC', displayName: expect.stringMatching(/./) } },
  ]
  expect(data).toEqual({ trackedEntity: { programOwners: owners } })
  const [entity, ...names] = gateway.takeRequests()
  expect(entity).toBe(
    '/api/tracker/trackedEntities/OHUI8WXlIvy?program=U7oMv90laog&fields=programOwners[orgUnit,program],trackedEntity',
  )
  expect(names).toEqual([expect.stringContaining('/api/organisationUnits?')])
})

test('a selection of nothing but the type’s name still tells how many there are', async () => {
  const { data } = await gateway.ask('{ trackedEntity(id: "OHUI8WXlIvy") { programOwners { __typename } } }')
  expect(data).toEqual({ trackedEntity: { programOwners: [{ __typename: 'ProgramOwner' }] } })
})

test('who may not see the entity is not told its owners', async () => {
  const { data, errors } = await gateway.ask(
    '{ trackedEntity(id: "OHUI8WXlIvy") { programOwners { program { id } } } }',
    { as: 'clerk_north' },
  )
  expect(data).toEqual({ trackedEntity: null })
  expect(errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND')
})
