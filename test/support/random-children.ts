import fc from 'fast-check'

/** A child of the dataset's Child Programme as a bundle nests it, without UIDs. */
export interface RandomChild {
  trackedEntityType: string
  orgUnit: string
  geometry?: { type: string; coordinates: number[] }
  attributes: { attribute: string; value: string }[]
  enrollments: RandomEnrollment[]
}

/** An enrollment of a random child. */
export interface RandomEnrollment {
  program: string
  orgUnit: string
  enrolledAt: string
  occurredAt: string
  status: string
  followUp: boolean
  events: RandomEvent[]
}

/** An event of a random child. */
export interface RandomEvent {
  program: string
  programStage: string
  orgUnit: string
  occurredAt: string
  status: string
  dataValues: { dataElement: string; value: string }[]
}

const PROGRAM = 'U7oMv90laog'
const ORG_UNIT = 'km7DjCCL8kC'

const LETTERS = [...'abcdeéßñ中文Ⅷ,;:/\\"\'<>&%#👶']

const day = (from: number, days: number) =>
  fc.integer({ min: 0, max: days }).map((n) => new Date(from + n * 86_400_000).toISOString().slice(0, 10))
const pastDay = day(Date.UTC(2024, 0, 1), 700)
/** Text as people write it: letters of several scripts, quotes, commas, emoji; DHIS2 trims no value but refuses empty ones. */
const text = fc
  .array(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: 12 })
  .map((letters) => `N${letters.join('')}`)
const point = fc
  .tuple(fc.integer({ min: -1700, max: 1700 }), fc.integer({ min: -800, max: 800 }))
  .map(([x, y]) => ({ type: 'Point', coordinates: [x / 10, y / 10] }))

const some = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined })
const value = <Key extends string>(key: Key, id: string, text: string | undefined) =>
  text === undefined ? [] : [{ [key]: id, value: text } as Record<Key | 'value', string>]

const attributes = fc
  .record({
    first: text,
    last: text,
    sex: some(fc.constantFrom('FEMALE', 'MALE', 'OTHER')),
    born: pastDay,
    home: some(text),
  })
  .map(({ first, last, sex, born, home }) => [
    ...value('attribute', 'cTcePYIrfPz', first),
    ...value('attribute', 'GxzwGQPmIkq', last),
    ...value('attribute', 'WRkWhyijZxP', sex),
    ...value('attribute', 'ANNYS5BP9uu', born),
    ...value('attribute', 'UrRasfAwg7i', home),
  ])

const event = (programStage: string, dataValues: fc.Arbitrary<RandomEvent['dataValues']>): fc.Arbitrary<RandomEvent> =>
  fc.record({ occurredAt: pastDay, status: fc.constantFrom('ACTIVE', 'COMPLETED'), dataValues }).map((own) => ({
    program: PROGRAM,
    programStage,
    orgUnit: ORG_UNIT,
    ...own,
  }))

const birth = event(
  'UlGOlZiZl1i',
  fc
    .record({
      apgar: some(fc.integer({ min: 4, max: 10 })),
      weight: fc.integer({ min: 500, max: 5000 }),
      bcg: some(fc.boolean()),
    })
    .map(({ apgar, weight, bcg }) => [
      ...value('dataElement', 'g0Qbfdshgk5', apgar?.toString()),
      ...value('dataElement', 'f6gE41nTCTn', String(weight)),
      ...value('dataElement', 'Dz3fwNhRAYB', bcg?.toString()),
    ]),
)
const visit = event(
  'cYE9ZDntzMW',
  fc
    .record({ muac: some(fc.integer({ min: 1, max: 300 })), next: some(pastDay), remark: some(text) })
    .map(({ muac, next, remark }) => [
      ...value('dataElement', 'MExlQAuWCHu', muac?.toString()),
      ...value('dataElement', 'OAnhSwPAWvH', next),
      ...value('dataElement', 'G2LHJEdSNa0', remark),
    ]),
)

const enrollment: fc.Arbitrary<RandomEnrollment> = fc
  .record({
    enrolledAt: pastDay,
    occurredAt: pastDay,
    status: fc.constantFrom('ACTIVE', 'COMPLETED', 'CANCELLED'),
    followUp: fc.boolean(),
    births: fc.array(birth, { maxLength: 1 }),
    visits: fc.array(visit, { maxLength: 3 }),
  })
  .map(({ births, visits, ...own }) => ({
    program: PROGRAM,
    orgUnit: ORG_UNIT,
    ...own,
    events: [...births, ...visits],
  }))

/** Children that DHIS2 accepts, enrolled in the program that shows their attributes. */
export const randomChild: fc.Arbitrary<RandomChild> = fc
  .record({ geometry: some(point), attributes, enrollments: fc.array(enrollment, { minLength: 1, maxLength: 1 }) })
  .map(({ geometry, ...own }) => ({
    trackedEntityType: 'UpgtDS3CDR9',
    orgUnit: ORG_UNIT,
    ...(geometry && { geometry }),
    ...own,
  }))
