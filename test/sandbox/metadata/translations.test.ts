import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../../../src/sandbox/server.ts'
import { basic } from '../../support/start-gateway.ts'

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await createSandbox()
})

afterAll(() => sandbox.close())

async function ask(path: string, as = 'clerk_fr', headers: Record<string, string> = {}) {
  const response = await fetch(`${sandbox.url}/api/${path}`, { headers: { authorization: basic(as), ...headers } })
  const text = await response.text()
  return response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text
}

const weight = 'dataElements/f6gE41nTCTn?fields=name,displayName,formName,displayFormName'

test('names follow the language that the user has set', async () => {
  expect(await ask(weight)).toEqual({
    name: 'MCH Weight (g)',
    displayName: 'Poids (g)',
    formName: 'Weight (g)',
    displayFormName: 'Poids',
  })
  expect(await ask(weight, 'clerk_wide')).toMatchObject({
    displayName: 'MCH Weight (g)',
    displayFormName: 'Weight (g)',
  })
})

test('no parameter and no header changes the language', async () => {
  expect((await ask(`${weight}&locale=fr`, 'admin')).displayName).toBe('MCH Weight (g)')
  expect((await ask(weight, 'admin', { 'accept-language': 'fr' })).displayName).toBe('MCH Weight (g)')
  expect((await ask(`${weight}&locale=en`, 'clerk_fr', { 'accept-language': 'en' })).displayName).toBe('Poids (g)')
})

test('names are translated inside other objects, in collections, and where they are made of two', async () => {
  const program = await ask(
    'programs/U7oMv90laog?fields=displayName,displayShortName,displayDescription,programStages[displayName],trackedEntityType[displayName],programTrackedEntityAttributes[displayName]',
  )
  expect(program).toMatchObject({
    displayName: 'Programme enfants',
    displayShortName: 'Enfants',
    displayDescription: expect.stringContaining('vaccination'),
    trackedEntityType: { displayName: 'Personne' },
  })
  expect(program.programStages.map(({ displayName }: { displayName: string }) => displayName)).toEqual([
    'Naissance',
    'Visite postnatale',
    'Vaccination',
  ])
  expect(program.programTrackedEntityAttributes).toContainEqual({ displayName: 'Programme enfants Prénom' })
  expect(program.programTrackedEntityAttributes).toContainEqual({ displayName: 'Programme enfants Residence' })
})

test('what has no translation, or none for the property, keeps its own text', async () => {
  expect(await ask('trackedEntityAttributes/UrRasfAwg7i?fields=displayName,displayFormName')).toEqual({
    displayName: 'Residence',
    displayFormName: 'Residence',
  })
  // With a form name of its own in English alone, as DHIS2 does.
  expect(await ask('dataElements/g0Qbfdshgk5?fields=displayName,displayFormName')).toEqual({
    displayName: "SMI Score d'Apgar",
    displayFormName: 'Apgar score',
  })
  expect(await ask('programStages/cYE9ZDntzMW?fields=displayDescription')).toEqual({
    displayDescription: 'Postnatal visit of the Child Programme',
  })
})

test('lists are filtered and sorted by the translated names', async () => {
  const found = await ask('programStages?filter=displayName:like:Visite&fields=id,displayName')
  expect(found.programStages).toEqual([{ displayName: 'Visite postnatale', id: 'cYE9ZDntzMW' }])
  const options = await ask('options?filter=id:in:[BFUyiAqmKp2,jEfUl4RRPMp]&fields=displayName&order=displayName:desc')
  expect(options.options).toEqual([{ displayName: 'Masculin' }, { displayName: 'Féminin' }])
})

test('everybody can read the translations themselves', async () => {
  const { translations } = await ask('programs/U7oMv90laog?fields=translations[property,locale,value]', 'admin')
  expect(translations).toContainEqual({ property: 'NAME', locale: 'pt_BR', value: 'Programa da criança' })
  expect(translations).toContainEqual({ property: 'SHORT_NAME', locale: 'pt', value: 'Infantil' })
  expect(await ask('programs/CuYRmnuHL3B?fields=translations', 'admin')).toEqual({ translations: [] })
})

test('the tracker export names attributes in English whatever the user has set', async () => {
  const { attributes } = await ask('tracker/trackedEntities/OHUI8WXlIvy?fields=attributes[attribute,displayName]')
  expect(attributes).toContainEqual({ attribute: 'cTcePYIrfPz', displayName: 'First name' })
})

test('a user reads the setting as JSON, as text, and in their own user', async () => {
  expect(await ask('userSettings')).toMatchObject({ keyDbLocale: 'fr', keyUiLocale: 'en' })
  expect(await ask('userSettings?key=keyDbLocale')).toEqual({ keyDbLocale: 'fr' })
  expect(await ask('userSettings/keyDbLocale')).toBe('fr')
  expect(await ask('userSettings/keyDbLocale', 'clerk_north')).toBe('en')
  expect(await ask('me?fields=settings[keyDbLocale]')).toEqual({ settings: { keyDbLocale: 'fr' } })
  expect(await ask('userSettings/keyNothing')).toMatchObject({ httpStatusCode: 404 })
})
