import { readFileSync } from 'node:fs'

const query = readFileSync(new URL('../../schema/operations/ChildrenWithVisits.graphql', import.meta.url), 'utf8')
const program = 'U7oMv90laog'
const country = 'xFHN90MB0JE'

/** What the nested REST call selects. */
export const FIELDS =
  'trackedEntity,orgUnit,attributes[attribute,value],enrollments[enrollment,status,enrolledAt,orgUnit,events[event,status,occurredAt,programStage,orgUnit,dataValues[dataElement,value]]]'

/** Up to 2.40 lists have the singular of these parameters. */
const olderVersions = ['2.38', '2.40']

/** What was asked of a server, in bytes of the answer. */
export interface Asked {
  bytes: number
  text: string
}

/** What a question may have beside its size: headers, the cursor to go on from, and another org unit than the country. */
export interface AskOptions {
  headers?: Readonly<Record<string, string>>
  after?: string | undefined
  orgUnit?: string
}

/** Asks the example query, children with their visits, of the gateway at this address. */
export function askGateway(
  url: string,
  authorization: string,
  first: number,
  { headers = {}, after, orgUnit = country }: AskOptions = {},
): Promise<Asked> {
  const variables = { program, orgUnits: [orgUnit], orgUnitMode: 'DESCENDANTS', first, after }
  return asked(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  })
}

/** Asks DHIS2 itself for the same rows, without their names, by the one nested call that a good programmer writes by hand. */
export function askRest(url: string, authorization: string, first: number, version: string): Promise<Asked> {
  const [units, mode] = olderVersions.includes(version) ? ['orgUnit', 'ouMode'] : ['orgUnits', 'orgUnitMode']
  const path = `/api/tracker/trackedEntities?program=${program}&${units}=${country}&${mode}=DESCENDANTS&pageSize=${first}&fields=${encodeURIComponent(FIELDS)}`
  return asked(`${url}${path}`, { headers: { authorization } })
}

async function asked(url: string, init: RequestInit): Promise<Asked> {
  const response = await fetch(url, init)
  const text = await response.text()
  if (!response.ok || text.startsWith('{"errors"')) throw new Error(`${response.status} ${text.slice(0, 300)}`)
  return { bytes: text.length, text }
}

/** Logins of the sandbox's administrator: a token is not checked by bcrypt. */
export const logins = {
  Basic: `Basic ${Buffer.from('admin:district').toString('base64')}`,
  token: 'ApiToken d2p_sandbox_admin',
} as const
