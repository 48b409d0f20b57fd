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

test('right credentials beside the cookie of another user take that session over', async () => {
  const signIn = createSignIn(dataset, async () => {})
  const opened = await signIn.check(right)
  const cookie = `JSESSIONID=${opened.outcome === 'user' ? opened.newSession : undefined}`
  const other = await signIn.check({ authorization: `Basic ${btoa('viewer:Tracker-123')}`, cookie })
  expect(other).toMatchObject({ outcome: 'user', user: { username: 'viewer' }, newSession: undefined })
  expect(await signIn.check({ cookie })).toMatchObject({ outcome: 'user', user: { username: 'viewer' } })
  expect(signIn.sessionCount()).toBe(1)
})

test('very many sessions push out those longest unused', async () => {
  const signIn = createSignIn(dataset, async () => {})
  const cookies: string[] = []
  for (let count = 0; count < 10_000; count += 1) {
    const opened = await signIn.check(right)
    if (opened.outcome === 'user') cookies.push(`JSESSIONID=${opened.newSession}`)
  }
  await signIn.check({ cookie: cookies[0] })
  await signIn.check(right)
  expect(signIn.sessionCount()).toBe(10_000)
  expect(await signIn.check({ cookie: cookies[0] })).toMatchObject({ outcome: 'user' })
  expect(await signIn.check({ cookie: cookies[1] })).toMatchObject({ outcome: 'unknown' })
})
