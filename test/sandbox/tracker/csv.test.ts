import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../../../src/sandbox/server.ts'
import { basic } from '../../support/start-gateway.ts'
import { ids } from './asking.ts'

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await createSandbox()
})

afterAll(() => sandbox.close())

function ask(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${sandbox.url}/api/tracker/${path}`, { headers: { authorization: basic('admin'), ...headers } })
}

/** The cells of each line, without quotes; no cell of these tests holds a comma. */
async function linesOf(response: Response): Promise<string[][]> {
  const text = await response.text()
  expect(text.endsWith('\n')).toBe(true)
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(',').map((cell) => cell.replaceAll('"', '')))
}

test('events as CSV have a line for each data value, whatever page is asked for', async () => {
  const query = 'enrollments=zMHyJh4zkgK&order=event:asc'
  const answer = await ask(`events.csv?${query}&pageSize=1&fields=event`)
  expect(answer.headers.get('content-type')).toBe('application/csv;charset=UTF-8')
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename=events.csv')
  const [header = [], ...lines] = await linesOf(answer)
  const { events } = await (await ask(`events?${query}&paging=false&fields=event,dataValues`)).json()
  const wanted = events.flatMap(({ event, dataValues }: { event: string; dataValues: Record<string, string>[] }) =>
    dataValues.length === 0 ? [[event, '', '']] : dataValues.map((one) => [event, one['dataElement'], one['value']]),
  )
  const columns = ['event', 'dataElement', 'value'].map((name) => header.indexOf(name))
  expect(lines.map((line) => columns.map((column) => line[column]))).toEqual(wanted)
  expect(new Set(lines.map((line) => line.length))).toEqual(new Set([header.length]))
})

test('an Accept of CSV does as the ending, and the header can be left out', async () => {
  const query = 'events?enrollments=zMHyJh4zkgK'
  const whole = await linesOf(await ask(query, { accept: 'text/csv' }))
  const bare = await linesOf(await ask(`${query}&skipHeader=true`, { accept: 'application/csv' }))
  expect(bare).toEqual(whole.slice(1))
})

test('geometry is text, with the corners of a point beside it', async () => {
  const query = `program=${ids.childProgramme}&order=event:asc`
  const [header = [], ...lines] = await linesOf(await ask(`events.csv?${query}`))
  const [geometry, latitude, longitude] = ['geometry', 'latitude', 'longitude'].map((name) => header.indexOf(name))
  const placed = lines.find((line) => line[geometry ?? -1]?.startsWith('POINT'))
  expect(placed?.[geometry ?? -1]).toBe(`POINT (${placed?.[longitude ?? -1]} ${placed?.[latitude ?? -1]})`)
  const foci = await (await ask(`trackedEntities.csv?program=${ids.malariaFocus}&orgUnitMode=ACCESSIBLE`)).text()
  expect(foci).toMatch(/"POLYGON \(\(-?\d+\.\d+ -?\d+\.\d+, /)
})

test('what is refused as JSON is refused as JSON here too', async () => {
  const answer = await ask('events.csv?order=nothing')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/json;charset=UTF-8'])
})

test('other lists have no CSV', async () => {
  expect(
    (await ask(`enrollments?program=${ids.childProgramme}`, { accept: 'text/csv' })).headers.get('content-type'),
  ).toContain('json')
})
