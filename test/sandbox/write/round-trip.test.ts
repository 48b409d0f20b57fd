import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newUid } from '../../../src/sandbox/new-uid.ts'
import { sandboxVersionNames } from '../../../src/sandbox/versions/version-facts.ts'
import { type ImportingSandbox, ids, importingSandbox } from './importing.ts'

const moment = fc
  .date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2026-11-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, -1))

const text = fc.string({ minLength: 1, maxLength: 30 }).filter((value) => value.trim() !== '')

const visit = fc.record({
  occurredAt: moment,
  status: fc.constantFrom('ACTIVE', 'COMPLETED'),
  weight: fc.integer({ min: 400, max: 9000 }),
  remark: text,
})

const life = fc.record({
  firstName: text,
  lastName: text,
  enrolledAt: moment,
  occurredAt: moment,
  status: fc.constantFrom('ACTIVE', 'COMPLETED', 'CANCELLED'),
  followUp: fc.boolean(),
  visits: fc.array(visit, { maxLength: 4 }),
})

type Life = typeof life extends fc.Arbitrary<infer Value> ? Value : never

/** A life as rows, in the words of a bundle and of what is read back. */
function rowsOf({ firstName, lastName, enrolledAt, occurredAt, status, followUp, visits }: Life) {
  const place = { program: ids.childProgramme, orgUnit: ids.northClinic }
  const [trackedEntity, enrollment] = [newUid(), newUid()]
  const attributes = [
    { attribute: ids.firstName, value: firstName },
    { attribute: ids.lastName, value: lastName },
    { attribute: ids.dateOfBirth, value: '2024-02-29' },
  ]
  return {
    entity: { trackedEntity, trackedEntityType: ids.person, orgUnit: ids.northClinic, attributes },
    enrollment: { ...place, enrollment, trackedEntity, status, enrolledAt, occurredAt, followUp },
    events: visits.map((given) => ({
      ...place,
      event: newUid(),
      enrollment,
      programStage: ids.postnatal,
      status: given.status,
      occurredAt: given.occurredAt,
      dataValues: [
        { dataElement: ids.weight, value: String(given.weight) },
        { dataElement: 'G2LHJEdSNa0', value: given.remark },
      ],
    })),
  }
}

describe.each(sandboxVersionNames.filter((name) => name !== '2.35'))('%s', (version) => {
  let importing: ImportingSandbox

  beforeAll(async () => {
    importing = await importingSandbox({ version, seeded: false })
  })

  afterAll(() => importing.sandbox.close())

  test('random lives, nested or flat, read back as they were sent', async () => {
    await fc.assert(
      fc.asyncProperty(life, fc.boolean(), async (given, isNested) => {
        const { entity, enrollment, events } = rowsOf(given)
        // 2.38 wants the program's attributes in the enrollment.
        const enrolled = { ...enrollment, attributes: entity.attributes }
        const bundle = isNested
          ? { trackedEntities: [{ ...entity, enrollments: [{ ...enrolled, events }] }] }
          : { trackedEntities: [entity], enrollments: [enrolled], events }
        const report = await importing.send(bundle)
        expect(report.status, JSON.stringify(report.body)).toBe(200)
        const fields = [
          'trackedEntity,trackedEntityType,orgUnit,attributes[attribute,value]',
          'enrollments[enrollment,trackedEntity,program,orgUnit,status,enrolledAt,occurredAt,followUp',
          'events[event,enrollment,program,programStage,orgUnit,status,occurredAt,dataValues[dataElement,value]]]',
        ].join()
        const { body } = await importing.get(
          `tracker/trackedEntities/${entity.trackedEntity}?program=${ids.childProgramme}&fields=${fields}`,
        )
        expect(body).toEqual({ ...entity, enrollments: [{ ...enrollment, events }] })
      }),
      { numRuns: 25 },
    )
  })
})
