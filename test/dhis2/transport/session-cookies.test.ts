import { expect, test } from 'vitest'
import { cookieHeader, holdsSession, takeCookies } from '../../../src/dhis2/transport/session-cookies.ts'

const answer = (setCookie: string | string[]) => ({ status: 200, headers: { 'set-cookie': setCookie }, body: '' })

test('new cookies are taken, changed ones replaced, deleted ones dropped, attributes left out', () => {
  const cookies = new Map<string, string>()
  takeCookies(cookies, answer(['JSESSIONID=a=1; Path=/dhis; HttpOnly; Secure', 'node=n1; Max-Age=60', 'gone=x']))
  expect(cookieHeader(cookies)).toBe('JSESSIONID=a=1; node=n1; gone=x')
  takeCookies(
    cookies,
    answer(['JSESSIONID=b', 'node=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'gone=; Max-Age=0', 'odd', '=odd']),
  )
  expect(cookieHeader(cookies)).toBe('JSESSIONID=b')
})

test('a session is told by the cookie of Tomcat or of Spring Session', () => {
  for (const [line, holds] of [
    ['JSESSIONID=a', true],
    ['SESSION=a', true],
    ['node=n1', false],
    ['JSESSIONID=', false],
  ] as const) {
    const cookies = new Map<string, string>()
    takeCookies(cookies, answer(line))
    expect(holdsSession(cookies)).toBe(holds)
  }
})
