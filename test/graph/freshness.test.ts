import { afterAll, beforeAll, expect, test } from 'vitest'
import { basic, startGateway, type TestGateway } from '../support/start-gateway.ts'

/** The sandbox's answers to metadata requests pass through here, so that a test can translate or change them. */
let change: (body: string, url: string) => string = (body) => body
let origin: TestGateway
let gateway: TestGateway
beforeAll(async () => {
  origin = await startGateway()
  gateway = await startGateway(
    {},
    {
      interfere: async ({ url = '' }) => {
        if (!/^\/api\/(programs|dataElements|options)\?/.test(url)) return undefined
        const answer = await fetch(origin.sandbox.url + url, { headers: { authorization: basic('admin') } })
        return { status: 200, headers: { 'content-type': 'application/json' }, body: change(await answer.text(), url) }
      },
    },
  )
})
afterAll(() => Promise.all([gateway.close(), origin.close()]))

async function names(headers: Record<string, string> = {}, selection = 'displayName'): Promise<unknown> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: basic('admin'), ...headers },
    body: JSON.stringify({ query: `{ program(id: "U7oMv90laog") { ${selection} } }` }),
  })
  const { data } = (await response.json()) as { data: { program: unknown } }
  return data.program
}

test('metadata is kept for a while, and Cache-Control: no-cache makes it fresh for all who follow', async () => {
  expect(await names()).toEqual({ displayName: 'Child Programme' })
  change = (body) => body.replaceAll('Child Programme', 'Child Health')
  expect(await names()).toEqual({ displayName: 'Child Programme' })
  expect(await names({ 'cache-control': 'no-cache' })).toEqual({ displayName: 'Child Health' })
  expect(await names()).toEqual({ displayName: 'Child Health' })
  change = (body) => body
})

test('an object that was missing a moment ago is asked for again', async () => {
  const read = '{ dataElement(id: "g0Qbfdshgk5") { name } }'
  change = (body, url) => (url.startsWith('/api/dataElements') ? '{"dataElements":[]}' : body)
  expect((await gateway.ask(read)).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND')
  change = (body) => body
  expect(await gateway.read(read)).toEqual({ dataElement: { name: 'MCH Apgar score' } })
})

const TRANSLATIONS = [
  { property: 'NAME', locale: 'fr', value: 'Programme enfant' },
  { property: 'NAME', locale: 'pt_BR', value: 'Programa infantil' },
]

test('names come in the language of the argument or the header, with its region first, else as entered', async () => {
  change = (body, url) =>
    url.includes('translations')
      ? JSON.stringify({ programs: [{ id: 'U7oMv90laog', translations: TRANSLATIONS }] })
      : body
  const header = (locale: string): Promise<unknown> => names({ 'x-dhis2-locale': locale })
  expect(await names({ 'cache-control': 'no-cache' })).toEqual({ displayName: 'Child Programme' })
  expect(await header('fr')).toEqual({ displayName: 'Programme enfant' })
  expect(await header('fr-CA')).toEqual({ displayName: 'Programme enfant' })
  expect(await header('pt-BR')).toEqual({ displayName: 'Programa infantil' })
  expect(await header('pt')).toEqual({ displayName: 'Child Programme' })
  expect(await names()).toEqual({ displayName: 'Child Programme' })
  expect(await names({ 'x-dhis2-locale': 'pt-BR' }, 'fr: displayName(locale: "fr") displayName name')).toEqual({
    fr: 'Programme enfant',
    displayName: 'Programa infantil',
    name: 'Child Programme',
  })
})

test('a locale that is none is refused by name', async () => {
  const { errors } = await gateway.ask('{ program(id: "U7oMv90laog") { displayName(locale: "!") } }')
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'locale' })
})
