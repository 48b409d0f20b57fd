import fc from 'fast-check'
import type {
  AttributeInput,
  DataValueInput,
  EnrollmentInput,
  EventInput,
  RelationshipInput,
  TrackedEntityInput,
  TrackerBundle,
} from '../../src/model/import-bundle.ts'
import { dataset, datasetForm } from './dataset-form.ts'

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const uid = fc
  .tuple(
    fc.constantFrom(...LETTERS),
    fc.string({ unit: fc.constantFrom(...`${LETTERS}0123456789`), minLength: 10, maxLength: 10 }),
  )
  .map(([first, rest]) => first + rest)
const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2026-11-01'), noInvalidDate: true })
const date = day.map((one) => one.toISOString().slice(0, 10))
const text = fc.string({ minLength: 1, maxLength: 20 }).filter((one) => one.trim() !== '')

/** Values that fit each type that the dataset uses. */
const VALUES: Record<string, fc.Arbitrary<string>> = {
  TEXT: text,
  LONG_TEXT: text,
  NUMBER: fc.integer({ min: -9999, max: 9999 }).map((tenths) => String(tenths / 10)),
  INTEGER_POSITIVE: fc.integer({ min: 1, max: 9999 }).map(String),
  INTEGER_ZERO_OR_POSITIVE: fc.nat(300).map(String),
  PERCENTAGE: fc.nat(100).map(String),
  BOOLEAN: fc.constantFrom('true', 'false'),
  TRUE_ONLY: fc.constant('true'),
  DATE: date,
  DATETIME: day.map((one) => one.toISOString().slice(0, 23)),
  PHONE_NUMBER: fc.constantFrom('+47 123 45 678', '0044-123456'),
  EMAIL: fc.constant('someone@example.org'),
  COORDINATE: fc
    .tuple(fc.integer({ min: -180, max: 180 }), fc.integer({ min: -90, max: 90 }))
    .map((at) => JSON.stringify(at)),
  ORGANISATION_UNIT: fc.constantFrom('km7DjCCL8kC', 'PecMdCv5cHd'),
  USERNAME: fc.constantFrom('clerk_north', 'tb_officer'),
}

function fittingValue({
  valueType,
  optionSet,
}: {
  valueType?: string
  optionSet?: { id: string }
}): fc.Arbitrary<string> {
  const codes = optionSet && datasetForm.optionSet(optionSet.id)?.options?.flatMap(({ code }) => code ?? [])
  return codes ? fc.constantFrom(...codes) : (VALUES[valueType ?? 'TEXT'] ?? text)
}

/** Values for some of the fields, and for all of those that are demanded. */
function filled<Item>(
  fields: { id: string; isDemanded: boolean; make: (value: string) => Item; value: fc.Arbitrary<string> }[],
): fc.Arbitrary<Item[]> {
  return fc
    .tuple(
      ...fields.map(({ isDemanded, value, make }) =>
        fc.option(value.map(make), { nil: undefined, freq: isDemanded ? 1e9 : 2 }),
      ),
    )
    .map((items) => items.flatMap((item) => (item === undefined ? [] : [item])))
}

/** Unique attributes get their values apart (`makeUnique`). */
function attributesOf(places: readonly { mandatory?: boolean; trackedEntityAttribute?: { id: string } }[]) {
  return filled<AttributeInput>(
    places.flatMap(({ mandatory, trackedEntityAttribute }) => {
      const attribute = datasetForm.trackedEntityAttribute(trackedEntityAttribute?.id ?? '')
      if (!attribute) return []
      const { id } = attribute
      return [
        {
          id,
          isDemanded: mandatory === true,
          value: fittingValue(attribute),
          make: (value: string) => ({ attribute: id, value }),
        },
      ]
    }),
  )
}

function dataValuesOf(stageId: string) {
  return filled<DataValueInput>(
    (datasetForm.programStage(stageId)?.programStageDataElements ?? []).flatMap(({ compulsory, dataElement }) => {
      const element = datasetForm.dataElement(dataElement?.id ?? '')
      if (!element) return []
      const { id } = element
      return [
        {
          id,
          isDemanded: compulsory === true,
          value: fittingValue(element),
          make: (value: string) => ({ dataElement: id, value }),
        },
      ]
    }),
  )
}

const orgUnit = fc.constantFrom('km7DjCCL8kC', 'gs6KbnWSEh1', 'PecMdCv5cHd')

function eventOf(program: string, programStage: string): fc.Arbitrary<EventInput> {
  return fc.record({
    event: uid,
    program: fc.constant(program),
    programStage: fc.constant(programStage),
    orgUnit,
    occurredAt: date,
    status: fc.constantFrom('ACTIVE', 'COMPLETED'),
    dataValues: dataValuesOf(programStage),
    notes: fc.array(fc.record({ note: uid, value: text }), { maxLength: 2 }),
  })
}

function eventsOf(program: string): fc.Arbitrary<EventInput[]> {
  const stages = dataset.programStages.filter((stage) => stage.program?.id === program)
  return fc
    .tuple(...stages.map(({ id, repeatable }) => fc.array(eventOf(program, id), { maxLength: repeatable ? 2 : 1 })))
    .map((lists) => lists.flat())
}

const programs = dataset.programs.filter(({ programType }) => programType === 'WITH_REGISTRATION')

const trackedEntity: fc.Arbitrary<TrackedEntityInput> = fc.constantFrom(...programs).chain((program) =>
  fc.record({
    trackedEntity: uid,
    trackedEntityType: fc.constant(program.trackedEntityType?.id),
    orgUnit,
    attributes: attributesOf(
      datasetForm.trackedEntityType(program.trackedEntityType?.id ?? '')?.trackedEntityTypeAttributes ?? [],
    ),
    enrollments: fc.array(
      fc.record<EnrollmentInput>({
        enrollment: uid,
        program: fc.constant(program.id),
        orgUnit,
        enrolledAt: date,
        occurredAt: date,
        status: fc.constant('ACTIVE'),
        attributes: attributesOf(program.programTrackedEntityAttributes ?? []),
        events: eventsOf(program.id),
        notes: fc.array(fc.record({ note: uid, value: text }), { maxLength: 2 }),
      }),
      { maxLength: 1 },
    ),
  }),
)

/** Its program's events are told apart by a category. */
const singleEvent = eventOf('XeJ1WgcCVBW', 'qMoCE7wzWI9').map((event) => ({
  ...event,
  attributeOptionCombo: 'h8KnqQQtaU5',
}))

const PERSON = 'UpgtDS3CDR9'

/** Two persons can be siblings. */
function siblings(entities: readonly TrackedEntityInput[]): fc.Arbitrary<RelationshipInput[]> {
  const persons = entities.filter(({ trackedEntityType }) => trackedEntityType === PERSON)
  const [from, to] = persons.flatMap(({ trackedEntity: one }) =>
    one ? [{ trackedEntity: { trackedEntity: one } }] : [],
  )
  if (!from || !to) return fc.constant([])
  const between = { relationshipType: fc.constant('JvWEq5EzRRr'), from: fc.constant(from), to: fc.constant(to) }
  return fc.array(fc.record({ relationship: uid, ...between }), { maxLength: 1 })
}

/** A bundle that DHIS2 would store, of the dataset's programs, nested. */
const nestedBundle: fc.Arbitrary<TrackerBundle> = fc
  .record({
    trackedEntities: fc.array(trackedEntity, { minLength: 1, maxLength: 3 }),
    events: fc.array(singleEvent, { maxLength: 2 }),
  })
  .chain(({ trackedEntities, events }) =>
    siblings(trackedEntities).map((relationships) => makeUnique({ trackedEntities, events, relationships })),
  )

/** A bundle that DHIS2 would store, nested or flat. */
export const validBundle: fc.Arbitrary<TrackerBundle> = fc
  .tuple(nestedBundle, fc.boolean())
  .map(([bundle, isFlat]) => (isFlat ? flat(bundle) : bundle))

/** Values of unique attributes: one for each tracked entity, which its enrollment repeats. */
function makeUnique(bundle: TrackerBundle): TrackerBundle {
  for (const [index, entity] of (bundle.trackedEntities ?? []).entries()) {
    const attributes = [entity, ...(entity.enrollments ?? [])].flatMap((one) => one.attributes ?? [])
    for (const attribute of attributes) {
      if (datasetForm.trackedEntityAttribute(attribute.attribute)?.unique) attribute.value = `unique ${index}`
    }
  }
  return bundle
}

function flat({ trackedEntities, events, relationships }: TrackerBundle): TrackerBundle {
  const entities = trackedEntities ?? []
  const enrollments = entities.flatMap(({ trackedEntity: owner, enrollments: own }) =>
    (own ?? []).map((one) => ({ ...one, trackedEntity: owner })),
  )
  return {
    trackedEntities: entities.map(({ enrollments: _, ...entity }) => entity),
    enrollments: enrollments.map(({ events: _, ...enrollment }) => enrollment),
    events: [
      ...enrollments.flatMap(({ enrollment, events: own }) => (own ?? []).map((one) => ({ ...one, enrollment }))),
      ...(events ?? []),
    ],
    relationships,
  }
}
