import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordedExchanges } from '../recordings/exchanges.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterAll(() => gateway.close())

/** Codes that fit what DHIS2 answered: it tells a refusal by several statuses. */
const CODES: Record<number, string[]> = {
  400: ['BAD_USER_INPUT'],
  401: ['UNAUTHENTICATED', 'FORBIDDEN'],
  403: ['FORBIDDEN'],
  404: ['NOT_FOUND'],
  409: ['BAD_USER_INPUT'],
}

const single = recordedExchanges('2.42').filter(
  ({ request, as }) =>
    request.method === 'GET' &&
    as !== 'nobody' &&
    /\/tracker\/(trackedEntities|enrollments|events)\/\w{11}(\?|$)/.test(request.path),
)
const reads = single.filter(({ number }) => number < 242 || (number >= 401 && number < 480))

test.each(reads.map((exchange) => [exchange.file, exchange] as const))(
  '%s: one object is shown to the user that DHIS2 shows it to, and refused as clearly elsewhere',
  async (_file, { request, response, as }) => {
    const [, kind, id] = /tracker\/(\w+)\/(\w{11})/.exec(request.path) ?? []
    const program = new URL(request.path, 'http://dhis2').searchParams.get('program')
    const field = { trackedEntities: 'trackedEntity', enrollments: 'enrollment', events: 'event' }[kind ?? '']
    const through = kind === 'trackedEntities' && program ? `, program: "${program}"` : ''
    const { data, errors } = await gateway.ask(`{ ${field}(id: "${id}"${through}) { id orgUnit { id } } }`, { as })
    if (response.status === 200) {
      expect(errors).toBeUndefined()
      expect(data?.[field ?? '']).toMatchObject({ id })
    } else {
      expect(data?.[field ?? '']).toBeNull()
      expect(CODES[response.status]).toContain(errors?.[0]?.extensions?.['code'])
      expect(errors?.[0]?.path).toEqual([field])
    }
  },
)

const LIST = `query ($program: ID!, $mode: OrgUnitMode!) {
  trackedEntities(program: $program, orgUnitMode: $mode, first: 3) { nodes { id orgUnit { id } } } }`
const lists = recordedExchanges('2.42').filter(
  ({ file }) => /te-mode-(ACCESSIBLE|CAPTURE|ALL)-/.test(file) && file.includes('plural'),
)

test.each(lists.map((exchange) => [exchange.file, exchange] as const))(
  '%s: the same rows, or the same refusal',
  async (_file, { request, response, as }) => {
    const { searchParams } = new URL(request.path, 'http://dhis2')
    const variables = { program: searchParams.get('program'), mode: searchParams.get('orgUnitMode') }
    const { data, errors } = await gateway.ask(LIST, { as, variables })
    if (response.status === 200) {
      const { trackedEntities } = response.body as { trackedEntities: { trackedEntity: string; orgUnit: string }[] }
      expect(data).toEqual({
        trackedEntities: {
          nodes: trackedEntities.map(({ trackedEntity, orgUnit }) => ({ id: trackedEntity, orgUnit: { id: orgUnit } })),
        },
      })
    } else {
      expect(CODES[response.status]).toContain(errors?.[0]?.extensions?.['code'])
      expect(errors?.[0]?.extensions?.['dhis2']).toMatchObject({
        message: (response.body as { message: string }).message,
      })
    }
  },
)

test('some of them are refused and some not', () => {
  const statuses = new Set([...reads, ...lists].map(({ response }) => response.status))
  expect(statuses.has(200)).toBe(true)
  expect([...statuses].filter((status) => status >= 400).length).toBeGreaterThan(1)
})
