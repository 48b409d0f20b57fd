import { expect, test } from 'vitest'
import type { SandboxOptions } from '../../src/sandbox/server.ts'
import { recordedExchanges } from '../recordings/exchanges.ts'
import { startGateway } from '../support/start-gateway.ts'

const legacyEntity = recordedExchanges('2.41').find(({ file }) => file === '233-legacy-tei-one')

/** A 2.41 whose proxy lets only the endpoints before /api/tracker through. */
const withoutNew: SandboxOptions = {
  version: '2.41',
  seeded: false,
  interfere: ({ url = '' }) => {
    if (url.startsWith('/api/tracker/'))
      return {
        status: 404,
        headers: { 'content-type': 'text/html' },
        body: '<!doctype html><html><body>404</body></html>',
      }
    if (url.startsWith('/api/trackedEntityInstances/OHUI8WXlIvy'))
      return {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(legacyEntity?.response.body),
      }
    return undefined
  },
}

const CHILD = `{ trackedEntity(id: "OHUI8WXlIvy", program: "U7oMv90laog") { id inactive orgUnit { displayName }
  attributes { value attribute { displayName } }
  enrollments { nodes { id status enrolledAt occurredAt followUp events { nodes { id status occurredAt scheduledAt
    dataValues { value dataElement { displayName } } } } } } } }`

/** Lists of one object come in no promised order. */
function unordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unordered).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unordered(inner)]))
}

test('where the new endpoints are missing the legacy ones answer the same, and that is remembered', async () => {
  const [cut, whole] = await Promise.all([
    startGateway({}, withoutNew),
    startGateway({}, { version: '2.41', seeded: false }),
  ])
  expect(unordered(await cut.read(CHILD))).toEqual(unordered(await whole.read(CHILD)))
  cut.takeRequests()
  await cut.read(CHILD)
  expect(cut.takeRequests().filter((url) => url.includes('/tracker/'))).toEqual([])
  await Promise.all([cut.close(), whole.close()])
})

test('DHIS2_TRACKER_API=new does not fall back, and says what is missing', async () => {
  const gateway = await startGateway({ DHIS2_TRACKER_API: 'new' }, withoutNew)
  const { errors } = await gateway.ask(CHILD)
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNSUPPORTED_BY_SERVER', dhis2: { status: 404 } })
  await gateway.close()
})

test('DHIS2_TRACKER_API=legacy is refused where DHIS2 has no such endpoints', async () => {
  const gateway = await startGateway({ DHIS2_TRACKER_API: 'legacy' }, { version: '2.42' })
  const { errors } = await gateway.ask(CHILD)
  expect(errors?.[0]?.message).toContain('set DHIS2_TRACKER_API to auto')
  await gateway.close()
})
