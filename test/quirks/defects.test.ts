import { expect, test } from 'vitest'
import { startGateway } from '../support/start-gateway.ts'

const json = (status: number, body: object) => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

test('where CHILDREN fails, the units and their children are asked for one by one, and the answer is the same', async () => {
  const query = `{ trackedEntities(program: "U7oMv90laog", orgUnits: ["e2DGni7zEkW"], orgUnitMode: CHILDREN, first: 20) {
    nodes { id } totalCount } }`
  const sound = await startGateway()
  const failing = await startGateway(
    {},
    {
      interfere: ({ url = '' }) =>
        url.includes('orgUnitMode=CHILDREN')
          ? json(409, { httpStatusCode: 409, status: 'ERROR', message: 'could not initialize proxy - no Session' })
          : undefined,
    },
  )
  const wanted = await sound.read(query)
  expect(await failing.read(query)).toEqual(wanted)
  const requests = failing.takeRequests().filter((url) => url.includes('/tracker/'))
  expect(requests.at(-1)).toContain('orgUnitMode=SELECTED')
  await Promise.all([sound.close(), failing.close()])
})

test('a read that failed to commit is tried once more', async () => {
  let failures = 0
  const gateway = await startGateway(
    {},
    {
      interfere: ({ url = '' }) => {
        if (!url.includes('/tracker/') || failures > 0) return undefined
        failures += 1
        return json(500, { httpStatusCode: 500, status: 'ERROR', message: 'Could not commit JPA transaction' })
      },
    },
  )
  const { enrollments } = await gateway.read<{ enrollments: { nodes: unknown[] } }>(
    '{ enrollments(program: "U7oMv90laog", first: 3) { nodes { id } } }',
  )
  expect(failures).toBe(1)
  expect(enrollments.nodes).toHaveLength(3)
  await gateway.close()
})
