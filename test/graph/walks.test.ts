import { afterAll, beforeAll, expect, test } from 'vitest'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterAll(() => gateway.close())

test('a walk to and fro that would never end in time is stopped, with one error that says so', async () => {
  let walk = 'id'
  for (let level = 0; level < 40; level++) walk = `parent { children { ${walk} } }`
  const { data, errors } = await gateway.ask(
    `{ organisationUnits(first: 2, where: { level: 3 }) { nodes { ${walk} } } }`,
    {
      as: 'clerk_north',
    },
  )
  expect(data).not.toBeNull()
  expect(errors).toHaveLength(1)
  expect(errors?.[0]).toMatchObject({
    message: expect.stringContaining('related objects'),
    extensions: { code: 'BAD_USER_INPUT' },
  })
  expect(await gateway.read('{ me { username } }')).toEqual({ me: { username: 'admin' } })
})

test('a list that fails is null by itself; what else was asked for stands', async () => {
  const { data, errors } = await gateway.ask(
    '{ me { username } trackedEntities(program: "abcdefghijk") { nodes { id } } programs(first: -1) { totalCount } }',
  )
  expect(data).toEqual({ me: { username: 'admin' }, trackedEntities: null, programs: null })
  expect(errors?.map(({ path }) => path)).toEqual(expect.arrayContaining([['trackedEntities'], ['programs']]))
})
