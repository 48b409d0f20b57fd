import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../../../src/sandbox/server.ts'
import { recordedExchanges } from '../../recordings/exchanges.ts'
import { basic } from '../../support/start-gateway.ts'
import { ids } from './asking.ts'

const child = `trackedEntities/X0guBImuthe/changeLogs?program=${ids.childProgramme}`
const visit = 'events/ZMMvnkUlsWX/changeLogs?pageSize=50'

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await createSandbox()
})

afterAll(() => sandbox.close())

type Entry = Record<string, unknown> & { type: string; change: Record<string, Record<string, string>> }

async function log(path: string): Promise<Entry[]> {
  const response = await fetch(`${sandbox.url}/api/tracker/${path}`, { headers: { authorization: basic('admin') } })
  return (await response.json()).changeLogs
}

/** Type, kind and the names of what is told: `DELETE eventField field,previousValue`. */
const shapes = (entries: Entry[]): Set<string> =>
  new Set(
    entries.flatMap(({ type, change }) =>
      Object.entries(change).map(([kind, values]) => `${type} ${kind} ${Object.keys(values).join()}`),
    ),
  )

function recorded(wanted: number, version = '2.42'): { path: string; body: unknown } {
  const exchange = recordedExchanges(version).find(({ number }) => number === wanted)
  if (exchange === undefined) throw new Error(`there is no recording ${wanted}`)
  return { path: exchange.request.path, body: exchange.response.body }
}

const recordedLog = (number: number): Entry[] => Object(recorded(number).body).changeLogs

test('changes after the import have the forms that recordings 536 and 537 show', async () => {
  // The recorders created and deleted a place; here one is moved.
  const places = (shape: string): boolean => !shape.includes('eventField')
  const ofVisit = shapes(await log(visit))
  for (const shape of [...shapes(recordedLog(536))].filter(places)) expect(ofVisit).toContain(shape)
  const ofChild = shapes(await log(child))
  for (const shape of shapes(recordedLog(537))) expect(ofChild).toContain(shape)
  expect(ofVisit).toContain('UPDATE eventField field,previousValue,currentValue')
})

test('read from its end, a log leads to the values that a record has', async () => {
  const values = new Map<string, string | undefined>()
  for (const { change } of (await log(visit)).toReversed()) {
    const { dataElement, previousValue, currentValue } = change['dataValue'] ?? {}
    if (dataElement === undefined) continue
    expect(values.get(dataElement)).toBe(previousValue)
    values.set(dataElement, currentValue)
  }
  const response = await fetch(`${sandbox.url}/api/tracker/events/ZMMvnkUlsWX?fields=dataValues[dataElement,value]`, {
    headers: { authorization: basic('admin') },
  })
  const { dataValues } = await response.json()
  const left = [...values]
    .filter(([, value]) => value !== undefined)
    .map(([dataElement, value]) => ({ dataElement, value }))
  expect(new Set(left)).toEqual(new Set(dataValues))
})

test('a log can be filtered by who changed, and of one who is gone tells the name alone', async () => {
  const byClerk = await log(`${visit}&filter=username:eq:clerk_north`)
  expect(byClerk.map(({ createdBy }) => Object(createdBy).username)).toEqual(['clerk_north', 'clerk_north'])
  const [byGone] = await log(`${child}&filter=username:eq:clerk_gone`)
  expect(byGone?.['createdBy']).toEqual({ username: 'clerk_gone' })
})

test('a log is sorted by who changed, newest first among the changes of one', async () => {
  const entries = await log(`${child}&order=username:desc`)
  const names = entries.map(({ createdBy }) => Object(createdBy).username)
  expect(names).toEqual(names.toSorted().reverse())
  const ofAdmin = entries.filter(({ createdBy }) => Object(createdBy).username === 'admin')
  const times = ofAdmin.map(({ createdAt }) => String(createdAt))
  expect(times).toEqual(times.toSorted().reverse())
})

test('2.41 does not log fields of events, and tells the next page as 2.42 does (its recording 536)', async () => {
  const older = await createSandbox({ version: '2.41' })
  const ask = async (path: string) =>
    (await fetch(`${older.url}/api/tracker/${path}`, { headers: { authorization: basic('admin') } })).json()
  const kinds = (await ask(visit)).changeLogs.flatMap(({ change }: Entry) => Object.keys(change))
  expect(new Set(kinds)).toEqual(new Set(['dataValue']))
  const { pager } = await ask('events/ZMMvnkUlsWX/changeLogs?pageSize=5')
  const told = JSON.stringify(pager).replace(older.url, '').replaceAll('ZMMvnkUlsWX', 'a4FecsqH9BM')
  expect(JSON.parse(told)).toEqual(Object(recorded(536, '2.41').body).pager)
  await older.close()
})

test.each([536, 537])('2.43 keeps no log unless a program asks for it (its recording %i)', async (number) => {
  const newer = await createSandbox({ version: '2.43' })
  const { path, body } = recorded(number, '2.43')
  const response = await fetch(newer.url + path, { headers: { authorization: basic('admin') } })
  expect(await response.json()).toEqual(body)
  await newer.close()
})
