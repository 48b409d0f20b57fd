import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { child, type ImportingSandbox, ids, importingSandbox, issuesOf } from './importing.ts'

let importing: ImportingSandbox

beforeAll(async () => {
  importing = await importingSandbox({ version: '2.42', seeded: false })
  await importing.send({ trackedEntities: [child('RefOld')] })
})

afterAll(() => importing.sandbox.close())

/** The codes of the errors of a bundle that is not stored. */
async function codesOf(bundle: unknown, query = 'importStrategy=CREATE'): Promise<string[]> {
  const report = await importing.send(bundle, `${query}&importMode=VALIDATE`)
  return issuesOf(report).map((issue) => issue.slice(0, 5))
}

const person = (changes: Record<string, unknown>) => ({
  trackedEntities: [child('RefNew', { enrollments: [], ...changes })],
})

const enrollment = (changes: Record<string, unknown>) => {
  const [given] = child('RefNew').enrollments
  return { enrollments: [{ ...given, trackedEntity: 'RefOldTe000', status: 'COMPLETED', events: [], ...changes }] }
}

const visit = (changes: Record<string, unknown>) => ({
  events: [
    {
      event: 'RefNewEv000',
      program: ids.childProgramme,
      programStage: ids.postnatal,
      enrollment: 'RefOldEn000',
      orgUnit: ids.northClinic,
      occurredAt: '2026-10-10',
      ...changes,
    },
  ],
})

const discharge = (changes: Record<string, unknown>) => ({
  events: [
    {
      event: 'RefDisEv000',
      program: ids.inpatient,
      programStage: ids.discharge,
      orgUnit: ids.northClinic,
      occurredAt: '2026-10-10',
      attributeOptionCombo: 'h8KnqQQtaU5',
      ...changes,
    },
  ],
})

const mother = (changes: Record<string, unknown>) => ({
  relationships: [
    {
      relationship: 'RefNewRe000',
      relationshipType: 'JvWEq5EzRRr',
      from: { trackedEntity: { trackedEntity: 'RefOldTe000' } },
      to: { trackedEntity: { trackedEntity: 'X0guBImuthe' } },
      ...changes,
    },
  ],
})

const polygon = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ],
  ],
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

describe('a mistake has its code', () => {
  test.each([
    ['no type of a person', person({ trackedEntityType: undefined }), ['E1121']],
    ['an unknown type', person({ trackedEntityType: 'nosuchType0' }), ['E1005']],
    ['an unknown org unit', person({ orgUnit: 'nosuchUnit0' }), ['E1049']],
    ['an unknown attribute', person({ attributes: [{ attribute: 'nosuchAttr0', value: 'x' }] }), ['E1006']],
    [
      'a value of another type',
      person({ attributes: [{ attribute: ids.dateOfBirth, value: '2026-02-30' }] }),
      ['E1007'],
    ],
    ['a value that is no option', person({ attributes: [{ attribute: 'WRkWhyijZxP', value: 'X' }] }), ['E1125']],
    ['a value too long', person({ attributes: [{ attribute: ids.firstName, value: 'x'.repeat(1201) }] }), ['E1077']],
    ['a unique value of another', person({ attributes: [{ attribute: 'GDNUcCbvVAB', value: '1000001' }] }), ['E1064']],
    [
      'a mandatory attribute of the type left out',
      person({ trackedEntityType: ids.focusArea, attributes: [] }),
      ['E1090'],
    ],
    [
      'a mandatory attribute of the type taken away',
      person({ trackedEntityType: ids.focusArea, attributes: [{ attribute: 'vgWKyBV08H7', value: null }] }),
      ['E1076'],
    ],
    ['no program', enrollment({ program: undefined }), ['E1122']],
    ['an unknown program', enrollment({ program: 'nosuchProg0' }), ['E1069']],
    ['an unknown org unit of an enrollment', enrollment({ orgUnit: 'nosuchUnit0' }), ['E1070']],
    ['an unknown tracked entity', enrollment({ trackedEntity: 'nosuchEnti0' }), ['E1068']],
    [
      'an enrollment in a program without registration',
      enrollment({ program: ids.inpatient, attributes: [] }),
      ['E1014'],
    ],
    ['a program of another type', enrollment({ program: 'loA9a9O6sjE', attributes: [] }), ['E1022']],
    ['a second active enrollment', enrollment({ status: 'ACTIVE' }), ['E1015']],
    ['no day of enrolling', enrollment({ enrolledAt: undefined }), ['E1025']],
    ['a day of enrolling to come', enrollment({ enrolledAt: '2031-01-01' }), ['E1020']],
    ['an incident to come', enrollment({ occurredAt: '2031-01-01' }), ['E1021']],
    ['no day of the incident', enrollment({ occurredAt: undefined }), ['E1023']],
    ['a place of another form', enrollment({ geometry: polygon }), ['E1012']],
    [
      'an attribute of another program',
      enrollment({ attributes: [{ attribute: ids.nationalId, value: '1' }] }),
      ['E1019'],
    ],
    ['an attribute without a name', enrollment({ attributes: [{ value: '1' }] }), ['E1075']],
    [
      'a mandatory attribute taken away',
      enrollment({ attributes: [{ attribute: ids.firstName, value: null }] }),
      ['E1076'],
    ],
    [
      'an end of what goes on',
      enrollment({ status: 'ACTIVE', trackedEntity: 'Vy5ofXAVJYt', completedAt: '2026-10-01' }),
      ['E1052'],
    ],
    [
      'no org unit, program and stage',
      visit({ orgUnit: ' ', program: undefined, programStage: '' }),
      ['E1123', 'E1123', 'E1123'],
    ],
    ['an unknown org unit of an event', visit({ orgUnit: 'nosuchUnit0' }), ['E1011']],
    ['an unknown program of an event', visit({ program: 'nosuchProg0' }), ['E1010']],
    ['an unknown stage', visit({ programStage: 'nosuchStag0' }), ['E1013']],
    ['a stage of another program', visit({ programStage: 'te8OpLTB3Nb' }), ['E1089']],
    ['no enrollment', visit({ enrollment: undefined }), ['E1033']],
    ['an enrollment in another program', visit({ program: ids.tbProgramme, programStage: 'te8OpLTB3Nb' }), ['E1079']],
    ['a second event of a stage that has one', visit({ programStage: ids.birth }), ['E1039']],
    ['no day', visit({ occurredAt: undefined }), ['E1031']],
    ['a plan without a day', visit({ occurredAt: undefined, status: 'SCHEDULE' }), ['E1050']],
    [
      'values of a plan',
      visit({ status: 'SCHEDULE', scheduledAt: '2027-01-01', dataValues: [{ dataElement: ids.weight, value: '1' }] }),
      ['E1315'],
    ],
    ['an end of an event that goes on', visit({ completedAt: '2026-10-10' }), ['E1051']],
    ['a place of another form at an event', visit({ geometry: polygon }), ['E1012']],
    [
      'an unknown data element',
      visit({ dataValues: [{ dataElement: 'nosuchElem0', value: '1' }] }),
      ['E1304', 'E1305'],
    ],
    ['a data element of another stage', visit({ dataValues: [{ dataElement: ids.apgar, value: '1' }] }), ['E1305']],
    ['a value that is no number', visit({ dataValues: [{ dataElement: ids.weight, value: 'much' }] }), ['E1302']],
    ['a user that there is not', visit({ assignedUser: { username: 'nobody_here' } }), ['E1118']],
    ['the default option combo', discharge({ attributeOptionCombo: 'HllvX50cXC0' }), ['E1055']],
    ['no option combo', discharge({ attributeOptionCombo: undefined }), ['E1055']],
    ['an unknown option combo', discharge({ attributeOptionCombo: 'nosuchCoCo0' }), ['E1115']],
    ['an unknown category option', discharge({ attributeCategoryOptions: 'nosuchOpti0' }), ['E1116']],
    ['an option of another option combo', discharge({ attributeCategoryOptions: ['oMQqvwDHvhx'] }), ['E1117']],
    ['the option combo of another category combo', visit({ attributeOptionCombo: 'h8KnqQQtaU5' }), ['E1054']],
    ['compulsory values left out', discharge({ status: 'COMPLETED' }), ['E1303', 'E1303', 'E1303']],
    ['a relationship without a type', mother({ relationshipType: undefined }), ['E1124']],
    ['an unknown type of relationship', mother({ relationshipType: 'nosuchType0' }), ['E4006']],
    ['a relationship without an end', mother({ to: {} }), ['E4001']],
    ['a relationship to itself', mother({ to: { trackedEntity: { trackedEntity: 'RefOldTe000' } } }), ['E4000']],
    ['a relationship to something else', mother({ to: { enrollment: { enrollment: 'RefOldEn000' } } }), ['E4010']],
    ['a relationship to nobody', mother({ to: { trackedEntity: { trackedEntity: 'nosuchEnti0' } } }), ['E4012']],
  ])('%s', async (_, bundle, codes) => {
    expect(await codesOf(bundle)).toEqual(codes)
  })

  test.each([
    [
      'another type of a person',
      {
        trackedEntities: [
          {
            trackedEntity: 'RefOldTe000',
            trackedEntityType: ids.focusArea,
            orgUnit: ids.northClinic,
            attributes: [{ attribute: 'vgWKyBV08H7', value: 'x' }],
          },
        ],
      },
      ['E1126'],
    ],
    [
      'another program of an enrollment',
      enrollment({ enrollment: 'RefOldEn000', program: ids.tbProgramme }),
      ['E1127'],
    ],
    ['another stage of an event', visit({ event: 'RefOldEv000' }), ['E1128']],
    ['a way back to a plan', visit({ event: 'RefOldEv000', programStage: ids.birth, status: 'SKIPPED' }), ['E1316']],
  ])('%s in an update', async (_, bundle, codes) => {
    expect(await codesOf(bundle, 'importStrategy=UPDATE')).toEqual(codes)
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
