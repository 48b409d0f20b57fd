import { afterEach, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../../../src/sandbox/server.ts'
import type { SandboxVersionName } from '../../../src/sandbox/versions/version-facts.ts'
import { basic } from '../../support/start-gateway.ts'

/** Owned in the TB Programme (PROTECTED) by a facility that neither clerk captures for; `clerk_wide` may search there. */
const patient = 'hYuU120F1C3'
const tb = 'iZG9zn4IHfP'
/** A facility of Amberia, where `clerk_north` captures. */
const northern = 'b6apfGG6HIi'

const sandboxes: Sandbox[] = []
afterEach(async () => {
  await Promise.all(sandboxes.splice(0).map((sandbox) => sandbox.close()))
})

async function start(version: SandboxVersionName) {
  const sandbox = await createSandbox({ version })
  sandboxes.push(sandbox)
  return async (method: string, path: string, as = 'admin') => {
    const response = await fetch(`${sandbox.url}/api/${path}`, { method, headers: { authorization: basic(as) } })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true
    return { status: response.status, body: isJson ? JSON.parse(text) : {} }
  }
}

const override = (entity: string, program: string): string =>
  `tracker/ownership/override?trackedEntity=${entity}&program=${program}&reason=care`
const transfer = (entity: string, program: string, orgUnit: string): string =>
  `tracker/ownership/transfer?trackedEntity=${entity}&program=${program}&orgUnit=${orgUnit}`
const one = `tracker/trackedEntities/${patient}?program=${tb}&fields=programOwners[orgUnit],enrollments[events[event]]`

test('a broken glass lets the user who broke it read, and nobody else', async () => {
  const ask = await start('2.42')
  expect((await ask('GET', one, 'clerk_wide')).status).toBe(404)
  expect((await ask('POST', override(patient, tb), 'clerk_wide')).status).toBe(200)
  const { status, body } = await ask('GET', one, 'clerk_wide')
  expect(status).toBe(200)
  expect(body.enrollments[0].events.length).toBeGreaterThan(0)
  expect((await ask('GET', one, 'clerk_north')).status).toBe(404)
  const events = `tracker/events?program=${tb}&fields=trackedEntity&paging=false`
  const ofPatient = ({ trackedEntity }: { trackedEntity: string }) => trackedEntity === patient
  // Lists of events heed it only where they name the tracked entity.
  expect((await ask('GET', events, 'clerk_wide')).body.events.filter(ofPatient)).toEqual([])
  const named = await ask('GET', `${events}&trackedEntity=${patient}`, 'clerk_wide')
  expect(named.body.events.length).toBeGreaterThan(0)
})

test('after a transfer the new owner is told, and its clerks read and write instead of those of the old one', async () => {
  const ask = await start('2.42')
  expect((await ask('GET', one, 'clerk_north')).status).toBe(404)
  expect((await ask('PUT', transfer(patient, tb, northern), 'clerk_north')).status).toBe(404)
  expect((await ask('PUT', transfer(patient, tb, northern))).status).toBe(200)
  const { body } = await ask('GET', one, 'clerk_north')
  expect(body.programOwners).toEqual([{ orgUnit: northern }])
  const list = `tracker/trackedEntities?program=${tb}&fields=trackedEntity&paging=false&orgUnits=${northern}`
  const { body: found } = await ask('GET', list, 'clerk_north')
  expect(found.trackedEntities).toContainEqual({ trackedEntity: patient })
})

test.each([
  ['2.42', 'admin', override(patient, tb), 403, 'Current user is a superuser.'],
  ['2.42', 'clerk_north', override(patient, tb), 403, "not in the user's search scope."],
  ['2.42', 'clerk_wide', override(patient, 'U7oMv90laog'), 403, 'U7oMv90laog access level is OPEN.'],
  ['2.42', 'clerk_wide', override('abcdefghijk', tb), 403, 'Tracked entity supplied does not exist.'],
  ['2.42', 'clerk_wide', override(patient, 'XeJ1WgcCVBW'), 403, 'Program supplied is not a tracker program.'],
  ['2.43', 'clerk_wide', override('abcdefghijk', tb), 404, 'Tracked entity supplied does not exist.'],
  ['2.43', 'clerk_wide', override(patient, 'XeJ1WgcCVBW'), 400, 'is not a tracker program.'],
  ['2.41', 'clerk_wide', override(patient, 'abcdefghijk'), 403, 'Program supplied does not exist.'],
] as const)('%s refuses %s to break the glass by %s', async (version, as, path, status, message) => {
  const ask = await start(version)
  const answer = await ask('POST', path, as)
  expect(answer.status).toBe(status)
  expect(answer.body.message).toContain(message)
})

test.each([
  ['2.43', 'admin', transfer(patient, tb, 'jgBAH8jdqC4'), 400, 'is already jgBAH8jdqC4'],
  ['2.43', 'admin', transfer(patient, tb, 'abcdefghijk'), 404, 'Org unit supplied does not exist.'],
  ['2.43', 'admin', transfer(patient, 'abcdefghijk', northern), 404, 'Program with id abcdefghijk'],
  [
    '2.42',
    'admin',
    `tracker/ownership/transfer?trackedEntity=${patient}&program=${tb}`,
    400,
    "'orgUnit' is not present",
  ],
  [
    '2.42',
    'admin',
    `${transfer(patient, tb, northern)}&ou=${northern}`,
    400,
    "Only one parameter of 'ou' and 'orgUnit'",
  ],
] as const)('%s refuses %s to transfer by %s', async (version, as, path, status, message) => {
  const ask = await start(version)
  const answer = await ask('PUT', path, as)
  expect(answer.status).toBe(status)
  expect(answer.body.message).toContain(message)
})

test('2.41 refuses a transfer to an org unit out of scope and one by who has no access', async () => {
  const ask = await start('2.41')
  const path = (orgUnit: string): string =>
    `tracker/ownership/transfer?trackedEntityInstance=${patient}&program=${tb}&ou=${orgUnit}`
  const outOfScope = await ask('PUT', path('km7DjCCL8kC'), 'clerk_north')
  expect(outOfScope).toMatchObject({ status: 403, body: { errorCode: 'E1006' } })
  const withoutAccess = await ask('PUT', path(northern), 'clerk_north')
  expect(withoutAccess.status).toBe(403)
  expect(withoutAccess.body.message).toContain('does not have access to change ownership')
})

test('2.38 breaks no glass where it may not, and says that it did', async () => {
  const ask = await start('2.38')
  const path = `tracker/ownership/override?trackedEntityInstance=${patient}&program=U7oMv90laog&reason=care`
  expect((await ask('POST', path, 'clerk_wide')).status).toBe(200)
  expect((await ask('GET', one, 'clerk_wide')).status).not.toBe(200)
})
