import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadDataset } from '../../../src/sandbox/dataset.ts'
import type { SandboxAnswer } from '../../../src/sandbox/exchange.ts'
import { createMetadataRoute } from '../../../src/sandbox/metadata/metadata-route.ts'

const dataset = loadDataset()
const route = createMetadataRoute(dataset)

function ask(pathAndQuery: string, username = 'admin'): SandboxAnswer | undefined {
  const user = dataset.users.get(username)
  if (user === undefined) throw new Error(`no user ${username}`)
  const url = new URL(`/api/${pathAndQuery}`, 'http://sandbox')
  return route({
    method: 'GET',
    path: url.pathname.slice('/api/'.length),
    query: url.searchParams,
    url: url.pathname + url.search,
    headers: { host: 'sandbox' },
    body: undefined,
    user,
  })
}

function names(query: string, plural = 'dataElements'): unknown {
  const body = ask(`${plural}?paging=false&fields=name&${query}`)?.body
  const list = Object.values(body ?? {})[0]
  return Array.isArray(list) ? list.map((item) => item.name) : body
}

test.each([
  ['name:eq:IPD Sex', ['IPD Sex']],
  ['name:eq:ipd sex', []],
  ['name:ieq:ipd sex', ['IPD Sex']],
  ['name:$like:HIV', ['HIV Viral load (copies/ml)']],
  ['name:like$:score', ['MCH Apgar score']],
  ['name:like:WEIGHT', []],
  ['name:ilike:WEIGHT', ['MCH Weight (g)', 'TB Weight (kg)']],
  ['name:$ilike:hiv', ['HIV Viral load (copies/ml)']],
  ['name:ilike$:SCORE', ['MCH Apgar score']],
  ['name:token:sex ipd', ['IPD Sex']],
  ['identifiable:token:DE_MCH_APGAR_SCORE', ['MCH Apgar score']],
  ['valueType:in:[DATETIME,USERNAME]', ['MCH Time of birth', 'TB Treating officer']],
  ['valueType:eq:DATETIME', ['MCH Time of birth']],
  ['optionSet.id:eq:wRtOWfgK0Zt', ['MCH Birth outcome']],
  ['optionSet.options.code:eq:MACERATED_STILL', ['MCH Birth outcome']],
  ['optionSet.name:ilike:birth', ['MCH Birth outcome']],
])('filter %s', (filter, expected) => {
  expect(names(`filter=${encodeURIComponent(filter)}`)).toEqual(expected)
})

test.each([
  ['level:eq:1', 1],
  ['level:gt:2', 60],
  ['level:ge:2', 64],
  ['level:lt:2', 1],
  ['level:!eq:1', 64],
  ['parent:null', 1],
  ['parent:!null', 64],
  ['children:empty', 48],
  ['children:!empty', 17],
  ['children:gt:3', 13],
  ['parent.parent.id:eq:xFHN90MB0JE', 12],
  ['code:!in:[SOLEA]', 64],
])('filter %s of org units leaves %i', (filter, count) => {
  expect(names(`filter=${encodeURIComponent(filter)}`, 'organisationUnits')).toHaveLength(count)
})

test('filters join by AND, or by OR when rootJunction says so', () => {
  const both = 'filter=name:ilike:weight&filter=name:$like:TB'
  expect(names(both)).toEqual(['TB Weight (kg)'])
  expect(names(`${both}&rootJunction=OR`)).toHaveLength(9)
})

test.each([
  ['filter=name', 'Invalid filter => name'],
  ['filter=name:equals:x', '`equals` is not a valid operator.'],
  ['filter=optionSet.nosuch:eq:x', 'Unknown path property: optionSet.nosuch'],
])('%s is refused', (query, message) => {
  expect(ask(`dataElements?${query}`)).toMatchObject({ status: 400, body: { errorCode: 'E1003', message } })
})

test('order sorts by several properties, nulls last, without regard to case when asked', () => {
  expect(names('order=valueType:asc,name:desc&filter=name:like:IPD')).toEqual([
    'IPD Home position',
    'IPD Admission date',
    'IPD Length of stay (days)',
    'IPD Age in years',
    'IPD Sex',
    'IPD Mode of discharge',
    'IPD Diagnosis',
  ])
  expect(ask('users?paging=false&fields=username&order=firstName:iasc&filter=firstName:$ilike:a')?.body).toEqual({
    users: [{ username: 'admin' }, { username: 'analyst' }],
  })
})

test('following the links of the pager gives every object once', () => {
  const seen: unknown[] = []
  let next: string | undefined = 'dataElements?pageSize=4&fields=id&filter=name:!like:TB'
  while (next !== undefined) {
    const body: unknown = ask(next)?.body
    expect(body).toMatchObject({ pager: { total: 25, pageCount: 7, pageSize: 4 } })
    const { pager, dataElements } = body as { pager: { nextPage?: string }; dataElements: { id: string }[] }
    seen.push(...dataElements.map(({ id }) => id))
    next = pager.nextPage?.replace('http://sandbox/api/', '')
  }
  expect(new Set(seen).size).toBe(25)
  expect(seen).toHaveLength(25)
})

test('references are followed in both directions', () => {
  expect(ask('programStages/UlGOlZiZl1i?fields=program[programStages[name,programStageSections[name]]]')?.body).toEqual(
    {
      program: {
        programStages: [
          { name: 'Birth', programStageSections: [{ name: 'Delivery' }, { name: 'First care' }] },
          { name: 'Postnatal visit', programStageSections: [] },
          { name: 'Immunisation', programStageSections: [] },
        ],
      },
    },
  )
  expect(ask('organisationUnits/YNYOfNotzo6?fields=ancestors[name],children::size,parent[parent[name]]')?.body).toEqual(
    {
      ancestors: [{ name: 'Solea' }, { name: 'Amberia' }],
      children: 4,
      parent: { parent: { name: 'Solea' } },
    },
  )
})

test('presets select what they name', () => {
  const keys = (fields: string): string[] =>
    Object.keys(ask(`dataElements/g0Qbfdshgk5?fields=${fields}`)?.body ?? {}).sort()
  expect(keys(':nameable')).toEqual(['code', 'created', 'id', 'lastUpdated', 'name', 'shortName'])
  expect(keys(':identifiable')).toEqual(['code', 'created', 'id', 'lastUpdated', 'lastUpdatedBy', 'name'])
  expect(keys(':owner')).not.toContain('displayName')
  expect(keys(':simple')).not.toContain('categoryCombo')
  expect(keys('*,!displayName')).toEqual(keys('*').filter((key) => key !== 'displayName'))
})

test('a collection of an object has an address of its own', () => {
  expect(ask('programs/U7oMv90laog/programStages?fields=name')?.body).toEqual({
    programStages: [{ name: 'Birth' }, { name: 'Postnatal visit' }, { name: 'Immunisation' }],
  })
})

test('sharing decides what a list and an address show, and access says what the caller may do', () => {
  expect(ask('programStages?filter=program.id:eq:CuYRmnuHL3B', 'viewer')?.body).toMatchObject({ programStages: [] })
  expect(ask('programs/U7oMv90laog?fields=access', 'viewer')?.body).toEqual({
    access: {
      manage: false,
      externalize: false,
      write: false,
      read: true,
      update: false,
      delete: false,
      data: { read: true, write: true },
    },
  })
})

test('passwords never leave', () => {
  expect(JSON.stringify(ask('users?fields=*&paging=false')?.body)).not.toMatch(/Tracker-123|district/)
  expect(ask('users?filter=password:eq:district')?.status).toBe(400)
})

test('a comma outside brackets ends a filter value, as in DHIS2', () => {
  expect(names('filter=name:like:IPD,valueType:eq:DATE')).toEqual(['IPD Admission date'])
  expect(names(`filter=${encodeURIComponent('code:in:[DE_IPD_SEX,DE_MCH_APGAR_SCORE],name:like:Sex')}`)).toEqual([
    'IPD Sex',
  ])
})

test('query finds by id, code or a part of the name', () => {
  expect(names('query=g0Qbfdshgk5')).toEqual(['MCH Apgar score'])
  expect(names('query=DE_MCH_APGAR_SCORE')).toEqual(['MCH Apgar score'])
  expect(names('query=apgar')).toEqual(['MCH Apgar score'])
})

test('a page after the last is empty, and its pager tells of the last', () => {
  expect(ask('dataElements?page=99&fields=id')?.body).toEqual({
    pager: { page: 1, pageCount: 1, pageSize: 50, total: 33 },
    dataElements: [],
  })
  expect(ask('dataElements?filter=name:eq:none')?.body).toMatchObject({ pager: { page: 1, pageCount: 0, total: 0 } })
})

test.each([
  ['level=2', 'clerk_wide', 4],
  ['maxLevel=2', 'clerk_wide', 5],
  ['userOnly=true', 'clerk_wide', 1],
  ['withinUserHierarchy=true', 'clerk_wide', 16],
  ['withinUserSearchHierarchy=true', 'clerk_wide', 65],
  ['userDataViewOnly=true', 'analyst', 1],
])('org units with %s for %s', (query, username, count) => {
  expect(ask(`organisationUnits?${query}&fields=id`, username)?.body).toMatchObject({ pager: { total: count } })
})

test('an operator and its negation part every list in two', () => {
  const operators = ['eq', 'like', '$like', 'like$', 'ilike', '$ilike', 'ilike$', 'token', 'in'] as const
  const all = names('')
  const part = fc
    .constantFrom(...(Array.isArray(all) ? all : []))
    .chain((name) =>
      fc
        .tuple(fc.nat(name.length - 1), fc.nat(name.length))
        .map(([from, to]) => name.slice(from, Math.max(from + 1, to))),
    )
  fc.assert(
    fc.property(fc.constantFrom(...operators), part, (operator, text) => {
      const listed = (sign: string): unknown[] => {
        const found = names(`filter=${encodeURIComponent(`name:${sign}${operator}:${text}`)}`)
        return Array.isArray(found) ? found : []
      }
      expect([...listed(''), ...listed('!')].sort()).toEqual(all)
    }),
  )
})
