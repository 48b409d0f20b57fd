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
  const { data } = await gateway.ask('{ trackedEntity(id: "OHUI8WXlIvy") { programOwners { __typename } } }', {
    as: 'clerk_north',
  })
  expect(data).toEqual({ trackedEntity: { programOwners: [{ __typename: 'ProgramOwner' }] } })
})
