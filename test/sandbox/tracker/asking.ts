import { loadDataset, type SandboxUser } from '../../../src/sandbox/dataset.ts'
import type { SandboxRoute } from '../../../src/sandbox/exchange.ts'
import { createTrackerRoute } from '../../../src/sandbox/tracker/route.ts'

/** The dataset that every test here reads. */
export const dataset = loadDataset()

/** Ids of the dataset by the names that its catalogue gives them. */
export const ids = {
  country: 'xFHN90MB0JE',
  amberia: 'e2DGni7zEkW',
  borano: 'JB9zAZ6KJAg',
  childProgramme: 'U7oMv90laog',
  tbProgramme: 'iZG9zn4IHfP',
  hivCare: 'CuYRmnuHL3B',
  malariaFocus: 'loA9a9O6sjE',
  inpatient: 'XeJ1WgcCVBW',
  person: 'UpgtDS3CDR9',
  sex: 'WRkWhyijZxP',
  lastName: 'GxzwGQPmIkq',
  residence: 'UrRasfAwg7i',
  ageInYears: 'XAFxKt9ELw7',
} as const

/** Everything of the Child Programme, as the administrator sees it. */
export const children = `program=${ids.childProgramme}&orgUnits=${ids.country}&orgUnitMode=DESCENDANTS`

/** A row of a list, read by name. */
export type Row = Record<string, unknown>

/** An answer of the tracker export. */
export interface Answer {
  status: number
  body: Row
}

/** What asks a tracker export for a path below `/api/tracker/`, as a user of the dataset. */
export function asker(route: SandboxRoute): (path: string, username?: string) => Answer {
  return (path, username = 'admin') => {
    const url = new URL(path, 'http://dhis2.example/api/tracker/')
    const answer = route({
      method: 'GET',
      path: url.pathname.slice('/api/'.length),
      query: url.searchParams,
      url: url.pathname + url.search,
      headers: { host: url.host },
      body: undefined,
      user: userNamed(username),
    })
    if (answer === undefined) throw new Error(`${path} is not served`)
    return { status: answer.status, body: isRow(answer.body) ? answer.body : {} }
  }
}

/** Asks the tracker export of the default version. */
export const ask = asker(createTrackerRoute(dataset))

/** The rows of a list; fails when the list is refused. */
export function rowsOf({ status, body }: Answer): Row[] {
  if (status !== 200) throw new Error(`refused with ${status}: ${String(body['message'])}`)
  const [, list] = Object.entries(body).find(([, value]) => Array.isArray(value)) ?? []
  return listOf(list)
}

/** The texts under one name of all rows of a list. */
export function column(answer: Answer, name: string): string[] {
  return rowsOf(answer).map((row) => String(row[name]))
}

/** A value that is a list of rows. */
export function listOf(value: unknown): Row[] {
  return Array.isArray(value) ? value.filter(isRow) : []
}

/** The value of an attribute or data element of a row. */
export function valueIn(row: Row | undefined, id: string): string | undefined {
  const values = [...listOf(row?.['attributes']), ...listOf(row?.['dataValues'])]
  const found = values.find((value) => value['attribute'] === id || value['dataElement'] === id)
  return found === undefined ? undefined : String(found['value'])
}

function userNamed(username: string): SandboxUser {
  const user = dataset.users.get(username)
  if (user === undefined) throw new Error(`the dataset has no user ${username}`)
  return user
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
