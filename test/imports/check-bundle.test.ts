import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkBundle } from '../../src/imports/check-bundle.ts'
import { formKeys } from '../../src/imports/form-metadata.ts'
import { locateIssue } from '../../src/imports/locate-issue.ts'
import type { TrackerBundle } from '../../src/model/import-bundle.ts'
import type { ImportOptions } from '../../src/model/import-options.ts'
import { validBundle } from './arbitrary-bundle.ts'
import { BREAKERS, type Break } from './broken-bundle.ts'
import { datasetForm } from './dataset-form.ts'

const rules = {
  options: { importStrategy: 'CREATE' } satisfies ImportOptions,
  metadata: datasetForm,
  today: '2026-11-21',
  major: 43,
}
const MAJORS = fc.constantFrom(38, 40, 41, 42, 43)
const meaningOf = (id: string) => datasetForm.trackedEntityAttribute(id) ?? datasetForm.dataElement(id)

test('a bundle that DHIS2 would store has no issue, whatever the version and strategy', () => {
  const strategy = fc.constantFrom<ImportOptions['importStrategy']>('CREATE', 'UPDATE', 'CREATE_AND_UPDATE', 'DELETE')
  fc.assert(
    fc.property(validBundle, MAJORS, strategy, (bundle, major, importStrategy) => {
      expect(checkBundle(bundle, { ...rules, major, options: { importStrategy } })).toEqual([])
    }),
  )
})

/** A bundle with one wrong place, chosen among those that there are. */
function broken(breaker: (typeof BREAKERS)[string]): fc.Arbitrary<{ bundle: TrackerBundle; wrong: Break }> {
  return fc
    .tuple(validBundle, fc.infiniteStream(fc.nat()))
    .map(([valid, choices]) => {
      const bundle = structuredClone(valid)
      const wrong = breaker(bundle, (items) => items[(choices.next().value ?? 0) % Math.max(1, items.length)])
      return { bundle, wrong }
    })
    .filter((one): one is { bundle: TrackerBundle; wrong: Break } => one.wrong !== undefined)
}

describe('one wrong place is told at exactly that place', () => {
  test.each(Object.entries(BREAKERS))('%s', (_, breaker) => {
    fc.assert(
      fc.property(broken(breaker), ({ bundle, wrong }) => {
        const told = checkBundle(bundle, rules).map(({ code, path }) => `${code} ${path.join('/')}`)
        expect(told).toContain(`${wrong.code} ${wrong.path.join('/')}`)
      }),
    )
  })

  test('and where DHIS2 tells it instead, the same place is found by its code and words', () => {
    const anyBroken = fc
      .constantFrom(...Object.entries(BREAKERS))
      .chain(([name, breaker]) => broken(breaker).map((one) => ({ ...one, name })))
    fc.assert(
      fc.property(anyBroken, ({ bundle, name }) => {
        // Objects with one UID cannot be told apart by it.
        fc.pre(name !== 'a UID twice')
        for (const issue of checkBundle(bundle, rules)) {
          expect(locateIssue(issue, bundle, meaningOf), issue.message).toEqual(issue.path)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('what is not told', () => {
  const late: TrackerBundle = {
    enrollments: [{ enrollment: 'EnrollmentA', trackedEntity: 'Vy5ofXAVJYt', program: 'U7oMv90laog', enrolledAt: 'x' }],
  }
  const codes = (options: ImportOptions, bundle = late) =>
    checkBundle(bundle, { ...rules, options }).map(({ code }) => code)

  test('what needs metadata, where it is named otherwise than by UID', () => {
    expect(codes({ importStrategy: 'CREATE' })).toEqual(['E1122', 'E1023'])
    expect(codes({ importStrategy: 'CREATE', idScheme: 'CODE' })).toEqual(['E1122'])
    expect(codes({ importStrategy: 'CREATE', programIdScheme: 'ATTRIBUTE:abcdefghijk' })).toEqual(['E1122'])
    expect(codes({ importStrategy: 'CREATE', idScheme: 'uid' })).toEqual(['E1122', 'E1023'])
  })

  test('anything, where DHIS2 shall not validate, or store what is sound without the rest', () => {
    expect(codes({ importStrategy: 'CREATE', validationMode: 'SKIP' })).toEqual([])
    expect(codes({ importStrategy: 'CREATE', atomicMode: 'OBJECT' })).toEqual([])
  })

  test('but a malformed UID is, which from 2.42 on is unreadable whatever the options', () => {
    const malformed: TrackerBundle = { trackedEntities: [{ trackedEntity: 'short' }] }
    const told = (major: number) =>
      checkBundle(malformed, { ...rules, major, options: { importStrategy: 'CREATE', atomicMode: 'OBJECT' } })
    expect(told(41)).toEqual([])
    expect(told(42).map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
      'E1048 trackedEntities.0.trackedEntity',
    ])
  })

  test('what may be stored already: mandatory values of an update, or of an entity outside of the bundle', () => {
    const update: TrackerBundle = {
      trackedEntities: [
        { trackedEntity: 'FocusAreaAb', trackedEntityType: 'VXzGCMynIc1', orgUnit: 'km7DjCCL8kC', attributes: [] },
      ],
    }
    expect(codes({ importStrategy: 'CREATE' }, update)).toEqual(['E1090'])
    expect(codes({ importStrategy: 'UPDATE' }, update)).toEqual([])
    expect(codes({ importStrategy: 'CREATE_AND_UPDATE' }, update)).toEqual([])
  })

  test('attributes and data elements that DHIS2 hides from the caller, where their place says that they exist', () => {
    const hidden = { ...datasetForm, trackedEntityAttribute: () => undefined, dataElement: () => undefined }
    fc.assert(
      fc.property(validBundle, (bundle) => {
        expect(checkBundle(bundle, { ...rules, metadata: hidden })).toEqual([])
      }),
    )
  })

  test('what a form of unknown metadata demands: places that are not loaded', () => {
    const bare = {
      ...datasetForm,
      trackedEntityType: (id: string) => ({ id }),
      programStage: (id: string) => ({ id }),
      program: (id: string) => ({ id }),
    }
    fc.assert(
      fc.property(validBundle, (bundle) => {
        expect(checkBundle(bundle, { ...rules, metadata: bare })).toEqual([])
      }),
    )
  })
})

describe('the same value in another version', () => {
  const event = (dataElement: string, value: string): TrackerBundle => ({
    events: [
      {
        event: 'EventUidAb1',
        program: 'XeJ1WgcCVBW',
        programStage: 'qMoCE7wzWI9',
        orgUnit: 'km7DjCCL8kC',
        occurredAt: '2026-01-01',
        dataValues: [{ dataElement, value }],
      },
    ],
  })
  const codes = (bundle: TrackerBundle, major: number) =>
    checkBundle(bundle, { ...rules, options: { importStrategy: 'UPDATE' }, major }).map(({ code }) => code)

  test('an option code in another letter case is one up to 2.40', () => {
    expect(codes(event('gG2IFaQRAox', 'male'), 40)).toEqual([])
    expect(codes(event('gG2IFaQRAox', 'male'), 41)).toEqual(['E1125'])
  })

  test('a UID twice is told from 2.43 on, where DHIS2 fails at it', () => {
    const [one] = event('XAFxKt9ELw7', '1').events ?? []
    const twice = { events: one ? [one, one] : [] }
    const told = (major: number) => checkBundle(twice, { ...rules, major }).map(({ code }) => code)
    expect(told(42)).toEqual([])
    expect(told(43)).toEqual(['E1030'])
  })

  test('an event of a program with registration needs its enrollment', () => {
    const flat: TrackerBundle = {
      events: [
        {
          event: 'EventUidAb1',
          program: 'U7oMv90laog',
          programStage: 'cYE9ZDntzMW',
          orgUnit: 'km7DjCCL8kC',
          occurredAt: '2026-01-01',
        },
      ],
    }
    expect(codes(flat, 42)).toEqual(['E1033'])
    expect(codes(flat, 43)).toEqual(['E1123'])
  })

  test('the endpoints before /api/tracker demand less: no mandatory values, no option of a data value', () => {
    const entity: TrackerBundle = {
      trackedEntities: [
        {
          trackedEntity: 'FocusAreaAb',
          trackedEntityType: 'VXzGCMynIc1',
          orgUnit: 'km7DjCCL8kC',
          attributes: [{ attribute: 'PGQT9Upds3H', value: 'few' }],
        },
      ],
    }
    const told = (bundle: TrackerBundle, major: number, isLegacy?: boolean) =>
      checkBundle(bundle, { ...rules, major, isLegacy }).map(({ code }) => code)
    expect(told(entity, 40)).toEqual(['E1007', 'E1090'])
    expect(told(entity, 40, true)).toEqual(['E1007'])
    expect(told(entity, 36)).toEqual(['E1007'])
    expect(told(event('gG2IFaQRAox', 'NONE'), 36)).toEqual([])
    expect(told(event('XAFxKt9ELw7', 'many'), 36)).toEqual(['E1302'])
  })

  test('an end of a relationship that is missing', () => {
    const [open] = [{ relationships: [{ relationship: 'RelationAb1', relationshipType: 'JvWEq5EzRRr' }] }]
    const told = (major: number) => checkBundle(open, { ...rules, major }).map(({ code }) => code)
    expect(told(38)).toEqual(['E1124', 'E1124'])
    expect(told(41)).toEqual(['E4001', 'E4001'])
  })
})

test('what a bundle names is asked for before it is checked', () => {
  const keys = formKeys({
    trackedEntities: [
      {
        trackedEntityType: 'UpgtDS3CDR9',
        attributes: [{ attribute: 'cTcePYIrfPz' }],
        enrollments: [
          {
            program: 'U7oMv90laog',
            events: [{ programStage: 'UlGOlZiZl1i', dataValues: [{ dataElement: 'g0Qbfdshgk5' }] }],
          },
        ],
      },
    ],
  })
  expect(keys).toEqual({
    programs: new Set(['U7oMv90laog']),
    programStages: new Set(['UlGOlZiZl1i']),
    trackedEntityTypes: new Set(['UpgtDS3CDR9']),
    trackedEntityAttributes: new Set(['cTcePYIrfPz']),
    dataElements: new Set(['g0Qbfdshgk5']),
  })
})
