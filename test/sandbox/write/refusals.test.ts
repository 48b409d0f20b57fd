import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sandboxVersionNames } from '../../../src/sandbox/versions/version-facts.ts'
import { child, type ImportingSandbox, ids, importingSandbox, issuesOf } from './importing.ts'
import { discharge, enrollment, mistakes, mistakesOfUpdates, mother, otherwise, person, visit } from './mistakes.ts'

let importing: ImportingSandbox

beforeAll(async () => {
  importing = await importingSandbox({ version: '2.42', seeded: false })
  await importing.send({ trackedEntities: [child('RefOld')] })
})

afterAll(() => importing.sandbox.close())

/** The codes of the errors of a bundle that is not stored. */
async function codesOf(bundle: unknown, query = 'importStrategy=CREATE', by = importing): Promise<string[]> {
  const report = await by.send(bundle, `${query}&importMode=VALIDATE`)
  return issuesOf(report).map((issue) => issue.slice(0, 5))
}

test.each([
  ['person', person({})],
  ['enrollment', enrollment({})],
  ['visit', visit({})],
  ['discharge', discharge({})],
  ['mother', mother({})],
])('nothing is wrong with the %s that the mistakes below are made in', async (_, bundle) => {
  expect(await codesOf(bundle)).toEqual([])
})

describe.each(sandboxVersionNames.filter((name) => name !== '2.35'))('%s: a mistake has its code', (version) => {
  let own: ImportingSandbox

  beforeAll(async () => {
    own = await importingSandbox({ version, seeded: false })
    await own.send({ trackedEntities: [child('RefOld')] })
  })

  afterAll(() => own.sandbox.close())

  const told = otherwise[version] ?? {}

  test.each(mistakes)('%s', async (name, bundle, codes) => {
    expect(await codesOf(bundle, 'importStrategy=CREATE', own)).toEqual(told[name] ?? codes)
  })

  test.each(mistakesOfUpdates)('%s in an update', async (name, bundle, codes) => {
    expect(await codesOf(bundle, 'importStrategy=UPDATE', own)).toEqual(told[name] ?? codes)
  })
})

test('two events of a stage that has one are both refused', async () => {
  const entity = child('RefTwo')
  const [first] = entity.enrollments
  const birth = first?.events[0]
  const twice = { ...entity, enrollments: [{ ...first, events: [birth, { ...birth, event: 'RefTwoEv002' }] }] }
  expect(await codesOf({ trackedEntities: [twice] })).toEqual(['E1039', 'E1039'])
})

test('a bidirectional relationship is the same the other way round', async () => {
  await importing.send(mother({}))
  const { from, to } = mother({}).relationships[0] ?? {}
  expect(await codesOf(mother({ relationship: 'RefNewRe002', from: to, to: from }))).toEqual(['E4018'])
})

describe('program rules', () => {
  const stay = (days: string, status: string) =>
    discharge({
      status,
      dataValues: [
        { dataElement: 'XAFxKt9ELw7', value: '30' },
        { dataElement: 'gG2IFaQRAox', value: 'MALE' },
        { dataElement: 'TpQT0iSWZFY', value: 'B54' },
        { dataElement: 'jINDFjoOIZi', value: days },
      ],
    })

  test('an error refuses what is complete, where the stage is checked on completion', async () => {
    expect(await codesOf(stay('400', 'COMPLETED'))).toEqual(['E1300'])
    expect(await codesOf(stay('400', 'ACTIVE'))).toEqual([])
    expect(await codesOf(stay('365', 'COMPLETED'))).toEqual([])
    expect(await codesOf(stay('400', 'COMPLETED'), 'importStrategy=CREATE&skipRuleEngine=true')).toEqual([])
  })

  test('a warning is told only to who asks for warnings', async () => {
    const low = visit({
      event: 'RefOldEv000',
      programStage: ids.birth,
      status: 'COMPLETED',
      dataValues: [{ dataElement: ids.apgar, value: '3' }],
    })
    const query = 'importStrategy=UPDATE&importMode=VALIDATE'
    expect(issuesOf(await importing.send(low, query), 'warningReports')).toEqual([])
    const told = await importing.send(low, `${query}&reportMode=WARNINGS`)
    expect(issuesOf(told, 'warningReports')).toEqual(['E1300 EVENT RefOldEv000'])
  })
})

describe('a body that cannot be read', () => {
  test.each([
    ['a list', []],
    ['a list in place of an object', { trackedEntities: [[]] }],
    ['an object in place of a list', { events: {} }],
    ['an unknown status', visit({ status: 'SOMEHOW' })],
    ['a truth value that is none', person({ inactive: 'perhaps' })],
    ['a geometry that is none', person({ geometry: 'here' })],
    ['a day that there is not', visit({ occurredAt: '2026-10-32' })],
  ])('%s is refused as a whole', async (_, bundle) => {
    const { status, body } = await importing.send(bundle)
    expect(status).toBe(400)
    expect(body['message']).toMatch(/^JSON parse error: /)
  })

  test('up to 2.40 it is a failure', async () => {
    const older = await importingSandbox({ version: '2.40' })
    try {
      expect((await older.send('{"events":')).status).toBe(500)
    } finally {
      await older.sandbox.close()
    }
  })
})

describe('metadata by other names', () => {
  const named = visit({ orgUnit: 'D1A1F2', dataValues: [{ dataElement: 'DE_MCH_WEIGHT_G_', value: '3000' }] })

  test('a code names what has it, and issues repeat the code', async () => {
    const codes = 'orgUnitIdScheme=CODE&dataElementIdScheme=CODE'
    expect(await codesOf(named, codes)).toEqual([])
    const wrong = visit({ dataValues: [{ dataElement: 'NO_SUCH_CODE', value: '1' }] })
    const { body } = await importing.send(wrong, 'dataElementIdScheme=CODE')
    const [error] = Object(body['validationReport']).errorReports
    expect(error.args[0]).toBe('MetadataIdentifier(idScheme=CODE, identifier=NO_SUCH_CODE, attributeValue=null)')
  })

  test('an attribute can name, and issues repeat attribute and value', async () => {
    const { body } = await importing.send(visit({ orgUnit: 'north' }), 'orgUnitIdScheme=ATTRIBUTE:abcdefghijk')
    const [error] = Object(body['validationReport']).errorReports
    expect([error.errorCode, error.args]).toEqual([
      'E1011',
      ['MetadataIdentifier(idScheme=ATTRIBUTE, identifier=abcdefghijk, attributeValue=north)'],
    ])
  })

  test.each(['importStrategy=NONSENSE', 'atomicMode=some', 'reportMode=1', 'orgUnitIdScheme=PATH', 'async=maybe'])(
    'an unknown word is refused: %s',
    async (query) => {
      expect((await importing.send(person({}), query)).status).toBe(400)
    },
  )

  test('without its scheme a code names nothing', async () => {
    expect(await codesOf(named)).toEqual(['E1011'])
  })

  test('the scheme of everything else is that of idScheme', async () => {
    const byName = person({
      orgUnit: 'Amberia North Riverside MCHP',
      trackedEntityType: 'Person',
      attributes: [{ attribute: 'First name', value: 'Ada' }],
    })
    expect(await codesOf(byName, 'idScheme=NAME')).toEqual([])
  })
})
