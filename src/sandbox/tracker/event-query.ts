import type { EventRecord, MetadataObject } from '../dataset.ts'
import { referenceId, referenceIds } from '../dataset-metadata.ts'
import { readAssignedUsers } from './assigned-users.ts'
import { durationStart, isBetween, readBoolean, readTime, readUid, readUids } from './parameters.ts'
import type { Reader } from './reader.ts'
import { badRequest, conflict } from './refusal.ts'
import { hasStatus, readEnrollmentStatus, readEventStatus } from './statuses.ts'
import type { TrackerIndex } from './tracker-index.ts'
import { readFilters } from './value-filters.ts'
import { type ValuePredicate, valuePredicate } from './value-predicates.ts'

type EventTest = (event: EventRecord) => boolean

/** Reads everything of an events query that looks at the event alone, its enrollment or its tracked entity; org units, order and paging aside. */
export function readEventTest(query: URLSearchParams, index: TrackerIndex, reader: Reader): EventTest {
  const tests = [
    ...ownTests(query, index),
    ...timeTests(query, index),
    ...enrollmentTests(query, index),
    ...valueTests(query, index),
    readAssignedUsers(query, index, reader),
    attributeOptionTest(query, index),
  ].filter((test) => test !== undefined)
  return (event) => tests.every((passes) => passes(event))
}

function ownTests(query: URLSearchParams, index: TrackerIndex): (EventTest | undefined)[] {
  const program = readUid(query, 'program')
  const programStage = readUid(query, 'programStage')
  const trackedEntity = readUid(query, 'trackedEntity')
  const status = readEventStatus(query, 'status')
  return [
    program === undefined ? undefined : (event) => event.program === program,
    programStage === undefined ? undefined : (event) => event.programStage === programStage,
    trackedEntity === undefined ? undefined : (event) => event.trackedEntity === trackedEntity,
    status === undefined ? undefined : (event) => hasStatus(event, status, index.now),
  ]
}

function timeTests(query: URLSearchParams, { now, dataset }: TrackerIndex): EventTest[] {
  const { occurredFallsBack } = dataset.version.tracker
  const occurredAfter = readTime(query, 'occurredAfter', 'start')
  const occurredBefore = readTime(query, 'occurredBefore', 'end')
  const scheduledAfter = readTime(query, 'scheduledAfter', 'start')
  const scheduledBefore = readTime(query, 'scheduledBefore', 'end')
  const updatedBefore = readTime(query, 'updatedBefore', 'end')
  const within = query.get('updatedWithin') ?? ''
  let updatedAfter = readTime(query, 'updatedAfter', 'start')
  if (within !== '') {
    if (updatedAfter !== undefined || updatedBefore !== undefined) {
      throw badRequest('Last updated from and/or to and last updated duration cannot be specified simultaneously')
    }
    updatedAfter = durationStart(within, now)
    if (updatedAfter === undefined) throw badRequest(`Duration is not valid: ${within}`)
  }
  return [
    ({ occurredAt, scheduledAt }) =>
      isBetween(occurredAt ?? (occurredFallsBack ? scheduledAt : undefined), occurredAfter, occurredBefore),
    ({ scheduledAt }) => isBetween(scheduledAt, scheduledAfter, scheduledBefore),
    ({ updatedAt }) => isBetween(updatedAt, updatedAfter, updatedBefore),
  ]
}

/** Events without a tracked entity stand in an enrollment that 2.42 makes for them, active and without dates. */
function enrollmentTests(query: URLSearchParams, { dataset }: TrackerIndex): (EventTest | undefined)[] {
  const enrollments = readUids(query, 'enrollments')
  const status = readEnrollmentStatus(query, 'enrollmentStatus')
  const followUp = readBoolean(query, 'followUp')
  const enrolledAfter = readTime(query, 'enrollmentEnrolledAfter', 'start')
  const enrolledBefore = readTime(query, 'enrollmentEnrolledBefore', 'end')
  const occurredAfter = readTime(query, 'enrollmentOccurredAfter', 'start')
  const occurredBefore = readTime(query, 'enrollmentOccurredBefore', 'end')
  const enrollmentOf = (event: EventRecord) => dataset.enrollments.get(event.enrollment)
  return [
    enrollments.size === 0 ? undefined : (event) => enrollments.has(event.enrollment),
    status === undefined ? undefined : (event) => (enrollmentOf(event)?.status ?? 'ACTIVE') === status,
    followUp === undefined ? undefined : (event) => (enrollmentOf(event)?.followUp ?? false) === followUp,
    (event) => isBetween(enrollmentOf(event)?.enrolledAt, enrolledAfter, enrolledBefore),
    (event) => isBetween(enrollmentOf(event)?.occurredAt, occurredAfter, occurredBefore),
  ]
}

function valueTests(query: URLSearchParams, { dataset, metadata }: TrackerIndex): EventTest[] {
  if ((query.get('filter') ?? '') !== '' && readUids(query, 'events').size > 0) {
    throw badRequest('Event UIDs and filters can not be specified at the same time')
  }
  const filterFacts = dataset.version.tracker.filters
  const byElement = [...readFilters(query, 'filter', filterFacts)].map(([id, filters]): EventTest => {
    const info = metadata.dataElements.get(id)
    if (info === undefined) throw badRequest(`filter is invalid. Data element '${id}' does not exist.`)
    const passes = valuePredicate(info, 'data element', filters)
    return (event) => passes(dataValue(event, id))
  })
  const byAttribute = [...readFilters(query, 'filterAttributes', filterFacts)].map(([id, filters]): EventTest => {
    const info = metadata.attributes.get(id)
    if (info === undefined) {
      throw badRequest(`attribute filters are invalid. Tracked entity attribute '${id}' does not exist.`)
    }
    return attributeTest(dataset.trackedEntities, id, valuePredicate(info, 'attribute', filters))
  })
  return [...byElement, ...byAttribute]
}

function attributeTest(
  trackedEntities: TrackerIndex['dataset']['trackedEntities'],
  id: string,
  passes: ValuePredicate,
): EventTest {
  return ({ trackedEntity }) => {
    const attributes = trackedEntities.get(trackedEntity ?? '')?.attributes
    return passes(attributes?.find(({ attribute }) => attribute === id)?.value)
  }
}

/** The value of a data element in an event. */
export function dataValue({ dataValues }: EventRecord, id: string): string | undefined {
  for (const { dataElement, value } of dataValues) if (dataElement === id) return value
  return undefined
}

/** `attributeCategoryCombo` and `attributeCategoryOptions` together name one attribute option combo. */
function attributeOptionTest(query: URLSearchParams, { dataset }: TrackerIndex): EventTest | undefined {
  const combo = readUid(query, 'attributeCategoryCombo')
  const options = readUids(query, 'attributeCategoryOptions')
  if (combo === undefined && options.size === 0) return undefined
  if (combo === undefined || options.size === 0) {
    throw conflict('Both category combo and category options must be specified')
  }
  if (dataset.metadata.get('categoryCombos')?.has(combo) !== true) {
    throw conflict(`Category combo not found or not accessible: \`${combo}\``)
  }
  const optionCombo = [...(dataset.metadata.get('categoryOptionCombos')?.values() ?? [])].find(
    (candidate) => referenceId(candidate['categoryCombo']) === combo && hasOptions(candidate, options),
  )
  if (optionCombo === undefined) {
    throw conflict('Attribute option combo does not exist for given category combo and category options')
  }
  return ({ attributeOptionCombo }) => attributeOptionCombo === optionCombo.id
}

function hasOptions(optionCombo: MetadataObject, options: Set<string>): boolean {
  const ids = referenceIds(optionCombo['categoryOptions'])
  return ids.length === options.size && ids.every((id) => options.has(id))
}
