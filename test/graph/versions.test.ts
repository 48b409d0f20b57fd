import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sandboxVersionNames } from '../../src/sandbox/versions/version-facts.ts'
import { type Answer, startGateway, type TestGateway } from '../support/start-gateway.ts'

const operations = new URL('../../schema/operations/', import.meta.url)
const query = readFileSync(new URL('ChildrenWithVisits.graphql', operations), 'utf8')
const variables: Record<string, unknown> = JSON.parse(
  readFileSync(new URL('ChildrenWithVisits.variables.json', operations), 'utf8'),
)

let reference: TestGateway

beforeAll(async () => {
  reference = await startGateway()
})

afterAll(() => reference.close())

/** The lists of older versions come in another order of their own. */
describe.each(sandboxVersionNames.filter((name) => ['2.41', '2.43'].includes(name)))('on DHIS2 %s', (version) => {
  let gateway: TestGateway

  beforeAll(async () => {
    gateway = await startGateway({}, { version })
  })

  afterAll(() => gateway.close())

  test.each([
    ['admin', 50],
    ['clerk_north', 7],
    ['viewer', 20],
  ])('children with their visits are the same as on 2.42, for %s with %i on a page', async (as, first) => {
    const wanted = await walk(reference, as, first)
    expect(wanted.length).toBeGreaterThan(first)
    expect(await walk(gateway, as, first)).toEqual(wanted)
  })
})

describe.each(sandboxVersionNames)('on DHIS2 %s', (version) => {
  test('a password is checked once, whatever cookies the version sets, and refused logins leave nothing behind', async () => {
    const gateway = await startGateway({}, { version })
    try {
      const ask = (password: string): Promise<Answer> => gateway.ask('{ me { username } }', { as: 'viewer', password })
      expect((await ask('wrong')).data?.['me'] ?? null).toBeNull()
      for (const _ of [1, 2, 3]) expect((await ask('Tracker-123')).data?.['me']).toEqual({ username: 'viewer' })
      const served = gateway.sandbox.requests.filter(({ url, status }) => url.startsWith('/api/') && status === 200)
      expect(served.filter(({ authenticatedBy }) => authenticatedBy === 'basic')).toHaveLength(1)
      expect(served.some(({ authenticatedBy }) => authenticatedBy === 'session')).toBe(true)
    } finally {
      await gateway.close()
    }
  })
})

/** The children of all pages. DHIS2 keeps attribute values, enrollments, events and data values in no order of their own, so each list is sorted. */
async function walk(gateway: TestGateway, as: string, first: number): Promise<unknown[]> {
  const children: unknown[] = []
  let after: string | null = null
  do {
    const answer: Answer = await gateway.ask(query, { as, variables: { ...variables, first, after } })
    expect(answer.errors).toBeUndefined()
    const page = pageOf(answer)
    children.push(...page.nodes.map(sorted))
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after !== null)
  return children
}

interface Page {
  nodes: unknown[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

function pageOf({ data }: Answer): Page {
  const page: Page = Object(data)['trackedEntities']
  return page
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(sorted).map((item) => ({ item, text: JSON.stringify(item) }))
    return items.sort((one, other) => (one.text < other.text ? -1 : 1)).map(({ item }) => item)
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, sorted(part)]))
}
