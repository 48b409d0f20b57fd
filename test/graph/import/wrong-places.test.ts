import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TrackerBundle } from '../../../src/model/import-bundle.ts'
import { validBundle } from '../../imports/arbitrary-bundle.ts'
import { BREAKERS } from '../../imports/broken-bundle.ts'
import { startGateway, type TestGateway } from '../../support/start-gateway.ts'

const VERSIONS = ['2.38', '2.40', '2.41', '2.42', '2.43'] as const
type Version = (typeof VERSIONS)[number]

const gateways = new Map<Version, TestGateway>()
beforeAll(async () => {
  for (const version of VERSIONS) gateways.set(version, await startGateway({}, { version }))
})
afterAll(() => Promise.all([...gateways.values()].map((gateway) => gateway.close())))

const DRY_RUN = `mutation ($bundle: TrackerBundleInput!, $options: ImportOptions) {
  validateTracker(bundle: $bundle, options: $options) { errors { code path message } } }`

interface Checked {
  validateTracker: { errors: { code: string; path: string[]; message: string }[] }
}

async function errorsOf(version: Version, bundle: TrackerBundle, options: object) {
  const variables = { bundle, options: { importStrategy: 'CREATE', ...options } }
  const answer = await gateways.get(version)?.read<Checked>(DRY_RUN, { variables })
  return answer?.validateTracker.errors
}

/** What a version lets pass, or calls otherwise. */
function isTold(name: string, version: Version): boolean {
  if (name === 'a UID twice') return version === '2.43'
  // 2.43 takes an event of no known program for one that lacks its enrollment.
  return name !== 'an unknown program of an event' || version !== '2.43'
}

describe.each(VERSIONS)('%s', (version) => {
  test('a sound bundle passes a dry run', async () => {
    await fc.assert(
      fc.asyncProperty(validBundle, async (bundle) => {
        expect(await errorsOf(version, bundle, {})).toEqual([])
      }),
      { numRuns: 25 },
    )
  })

  // With OBJECT what is sound is stored without the rest: the gateway then leaves it to DHIS2 to tell what is wrong.
  test.each([
    ['the gateway', 'ALL'],
    ['DHIS2', 'OBJECT'],
  ])('%s tells one wrong place at exactly that place', async (_, atomicMode) => {
    const breakers = Object.entries(BREAKERS).filter(([name]) => isTold(name, version))
    const choices = fc.tuple(fc.constantFrom(...breakers), validBundle, fc.infiniteStream(fc.nat()))
    await fc.assert(
      fc.asyncProperty(choices, async ([[name, breaker], valid, numbers]) => {
        const bundle = structuredClone(valid)
        const wrong = breaker(bundle, (items) => items[(numbers.next().value ?? 0) % Math.max(1, items.length)])
        fc.pre(wrong !== undefined)
        const errors = await errorsOf(version, bundle, { atomicMode })
        const told = errors?.map(({ path }) => path.join('.'))
        expect(told, `${name}: ${JSON.stringify(errors)}`).toContain(['bundle', ...wrong.path].join('.'))
      }),
      { numRuns: 80 },
    )
  })
})
