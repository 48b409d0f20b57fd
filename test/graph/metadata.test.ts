import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { recordedExchanges } from '../recordings/exchanges.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway({}, { seeded: false })
})
beforeEach(() => {
  gateway.takeRequests()
})
afterAll(() => gateway.close())

const recorded = new Map(recordedExchanges('2.42').map((exchange) => [exchange.file, exchange]))

function bodyOf(file: string): Record<string, unknown> {
  return recorded.get(file)?.response.body as Record<string, unknown>
}

/** DHIS2 leaves out what is empty; the graph says null. And its lists of one level come in no promised order. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [key, withoutNulls(inner)]),
  )
}

/** Sets that DHIS2 keeps in no order, such as the limits of an indicator, are compared as sets. */
function unordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unordered).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, unordered(inner)]))
}

const nodes = (list: string, args: string, selection: string): string => `{ ${list}${args} { nodes { ${selection} } } }`

const LISTS: [file: string, list: string, args: string, selection: string][] = [
  [
    '012-programs',
    'programs',
    '(first: 100)',
    'id code displayName programType accessLevel version trackedEntityType { id } programStages { id displayName sortOrder repeatable }',
  ],
  ['013-programs-clerk_north', 'programs', '', 'id displayName'],
  ['014-programs-viewer', 'programs', '', 'id displayName'],
  ['015-programs-tb_officer', 'programs', '', 'id displayName'],
  ['022-data-elements-page-2', 'dataElements', '(first: 5, after: "cm93OjU")', 'id name'],
  ['023-data-elements-like', 'dataElements', '(where: { name: { like: "weight" } })', 'id name'],
  [
    '026-attributes',
    'trackedEntityAttributes',
    '(first: 100)',
    'id code displayName valueType unique generated pattern confidential inherit orgunitScope optionSet { id displayName }',
  ],
  [
    '027-types',
    'trackedEntityTypes',
    '',
    'id displayName featureType trackedEntityTypeAttributes { mandatory searchable displayInList trackedEntityAttribute { id displayName } }',
  ],
  ['028-option-sets', 'optionSets', '', 'id code displayName valueType options { id code displayName sortOrder }'],
  [
    '029-relationship-types',
    'relationshipTypes',
    '',
    'id displayName displayFromToName: fromToName displayToFromName: toFromName bidirectional fromConstraint { relationshipEntity program { id } trackedEntityType { id } programStage { id } } toConstraint { relationshipEntity program { id } trackedEntityType { id } programStage { id } }',
  ],
  [
    '032-program-rules',
    'programRules',
    '',
    'id displayName condition priority program { id } programRuleActions { id programRuleActionType content dataElement { id } }',
  ],
  [
    '033-program-rule-variables',
    'programRuleVariables',
    '',
    'id displayName program { id } programRuleVariableSourceType dataElement { id }',
  ],
  [
    '034-program-indicators',
    'programIndicators',
    '',
    'id displayName expression filter analyticsType aggregationType program { id } analyticsPeriodBoundaries { boundaryTarget analyticsPeriodBoundaryType offsetPeriods offsetPeriodType }',
  ],
  [
    '035-category-combo',
    'categoryCombos',
    '',
    'id displayName isDefault categoryOptionCombos { id displayName categoryOptions { id displayName } }',
  ],
  ['037-users', 'users', '', 'id username displayName userRoles { id displayName } userGroups { id displayName }'],
]

test.each(LISTS)('%s: %s%s has the recorded objects', async (file, list, args, selection) => {
  const { as } = recorded.get(file) ?? { as: 'admin' }
  const answer = await gateway.read<Record<string, { nodes: unknown[] }>>(nodes(list, args, selection), { as })
  const found = answer[list]?.nodes
  const wanted = bodyOf(file)[list]
  expect(unordered(withoutNulls(found))).toEqual(unordered(withoutNulls(wanted)))
  expect(found?.map((row) => Reflect.get(Object(row), 'id'))).toEqual((wanted as { id: string }[]).map(({ id }) => id))
})

test('030-org-units-level: the first levels of the tree', async () => {
  const answer = await gateway.read<Record<string, { nodes: { level: number }[] }>>(
    nodes('organisationUnits', '(first: 1000)', 'id code displayName level path parent { id } geometry'),
  )
  const units = answer['organisationUnits']?.nodes.filter(({ level }) => level <= 2)
  expect(withoutNulls(units)).toEqual(bodyOf('030-org-units-level')['organisationUnits'])
})

test('031-org-unit-children: parents, children and their children', async () => {
  const { organisationUnit } = await gateway.read<{ organisationUnit: Record<string, unknown> }>(
    `{ organisationUnit(id: "e2DGni7zEkW") { id displayName path ancestors { id displayName }
      children { id displayName children { id displayName } } } }`,
  )
  const sorted = (units: unknown): unknown =>
    (units as { id: string; children?: unknown }[])
      .map((unit) => ({ ...unit, ...(unit.children !== undefined && { children: sorted(unit.children) }) }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  const wanted = bodyOf('031-org-unit-children')
  expect({ ...organisationUnit, children: sorted(organisationUnit['children']) }).toEqual({
    ...wanted,
    children: sorted(wanted['children']),
  })
  expect(gateway.takeRequests().length).toBeLessThanOrEqual(5)
})

test('017-program-child-deep: all that a form needs of a program, in one request a type and level', async () => {
  const { program } = await gateway.read<{ program: unknown }>(`{ program(id: "U7oMv90laog") { id displayName
    programTrackedEntityAttributes { mandatory searchable displayInList sortOrder
      trackedEntityAttribute { id displayName valueType unique optionSet { id } } }
    programStages { id displayName
      programStageDataElements { compulsory sortOrder dataElement { id displayName valueType optionSet { id options { id code displayName sortOrder } } } }
      programStageSections { id displayName dataElements { id } } }
    programSections { id displayName } categoryCombo { id displayName isDefault } } }`)
  expect(unordered(withoutNulls(program))).toEqual(unordered(withoutNulls(bodyOf('017-program-child-deep'))))
  const types = gateway.takeRequests().map((url) => /api\/(\w+)\?/.exec(url)?.[1])
  expect(types.filter((type) => type === 'dataElements')).toHaveLength(1)
  expect(types.length).toBeLessThanOrEqual(12)
})

describe('one object', () => {
  test.each([
    ['018-program-unknown', 'admin', 'abcdefghijk', 'NOT_FOUND'],
    ['019-program-bad-uid', 'admin', 'notauid', 'BAD_USER_INPUT'],
    ['020-program-forbidden', 'clerk_north', 'CuYRmnuHL3B', 'NOT_FOUND'],
  ])('%s is refused', async (file, as, id, code) => {
    expect(recorded.get(file)?.response.status).toBeGreaterThanOrEqual(400)
    const { data, errors } = await gateway.ask(`{ program(id: "${id}") { id } }`, { as })
    expect(data).toEqual({ program: null })
    expect(errors?.[0]?.extensions?.['code']).toBe(code)
  })

  test('by its code', async () => {
    const read = `{ dataElement(code: "DE_MCH_APGAR_SCORE") { id programStages { id program { code } } } }`
    expect(await gateway.read(read)).toEqual({
      dataElement: { id: 'g0Qbfdshgk5', programStages: [{ id: 'UlGOlZiZl1i', program: { code: expect.any(String) } }] },
    })
    const { errors } = await gateway.ask('{ dataElement(code: "NO_SUCH") { id } }')
    expect(errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND')
  })
})

test('every reference can be walked both ways', async () => {
  interface Walked {
    optionSet: { dataElements: { id: string }[]; trackedEntityAttributes: { id: string; programs: { id: string }[] }[] }
  }
  const { nodes: sets } = (
    await gateway.read<{ optionSets: { nodes: { id: string }[] } }>('{ optionSets { nodes { id } } }')
  ).optionSets
  const walked = await Promise.all(
    sets.map(({ id }) =>
      gateway.read<Walked>(
        `{ optionSet(id: "${id}") { dataElements { id optionSet { id } } trackedEntityAttributes { id optionSet { id } programs { id programTrackedEntityAttributes { trackedEntityAttribute { id } } } } } }`,
      ),
    ),
  )
  const users = walked.flatMap(({ optionSet }) => [...optionSet.dataElements, ...optionSet.trackedEntityAttributes])
  expect(users.length).toBeGreaterThan(3)
  const { program } = await gateway.read<{ program: Record<string, unknown> }>(
    `{ program(id: "U7oMv90laog") { trackedEntityType { programs { id } } programIndicators { program { id } }
      programRules { program { id } } programRuleVariables { id } organisationUnits(first: 2) { nodes { programs { id } } totalCount } } }`,
  )
  expect(JSON.stringify(program).split('U7oMv90laog').length).toBeGreaterThan(4)
})

describe('lists', () => {
  test.each([
    ['organisationUnits(where: { level: 2 })', 4],
    ['organisationUnits(where: { below: "e2DGni7zEkW", level: 3 })', 3],
    ['programStages(where: { program: "U7oMv90laog" })', 3],
    ['dataElements(where: { search: "apgar" })', 1],
    ['dataElements(where: { code: { eq: "DE_MCH_APGAR_SCORE" } })', 1],
    ['dataElements(where: { ids: ["g0Qbfdshgk5", "f6gE41nTCTn"] })', 2],
    ['programs(where: { programType: "WITHOUT_REGISTRATION" })', 1],
  ])('%s', async (list, count) => {
    const answer = await gateway.read<Record<string, { totalCount: number; nodes: unknown[] }>>(
      `{ found: ${list} { totalCount nodes { id } } }`,
    )
    expect(answer['found']?.nodes.length).toBe(answer['found']?.totalCount)
    expect(answer['found']?.totalCount).toBeGreaterThan(0)
    expect([list, answer['found']?.totalCount]).toEqual([list, count])
  })

  test('are walked page by page, each object once', async () => {
    const seen: string[] = []
    for (let after: string | null = null, more = true; more; ) {
      const {
        organisationUnits,
      }: { organisationUnits: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } =
        await gateway.read(
          'query ($after: String) { organisationUnits(first: 7, after: $after, orderBy: [{ field: CODE, direction: DESC }]) { nodes { id } pageInfo { hasNextPage endCursor } } }',
          { variables: { after } },
        )
      seen.push(...organisationUnits.nodes.map(({ id }) => id))
      after = organisationUnits.pageInfo.endCursor
      more = organisationUnits.pageInfo.hasNextPage
    }
    expect(seen).toHaveLength(65)
    expect(new Set(seen).size).toBe(65)
  })

  test.each([
    ['dataElements(where: { name: { like: "a, b" } })', 'where.name.like'],
    ['dataElements(where: { ids: [] })', 'where.ids'],
    ['dataElements(where: { name: {} })', 'where.name'],
    ['organisationUnits(where: { parent: "x" })', 'where.parent'],
    ['programs(first: 1001)', 'first'],
  ])('%s is refused by name', async (list, argument) => {
    const { errors } = await gateway.ask(`{ ${list} { nodes { id } } }`)
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument })
    expect(gateway.takeRequests()).toEqual([])
  })
})
