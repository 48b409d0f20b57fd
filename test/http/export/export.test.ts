import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SandboxVersionName } from '../../../src/sandbox/versions/version-facts.ts'
import { basic, startGateway, type TestGateway } from '../../support/start-gateway.ts'

const CHILD = 'U7oMv90laog'
const VISIT = 'cYE9ZDntzMW'

const gateways = new Map<SandboxVersionName, TestGateway>()
const versions = ['2.35', '2.38', '2.40', '2.41', '2.42', '2.43'] as const
beforeAll(async () => {
  for (const version of versions) gateways.set(version, await startGateway({}, { version }))
})
afterAll(() => Promise.all([...gateways.values()].map((gateway) => gateway.close())))

function gatewayOf(version: SandboxVersionName = '2.42'): TestGateway {
  const gateway = gateways.get(version)
  if (!gateway) throw new Error(`no gateway for ${version}`)
  return gateway
}

interface Options {
  version?: SandboxVersionName
  as?: string | null
  accept?: string
}

function fetchExport(path: string, { version, as = 'admin', accept = '*/*' }: Options = {}): Promise<Response> {
  return fetch(`${gatewayOf(version).url}/export/${path}`, {
    headers: { accept, ...(as !== null && { authorization: basic(as) }) },
  })
}

async function rowsOf(path: string, options: Options = {}): Promise<Record<string, unknown>[]> {
  const answer = await fetchExport(path, { ...options, accept: 'application/x-ndjson' })
  expect(answer.status).toBe(200)
  const lines = (await answer.text()).split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line))
}

interface Walked {
  list: {
    nodes: Record<string, unknown>[]
    pageInfo: { hasNextPage: boolean; endCursor: string }
  }
}

/** The same list walked through the graph. */
async function walk(version: SandboxVersionName, list: string, selection: string, as = 'admin') {
  const nodes: Record<string, unknown>[] = []
  for (let after = ''; ; ) {
    const answer = await gatewayOf(version).read<Walked>(
      `{ list: ${list.replace(')', ` first: 400${after})`)} { nodes { ${selection} } pageInfo { hasNextPage endCursor } } }`,
      { as },
    )
    nodes.push(...answer.list.nodes)
    if (!answer.list.pageInfo.hasNextPage) return nodes
    after = ` after: "${answer.list.pageInfo.endCursor}"`
  }
}

const byId = (rows: Record<string, unknown>[], key: string) =>
  rows.toSorted((one, other) => (String(one[key]) < String(other[key]) ? -1 : 1))

describe.each(versions)('on %s', (version) => {
  test.each(['admin', 'clerk_north'])(
    'the events of a program, over several pages, are those of the graph, value by value, for %s',
    async (as) => {
      const rows = await rowsOf(`events?program=${CHILD}`, { version, as })
      const nodes = await walk(
        version,
        `events(program: "${CHILD}")`,
        'id status orgUnit { id displayName } occurredAt dataValues { dataElement { id } value }',
        as,
      )
      const expected = nodes.map(({ id, status, orgUnit, occurredAt, dataValues }) => ({
        event: id,
        status,
        orgUnit: Object(orgUnit).id,
        orgUnitName: Object(orgUnit).displayName,
        ...(occurredAt !== null && { occurredAt }),
        ...Object.fromEntries(
          Object(dataValues).map((one: { dataElement: { id: string }; value: string }) => [
            one.dataElement.id,
            one.value,
          ]),
        ),
      }))
      expect(rows.length).toBeGreaterThan(as === 'admin' ? 1000 : 100)
      const found = new Map(rows.map((row) => [row['event'], row]))
      expect(found.size).toBe(rows.length)
      expect(rows.length).toBe(expected.length)
      for (const row of expected) expect(found.get(row.event)).toMatchObject(row)
    },
  )

  test('enrollments have the attributes of their tracked entities where these are asked for', async () => {
    const rows = await rowsOf(
      `enrollments?program=${CHILD}&attributes=true&orgUnits=gs6KbnWSEh1&orgUnitMode=SELECTED`,
      { version },
    )
    const nodes = await walk(
      version,
      `enrollments(program: "${CHILD}" orgUnits: ["gs6KbnWSEh1"] orgUnitMode: SELECTED)`,
      'id status trackedEntity { id attributes { attribute { id } value } }',
    )
    expect(rows.length).toBeGreaterThan(3)
    expect(rows.length).toBe(nodes.length)
    const found = new Map(rows.map((row) => [row['enrollment'], row]))
    for (const { id, status, trackedEntity } of nodes) {
      const attributes = Object(trackedEntity).attributes.map(
        (one: { attribute: { id: string }; value: string }) => [one.attribute.id, one.value] as const,
      )
      expect(found.get(id)).toMatchObject({
        status,
        trackedEntity: Object(trackedEntity).id,
        ...Object.fromEntries(attributes),
      })
    }
  })

  test('tracked entities have a column for each attribute', async () => {
    const rows = await rowsOf(`trackedEntities?program=${CHILD}&enrollmentStatus=ACTIVE`, { version })
    const nodes = await walk(version, `trackedEntities(program: "${CHILD}" where: { enrollmentStatus: ACTIVE })`, 'id')
    expect(byId(rows, 'trackedEntity').map((row) => row['trackedEntity'])).toEqual(
      byId(nodes, 'id').map(({ id }) => id),
    )
    expect(rows[0]).toHaveProperty('cTcePYIrfPz')
  })
})

test('CSV: a head, quoted cells, names of columns and options', async () => {
  const answer = await fetchExport(
    `events?program=${CHILD}&programStage=${VISIT}&columns=name&values=name&status=COMPLETED`,
    {
      accept: 'text/csv',
    },
  )
  expect(answer.headers.get('content-type')).toContain('text/csv')
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="events-${CHILD}.csv"`)
  const [head = '', ...lines] = (await answer.text()).split('\r\n')
  const names = head.split(',')
  expect(names.slice(0, 3)).toEqual(['event', 'status', 'program'])
  expect(names).toContain('MCH Infant feeding')
  const feeding = lines.map((line) => line.split(',')[names.indexOf('MCH Infant feeding')]).filter((cell) => cell)
  expect(feeding.length).toBeGreaterThan(0)
  expect(feeding.join()).not.toContain('EXCLUSIVE')
})

test('the headings are UIDs, codes or names, each once', async () => {
  const heads = await Promise.all(
    ['id', 'code', 'name'].map(async (columns) => {
      const answer = await fetchExport(
        `events?program=${CHILD}&attributes=true&columns=${columns}&orgUnits=gs6KbnWSEh1&orgUnitMode=SELECTED`,
      )
      return (await answer.text()).split('\r\n')[0]?.split(',') ?? []
    }),
  )
  for (const head of heads) expect(new Set(head).size).toBe(head.length)
  expect(heads[0]).toEqual(expect.arrayContaining(['MExlQAuWCHu', 'cTcePYIrfPz']))
  expect(heads[2]).toEqual(expect.arrayContaining(['MCH MUAC (mm)', 'First name']))
  expect(heads[1]).not.toEqual(heads[0])
})

test('a cell that a spreadsheet would run is kept from it, unless it is asked for as it is; NDJSON has it as it is', async () => {
  const { sandbox } = gatewayOf()
  const event = { program: CHILD, programStage: VISIT, enrollment: 'qjyp13YEsVa', orgUnit: 'qASw5VclrIU' }
  const values = [
    { dataElement: 'G2LHJEdSNa0', value: '=HYPERLINK("http://x","y"), "quoted"\nline' },
    { dataElement: 'f6gE41nTCTn', value: '-5' },
  ]
  await fetch(`${sandbox.url}/api/tracker?async=false`, {
    method: 'POST',
    headers: { authorization: basic('admin'), 'content-type': 'application/json' },
    body: JSON.stringify({
      events: [{ event: 'Formula0001', ...event, occurredAt: '2026-10-10', dataValues: values }],
    }),
  })
  const where = `events?program=${CHILD}&programStage=${VISIT}&occurredAfter=2026-10-10&occurredBefore=2026-10-10`
  const guarded = await (await fetchExport(where)).text()
  expect(guarded).toContain(`"'=HYPERLINK(""http://x"",""y""), ""quoted""\nline"`)
  expect(guarded).toContain(',-5,')
  const kept = await (await fetchExport(`${where}&formulas=keep`)).text()
  expect(kept).toContain(`"=HYPERLINK(""http://x""`)
  const rows = await rowsOf(where)
  expect(rows.find((row) => row['event'] === 'Formula0001')).toMatchObject({ G2LHJEdSNa0: values[0]?.value })
})

test.each([
  ['events', 400, 'program'],
  [`events?program=nope`, 400, 'not a DHIS2 UID'],
  [`events?program=${CHILD}&colour=red`, 400, 'colour: no parameter of this export, which has program'],
  [`events?program=${CHILD}&program=${CHILD}`, 400, 'program: is given twice'],
  [`events?program=${CHILD}&occurredAfter=yesterday`, 400, 'occurredAfter: a date'],
  [`events?program=${CHILD}&status=DONE`, 400, 'status:'],
  [`events?program=${CHILD}&orgUnitMode=SELECTED`, 400, 'needs orgUnit'],
  [`events?program=${CHILD}&format=xlsx`, 400, 'format:'],
  ['relationships?program=x', 404, '/export/events'],
  ['events/more', 404, '/export/events'],
])('%s is refused with %s and the reason', async (path, status, reason) => {
  const answer = await fetchExport(path)
  expect(answer.status).toBe(status)
  const { errors } = await answer.json()
  expect(errors[0].message).toContain(reason)
})

test('no login, a wrong form, another method, a program that is hidden', async () => {
  expect((await fetchExport(`events?program=${CHILD}`, { as: null })).status).toBe(401)
  expect((await fetchExport(`events?program=${CHILD}`, { accept: 'image/png' })).status).toBe(406)
  const posted = await fetch(`${gatewayOf().url}/export/events?program=${CHILD}`, {
    method: 'POST',
    headers: { authorization: basic('admin'), 'content-type': 'application/json' },
  })
  expect(posted.status).toBe(405)
  const hidden = await fetchExport('trackedEntities?program=CuYRmnuHL3B', { as: 'viewer' })
  expect(hidden.status).toBeGreaterThanOrEqual(400)
})
