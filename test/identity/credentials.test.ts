import { expect, test } from 'vitest'
import { createIdentify, credentialsOf } from '../../src/identity/credentials.ts'

test.each([
  ['Basic abc', 'basic'],
  ['ApiToken d2p_x', 'token'],
  ['Bearer x', 'bearer'],
])('%s goes upstream as it is', (authorization, kind) => {
  expect(credentialsOf(new Headers({ authorization, cookie: 'JSESSIONID=s' }))).toEqual({
    kind,
    headers: { authorization },
  })
})

test('of the cookies only a DHIS2 session goes upstream', () => {
  expect(credentialsOf(new Headers({ cookie: 'theme=dark; JSESSIONID=s; other=1' }))).toEqual({
    kind: 'cookie',
    headers: { cookie: 'JSESSIONID=s' },
  })
})

test('a header that is not understood is no reason to use the cookie or the service account', () => {
  const headers = new Headers({ authorization: 'Digest x', cookie: 'JSESSIONID=s' })
  expect(credentialsOf(headers, 'ApiToken service')).toBeUndefined()
})

test('the service account serves those who bring nothing', () => {
  expect(credentialsOf(new Headers(), 'ApiToken service')?.kind).toBe('token')
  expect(credentialsOf(new Headers())).toBeUndefined()
})

test('cache keys tell logins apart and show nothing of them', () => {
  const identify = createIdentify(undefined)
  const key = (authorization: string): string => identify(new Headers({ authorization }))?.key ?? ''
  expect(key('Basic one')).toBe(key('Basic one'))
  expect(key('Basic one')).not.toBe(key('Basic two'))
  expect(key('Basic one')).not.toContain('one')
  expect(createIdentify(undefined)(new Headers({ authorization: 'Basic one' }))?.key).not.toBe(key('Basic one'))
})
