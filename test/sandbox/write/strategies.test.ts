import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { child, type ImportingSandbox, ids, importingSandbox, issuesOf } from './importing.ts'

let importing: ImportingSandbox

beforeAll(async () => {
  importing = await importingSandbox({ version: '2.42', seeded: false })
})

afterAll(() => importing.sandbox.close())

const statsOf = ({ body }: { body: Record<string, unknown> }): string => {
  const { created, updated, deleted, ignored, total } = Object(body['stats'])
  return `${created} ${updated} ${deleted} ${ignored} of ${total}`
}

describe('what one import leaves for the next reader', () => {
  test('a nested bundle is there at once, with its owner, its author and its times', async () => {
    const report = await importing.send({ trackedEntities: [child('StrOne')] }, '', 'clerk_north')
    expect(report.status, JSON.stringify(report.body)).toBe(200)
    const fields = 'fields=*,programOwners[program,orgUnit],enrollments[*,events[*]]'
    const { body } = await importing.get(`tracker/trackedEntities/StrOneTe000?program=${ids.childProgramme}&${fields}`)
    const author = expect.objectContaining({ username: 'clerk_north' })
    expect(body).toMatchObject({
      createdBy: author,
      programOwners: [{ program: ids.childProgramme, orgUnit: ids.northClinic }],
      enrollments: [
        {
          enrollment: 'StrOneEn000',
          status: 'ACTIVE',
          occurredAt: '2026-09-28T00:00:00.000',
          createdBy: author,
          events: [{ event: 'StrOneEv000', status: 'COMPLETED', completedBy: 'clerk_north', updatedBy: author }],
        },
      ],
    })
    const later = await importing.get('tracker/trackedEntities/X0guBImuthe?fields=updatedAt')
    expect(String(body['createdAt']) > String(later.body['updatedAt'])).toBe(true)
  })

  test('a list by the time of an update finds what was imported since, and nothing else', async () => {
    const before = await importing.get('tracker/trackedEntities/StrOneTe000?fields=updatedAt')
    await importing.send({ trackedEntities: [child('StrTwo', { enrollments: [] })] })
    const { body } = await importing.get(
      `tracker/trackedEntities?program=${ids.childProgramme}&updatedAfter=${String(before.body['updatedAt'])}&fields=trackedEntity`,
    )
    expect(body['trackedEntities']).toEqual([{ trackedEntity: 'StrOneTe000' }])
    const ofType = await importing.get(
      `tracker/trackedEntities?trackedEntityType=${ids.person}&updatedWithin=2s&fields=trackedEntity`,
    )
    expect(ofType.body['trackedEntities']).toContainEqual({ trackedEntity: 'StrTwoTe000' })
  })

  test('a change is logged with its user, before and after', async () => {
    const event = {
      event: 'StrOneEv000',
      enrollment: 'StrOneEn000',
      program: ids.childProgramme,
      programStage: ids.birth,
      orgUnit: ids.northClinic,
      occurredAt: '2026-09-29',
      status: 'COMPLETED',
      dataValues: [{ dataElement: ids.weight, value: '3200' }],
    }
    expect(statsOf(await importing.send({ events: [event] }, 'importStrategy=UPDATE'))).toBe('0 1 0 0 of 1')
    const { body } = await importing.get('tracker/events/StrOneEv000/changeLogs')
    const entries: unknown[] = Object.values(Object(body['changeLogs']))
    expect(entries.slice(0, 2).map((entry) => Object(entry).change)).toEqual([
      { dataValue: { dataElement: ids.weight, previousValue: '3100', currentValue: '3200' } },
      {
        eventField: {
          field: 'occurredAt',
          previousValue: '2026-09-28 00:00:00.000',
          currentValue: '2026-09-29 00:00:00.000',
        },
      },
    ])
    expect(entries.map((entry) => Object(entry).createdBy.username)).toContain('clerk_north')
  })
})

describe('what is stored of a bundle', () => {
  test('atomicMode=OBJECT stores what is good, and refuses what belongs to what is not', async () => {
    const bad = child('StrBad', {
      attributes: [
        { attribute: ids.firstName, value: 'x' },
        { attribute: 'nosuchAttr0', value: '1' },
      ],
    })
    const report = await importing.send({ trackedEntities: [bad, child('StrGod')] }, 'atomicMode=OBJECT')
    expect(report.status).toBe(200)
    expect(statsOf(report)).toBe('3 0 0 3 of 6')
    expect(issuesOf(report)).toEqual(['E1006 TRACKED_ENTITY StrBadTe000', 'E5000 ENROLLMENT StrBadEn000'])
    expect((await importing.get('tracker/trackedEntities/StrBadTe000')).status).toBe(404)
    expect((await importing.get('tracker/events/StrGodEv000')).status).toBe(200)
  })

  test('atomicMode=ALL, which is the default, stores nothing of a bundle with an error', async () => {
    const bad = child('StrAll', { orgUnit: 'nosuchUnit0' })
    const report = await importing.send({ trackedEntities: [child('StrNon'), bad] })
    expect([report.status, statsOf(report)]).toEqual([409, '0 0 0 6 of 6'])
    expect((await importing.get('tracker/trackedEntities/StrNonTe000')).status).toBe(404)
  })

  test('FAIL_FAST tells the first error, and what cannot be stored because of it', async () => {
    const bad = [child('StrFa1', { orgUnit: 'nosuchUnit0' }), child('StrFa2', { orgUnit: 'nosuchUnit0' })]
    const report = await importing.send({ trackedEntities: bad }, 'validationMode=FAIL_FAST')
    expect(issuesOf(report)).toEqual(['E1049 TRACKED_ENTITY StrFa1Te000', 'E5000 ENROLLMENT StrFa1En000'])
  })

  test('SKIP lets a superuser store what is wrong, and nobody else', async () => {
    const bad = child('StrSkp', { enrollments: [], attributes: [{ attribute: ids.dateOfBirth, value: 'some day' }] })
    const asClerk = await importing.send({ trackedEntities: [bad] }, 'validationMode=SKIP', 'clerk_north')
    expect(issuesOf(asClerk)).toEqual(['E1007 TRACKED_ENTITY StrSkpTe000'])
    expect((await importing.send({ trackedEntities: [bad] }, 'validationMode=SKIP')).status).toBe(200)
  })

  test('a relationship in an object is stored after what it relates', async () => {
    const relationships = [
      {
        relationship: 'StrRelation',
        relationshipType: 'JvWEq5EzRRr',
        from: { trackedEntity: { trackedEntity: 'X0guBImuthe' } },
        to: { trackedEntity: { trackedEntity: 'StrRelTe000' } },
      },
    ]
    const report = await importing.send({ trackedEntities: [child('StrRel', { relationships })] })
    expect(statsOf(report)).toBe('4 0 0 0 of 4')
    const { body } = await importing.get('tracker/relationships?trackedEntity=StrRelTe000&fields=relationship')
    expect(body['relationships']).toEqual([{ relationship: 'StrRelation' }])
  })

  test('what has no UID gets one, which the report tells', async () => {
    const { trackedEntity: _, ...nameless } = child('StrNam', { enrollments: [] })
    const { body } = await importing.send({ trackedEntities: [nameless] })
    const [report] = Object(body['bundleReport']).typeReportMap.TRACKED_ENTITY.objectReports
    expect((await importing.get(`tracker/trackedEntities/${report.uid}`)).status).toBe(200)
  })
})

test('a note that is stored already is left out with a warning, and one without a text without', async () => {
  const entity = child('StrNot')
  await importing.send({ trackedEntities: [entity] })
  const [enrollment] = entity.enrollments
  const given = { ...enrollment, events: [], trackedEntity: entity.trackedEntity }
  const noted = (notes: unknown) => ({ enrollments: [{ ...given, notes }] })
  await importing.send(noted([{ note: 'StrNotNote1', value: 'First' }, { value: '' }]))
  const report = await importing.send(
    noted([{ note: 'StrNotNote1', value: 'Again' }, { value: 'Second' }]),
    'reportMode=FULL',
  )
  expect(issuesOf(report, 'warningReports')).toEqual(['E1119 ENROLLMENT StrNotEn000'])
  const { body } = await importing.get('tracker/enrollments/StrNotEn000?fields=notes[value,storedBy]')
  expect(Object(body['notes']).map((note: unknown) => Object(note).value)).toEqual(['First', 'Second'])
})

test('a tracked entity is changed by what happens to it, and tells by whom', async () => {
  await importing.send({ trackedEntities: [child('StrTch')] })
  const before = await importing.get('tracker/trackedEntities/StrTchTe000?fields=updatedAt')
  const event = { program: ids.childProgramme, programStage: ids.postnatal, orgUnit: ids.northClinic }
  const visit = { ...event, enrollment: 'StrTchEn000', occurredAt: '2026-10-10' }
  expect((await importing.send({ events: [visit] }, '', 'clerk_north')).status).toBe(200)
  const { body } = await importing.get(
    'tracker/trackedEntities/StrTchTe000?fields=updatedAt,createdBy[username],updatedBy[username]',
  )
  expect(body).toMatchObject({ createdBy: { username: 'admin' }, updatedBy: { username: 'clerk_north' } })
  expect(String(body['updatedAt']) > String(before.body['updatedAt'])).toBe(true)
})

test('2.35 has no importer', async () => {
  const oldest = await importingSandbox({ version: '2.35' })
  try {
    expect((await oldest.send({})).status).toBe(501)
  } finally {
    await oldest.sandbox.close()
  }
})

describe('deleting', () => {
  test('takes what belongs to it along, and keeps all of it for who asks for deleted rows', async () => {
    await importing.send({ trackedEntities: [child('StrDel')] })
    const report = await importing.send(
      { trackedEntities: [{ trackedEntity: 'StrDelTe000' }] },
      'importStrategy=DELETE',
    )
    expect(statsOf(report)).toBe('0 0 1 0 of 1')
    for (const path of ['trackedEntities/StrDelTe000', 'enrollments/StrDelEn000', 'events/StrDelEv000']) {
      expect((await importing.get(`tracker/${path}`)).status, path).toBe(404)
    }
    const query = `program=${ids.childProgramme}&events=StrDelEv000&includeDeleted=true&fields=event,deleted`
    const { body } = await importing.get(`tracker/events?${query}`)
    expect(body['events']).toEqual([{ event: 'StrDelEv000', deleted: true }])
  })

  test.each([
    [{ trackedEntities: [{ trackedEntity: 'StrDelTe000' }] }, 'E1114 TRACKED_ENTITY StrDelTe000'],
    [{ enrollments: [{ enrollment: 'StrDelEn000' }] }, 'E1113 ENROLLMENT StrDelEn000'],
    [{ events: [{ event: 'StrDelEv000' }] }, 'E1082 EVENT StrDelEv000'],
    [{ trackedEntities: [{ trackedEntity: 'StrNoneTe00' }] }, 'E1063 TRACKED_ENTITY StrNoneTe00'],
    [{ enrollments: [{ enrollment: 'StrNoneEn00' }] }, 'E1081 ENROLLMENT StrNoneEn00'],
    [{ events: [{ event: 'StrNoneEv00' }] }, 'E1032 EVENT StrNoneEv00'],
    [{ relationships: [{ relationship: 'StrNoneRe00' }] }, 'E4016 RELATIONSHIP StrNoneRe00'],
  ])('%j is refused', async (bundle, issue) => {
    expect(issuesOf(await importing.send(bundle, 'importStrategy=DELETE'))).toEqual([issue])
  })

  test('frees a unique value for another', async () => {
    const attributes = [{ attribute: ids.nationalId, value: 'one-of-a-kind' }]
    await importing.send({ trackedEntities: [child('StrUn1', { enrollments: [], attributes })] })
    const second = { trackedEntities: [child('StrUn2', { enrollments: [], attributes })] }
    expect(issuesOf(await importing.send(second))).toEqual(['E1064 TRACKED_ENTITY StrUn2Te000'])
    await importing.send({ trackedEntities: [{ trackedEntity: 'StrUn1Te000' }] }, 'importStrategy=DELETE')
    expect((await importing.send(second)).status).toBe(200)
  })
})

test('an enrollment that moves leaves its tracked entity where it is owned', async () => {
  const entity = child('StrMov')
  await importing.send({ trackedEntities: [entity] })
  const [enrollment] = entity.enrollments
  const moved = { ...enrollment, events: [], trackedEntity: entity.trackedEntity, orgUnit: ids.southClinic }
  expect(statsOf(await importing.send({ enrollments: [moved] }, 'importStrategy=UPDATE'))).toBe('0 1 0 0 of 1')
  const { body } = await importing.get(
    `tracker/trackedEntities/StrMovTe000?fields=programOwners[orgUnit],enrollments[orgUnit]`,
  )
  expect(body).toEqual({ programOwners: [{ orgUnit: ids.northClinic }], enrollments: [{ orgUnit: ids.southClinic }] })
})

test('what is imported can be read in the legacy way too', async () => {
  const older = await importingSandbox({ version: '2.41' })
  try {
    await older.send({ trackedEntities: [child('StrLeg')] })
    const { body } = await older.get('events/StrLegEv000')
    expect(body).toMatchObject({ event: 'StrLegEv000', trackedEntityInstance: 'StrLegTe000', status: 'COMPLETED' })
    await older.send({ events: [{ event: 'StrLegEv000' }] }, 'importStrategy=DELETE')
    expect((await older.get('events/StrLegEv000')).status).toBe(404)
  } finally {
    await older.sandbox.close()
  }
})
