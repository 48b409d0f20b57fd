import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { child, type ImportingSandbox, ids, importingSandbox, issuesOf } from './importing.ts'

let importing: ImportingSandbox

beforeAll(async () => {
  importing = await importingSandbox({ version: '2.42' })
  await importing.send({
    trackedEntities: [
      child('AccNor'),
      child('AccSou', {
        orgUnit: ids.southClinic,
        enrollments: child('AccSou').enrollments.map((enrollment) => ({
          ...enrollment,
          orgUnit: ids.southClinic,
          events: enrollment.events.map((event) => ({ ...event, orgUnit: ids.southClinic })),
        })),
      }),
    ],
  })
})

afterAll(() => importing.sandbox.close())

const asNorth = async (bundle: unknown, query: string): Promise<string[]> =>
  issuesOf(await importing.send(bundle, `${query}&importMode=VALIDATE`, 'clerk_north'))

describe('a clerk of one area', () => {
  test('creates there, and nowhere else', async () => {
    const create = 'importStrategy=CREATE'
    expect(await asNorth({ trackedEntities: [child('AccNew', { enrollments: [] })] }, create)).toEqual([])
    const elsewhere = child('AccNew', { enrollments: [], orgUnit: ids.southClinic })
    expect(await asNorth({ trackedEntities: [elsewhere] }, create)).toEqual(['E1000 TRACKED_ENTITY AccNewTe000'])
  })

  test('does not change who is out of reach', async () => {
    const entity = { trackedEntity: 'AccSouTe000', trackedEntityType: ids.person, orgUnit: ids.southClinic }
    expect(await asNorth({ trackedEntities: [entity] }, 'importStrategy=UPDATE')).toEqual([
      'E1003 TRACKED_ENTITY AccSouTe000',
    ])
  })

  test('does not enroll who is out of reach', async () => {
    const [enrollment] = child('AccEnr').enrollments
    const given = { ...enrollment, trackedEntity: 'AccSouTe000', status: 'COMPLETED', events: [] }
    expect(await asNorth({ enrollments: [given] }, 'importStrategy=CREATE')).toEqual(['E1102 ENROLLMENT AccEnrEn000'])
  })

  test('deletes what has nothing below it, and needs an authority for the rest', async () => {
    const remove = 'importStrategy=DELETE'
    expect(await asNorth({ events: [{ event: 'AccNorEv000' }] }, remove)).toEqual([])
    expect(await asNorth({ enrollments: [{ enrollment: 'AccNorEn000' }] }, remove)).toEqual([
      'E1103 ENROLLMENT AccNorEn000',
    ])
    expect(await asNorth({ trackedEntities: [{ trackedEntity: 'AccNorTe000' }] }, remove)).toEqual([
      'E1100 TRACKED_ENTITY AccNorTe000',
    ])
    expect(await asNorth({ events: [{ event: 'AccSouEv000' }] }, remove)).toEqual([
      'E1000 EVENT AccSouEv000',
      'E1102 EVENT AccSouEv000',
    ])
  })

  test('does not reopen a completed event without an authority', async () => {
    const event = {
      event: 'AccNorEv000',
      enrollment: 'AccNorEn000',
      program: ids.childProgramme,
      programStage: ids.birth,
      orgUnit: ids.northClinic,
      occurredAt: '2026-09-28',
      status: 'ACTIVE',
    }
    expect(await asNorth({ events: [event] }, 'importStrategy=UPDATE')).toEqual(['E1083 EVENT AccNorEv000'])
  })

  test('does not know a program that is not shared', async () => {
    const [enrollment] = child('AccHid').enrollments
    const hidden = { ...enrollment, trackedEntity: 'AccNorTe000', program: 'CuYRmnuHL3B', events: [] }
    expect(await asNorth({ enrollments: [hidden] }, 'importStrategy=CREATE')).toEqual(['E1069 ENROLLMENT AccHidEn000'])
  })
})

test('2.43 tells why a tracked entity may not be changed, in its raw words', async () => {
  const newer = await importingSandbox({ version: '2.43' })
  try {
    const given = child('AccRaw', { orgUnit: ids.southClinic, enrollments: [] })
    await newer.send({ trackedEntities: [given] })
    const { body } = await newer.send({ trackedEntities: [given] }, 'importStrategy=UPDATE', 'clerk_north')
    const [error] = Object(body['validationReport']).errorReports
    expect(error.errorCode).toBe('E1324')
    expect(error.message).toContain('`{0}`')
  } finally {
    await newer.sandbox.close()
  }
})
