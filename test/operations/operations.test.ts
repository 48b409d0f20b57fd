import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sandboxVersionNames } from '../../src/sandbox/versions/version-facts.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

const FOLDER = new URL('../../schema/operations/', import.meta.url)
const operations = readdirSync(FOLDER).filter((file) => file.endsWith('.graphql'))

function variablesOf(file: string): object {
  const variables = new URL(file.replace('.graphql', '.variables.json'), FOLDER)
  return existsSync(variables) ? JSON.parse(readFileSync(variables, 'utf8')) : {}
}

/** Versions whose rows come in another order of their own, and who show other attributes of a tracked entity without a program. */
const ownAnswers: readonly string[] = ['2.35', '2.38', '2.40']

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
      const variables = variablesOf(file)
      const answer = await fast.read(query, { variables })
      expect(answer).toEqual(await plain.read(query, { variables }))
      if (!ownAnswers.includes(version) && answers.has(file) && file !== 'WhoAmI.graphql')
        expect(answer).toEqual(answers.get(file))
      if (!ownAnswers.includes(version)) answers.set(file, answer)
      expect(JSON.stringify(answer)).toMatch(/"id"|"username"/)
    },
  )
})
