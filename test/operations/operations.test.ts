import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sandboxVersionNames } from '../../src/sandbox/versions/version-facts.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'
import { DIFFERENCES } from '../versions/differences.ts'

const FOLDER = new URL('../../schema/operations/', import.meta.url)
const operations = readdirSync(FOLDER).filter((file) => file.endsWith('.graphql'))

function variablesOf(file: string): object {
  const variables = new URL(file.replace('.graphql', '.variables.json'), FOLDER)
  return existsSync(variables) ? JSON.parse(readFileSync(variables, 'utf8')) : {}
}

/** What each version tells in its own way: which one it is, and cursors, which name the last row of its own order. */
const ownFields: readonly string[] = ['server', 'startCursor', 'endCursor']

/** The answer with its rows in an order of our own: each version leaves ties to itself. */
function unordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unordered).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  if (typeof value !== 'object' || value === null) return value
  const common = Object.entries(value).filter(([key]) => !ownFields.includes(key))
  return Object.fromEntries(common.map(([key, inner]) => [key, unordered(inner)]))
}

const answers = new Map<string, unknown>()

describe.each(sandboxVersionNames)('on DHIS2 %s', (version) => {
  let fast: TestGateway
  let plain: TestGateway
  beforeAll(async () => {
    ;[fast, plain] = await Promise.all([
      startGateway({}, { version }),
      startGateway({ GATEWAY_PLANNER: 'plain' }, { version }),
    ])
  })
  afterAll(() => Promise.all([fast.close(), plain.close()]))

  test.each(operations)(
    '%s is answered whole, by the plan as without one, and as on the other versions',
    async (file) => {
      const query = readFileSync(new URL(file, FOLDER), 'utf8')
      // Whole lists: without an order each version begins with other rows.
      // At once: parts are compared elsewhere.
      const variables = { ...variablesOf(file), first: 1000, later: false }
      const answer = await fast.read(query, { variables })
      expect(answer).toEqual(await plain.read(query, { variables }))
      const rows = unordered(answer)
      const isDeclared = DIFFERENCES.some(({ operation, versions }) => operation === file && versions.includes(version))
      if (isDeclared) expect(rows).not.toEqual(answers.get(file))
      else expect(rows).toEqual(answers.get(file) ?? rows)
      if (!isDeclared) answers.set(file, rows)
      expect(JSON.stringify(answer)).toMatch(/"id"|"username"/)
    },
  )
})
