import { expect, test } from 'vitest'
import { loadDataset } from '../../src/sandbox/dataset.ts'
import { createSignIn } from '../../src/sandbox/sign-in.ts'

const dataset = loadDataset()
const right = { authorization: `Basic ${btoa('admin:district')}` }
const wrong = { authorization: `Basic ${btoa('admin:wrong')}` }

test('the cost of bcrypt is paid by every Basic check, right or wrong, and by no session', async () => {
  let paid = 0
  const signIn = createSignIn(dataset, async () => {
    paid += 1
  })
  const opened = await signIn.check(right)
  await signIn.check(wrong)
  expect(paid).toBe(2)
  const session = opened.outcome === 'user' ? opened.newSession : undefined
  const cookie = `other=1; JSESSIONID=${session}`
  expect(await signIn.check({ cookie })).toMatchObject({ outcome: 'user', kind: 'session' })
  expect(paid).toBe(2)
})

test('a cookie beside right credentials of another user answers as that user and opens no second session', async () => {
  const signIn = createSignIn(dataset, async () => {})
  const opened = await signIn.check(right)
  const session = opened.outcome === 'user' ? opened.newSession : undefined
  const other = await signIn.check({
    authorization: `Basic ${btoa('viewer:Tracker-123')}`,
    cookie: `JSESSIONID=${session}`,
  })
  expect(other).toMatchObject({ outcome: 'user', user: { username: 'viewer' }, newSession: undefined })
  expect(signIn.sessionCount()).toBe(1)
})
