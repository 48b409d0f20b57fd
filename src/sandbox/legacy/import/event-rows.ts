import type { DataValueRecord, EventRecord } from '../../dataset.ts'
import { referenceIds } from '../../dataset-metadata.ts'
import { nextSerial } from '../../write/tracker-store.ts'
import { type Row, rowsOf } from '../legacy-rows.ts'
import { checkChangedEvent, checkNewEvent } from './event-checks.ts'
import { type EventPlace, elementsOf } from './event-places.ts'
import { done, type ImportSummary, refused } from './import-summary.ts'
import type { LegacyImport } from './legacy-import.ts'
import { clientTimes, geometryOf, textOf, timeOf } from './row-values.ts'
import { idOrNew, newNotes, touchEntity } from './stored-rows.ts'

/** Stores a new event. */
export function addEvent(context: LegacyImport, row: Row): ImportSummary {
  const { dataset, options } = context
  const given = textOf(row, 'event')
  if (dataset.events.has(given ?? '')) return refused(`Event ${given} already exists or was deleted earlier`, given)
  const checked = checkNewEvent(context, row)
  if ('refusal' in checked) return checked.refusal
  const { place } = checked
  const event = idOrNew(given)
  const summary = withWarning(place, row, done('imported', event))
  // A dry run reports only what is refused.
  if (options.dryRun) return summary
  const record = newEvent(context, event, place, row)
  dataset.events.set(event, record)
  dataset.enrollments.get(record.enrollment)?.events.push(event)
  touchEntity(context, record.trackedEntity)
  return summary
}

function newEvent(context: LegacyImport, event: string, place: EventPlace, row: Row): EventRecord {
  const { dataset, write } = context
  const at = write.nextMoment()
  const status = storedStatus(textOf(row, 'status'))
  return {
    serial: nextSerial(dataset.events),
    event,
    program: place.program.id,
    programStage: place.programStage.id,
    enrollment: place.enrollment ?? dataset.version.tracker.placeholderEnrollment ?? '',
    trackedEntity: place.entity?.trackedEntity,
    orgUnit: place.orgUnit,
    status,
    occurredAt: timeOf(textOf(row, 'eventDate')),
    scheduledAt: timeOf(textOf(row, 'dueDate')) ?? at,
    geometry: geometryOf(row['geometry']),
    assignedUser: assignedUser(context, place, row),
    attributeOptionCombo: place.attributeOptionCombo,
    attributeCategoryOptions: categoryOptions(context, place),
    completedAt: status === 'COMPLETED' ? (timeOf(textOf(row, 'completedDate')) ?? at) : undefined,
    completedBy: status === 'COMPLETED' ? (textOf(row, 'completedBy') ?? write.username) : undefined,
    dataValues: dataValues(context, place, row, []),
    notes: newNotes(context, row['notes'], []),
    createdAt: at,
    updatedAt: at,
    createdBy: write.username,
    updatedBy: write.username,
    ...clientTimes(row),
  }
}

/** Changes an event as a whole: data values that are not given go (`ProgramStageInstanceMapper` of 2.40). */
export function updateEvent(context: LegacyImport, row: Row): ImportSummary {
  const { dataset, options, write } = context
  const checked = checkChangedEvent(context, row)
  if ('refusal' in checked) return checked.refusal
  const { place } = checked
  const id = textOf(row, 'event') ?? ''
  const event = dataset.events.get(id)
  const summary = withWarning(place, row, done('updated', id))
  if (options.dryRun || event === undefined) return summary
  const status = storedStatus(textOf(row, 'status'))
  Object.assign(event, {
    programStage: place.programStage.id,
    orgUnit: place.orgUnit,
    occurredAt: timeOf(textOf(row, 'eventDate')) ?? event.occurredAt,
    scheduledAt: timeOf(textOf(row, 'dueDate')) ?? event.scheduledAt,
    geometry: geometryOf(row['geometry']),
    assignedUser: assignedUser(context, place, row),
    attributeOptionCombo: place.attributeOptionCombo,
    attributeCategoryOptions: categoryOptions(context, place),
    dataValues: dataValues(context, place, row, event.dataValues),
    updatedAt: write.nextMoment(),
    updatedBy: write.username,
    ...statusFields(context, event, status, row),
    ...clientTimes(row),
  })
  event.notes.push(...newNotes(context, row['notes'], event.notes))
  touchEntity(context, event.trackedEntity)
  return summary
}

/** Stores the data values of one event, the others as they are, as `PUT events/{id}/{dataElement}` does: nothing is checked. */
export function putDataValues(context: LegacyImport, row: Row): ImportSummary {
  const { dataset, write } = context
  const id = textOf(row, 'event') ?? ''
  const event = dataset.events.get(id)
  const stage = context.metadata.stages.get(event?.programStage ?? '')
  if (event === undefined || event.deleted === true || stage === undefined) {
    return refused(`Event ID ${id} doesn't point to valid event`, id)
  }
  const given = new Set(rowsOf(row['dataValues']).map((value) => textOf(value, 'dataElement')))
  const kept = event.dataValues.filter(({ dataElement }) => !given.has(dataElement))
  event.dataValues = [...kept, ...dataValues(context, { programStage: stage }, row, event.dataValues)]
  Object.assign(event, { updatedAt: write.nextMoment(), updatedBy: write.username })
  touchEntity(context, event.trackedEntity)
  return done('updated', id)
}

const storedStatus = (status = 'ACTIVE'): string => (status === 'VISITED' ? 'ACTIVE' : status)

function statusFields(
  { write }: LegacyImport,
  event: EventRecord,
  status: string,
  row: Row,
): Pick<EventRecord, 'status' | 'completedAt' | 'completedBy'> {
  if (status === 'ACTIVE') return { status, completedAt: undefined, completedBy: undefined }
  if (status !== 'COMPLETED' || event.status === 'COMPLETED') {
    return { status, completedAt: event.completedAt, completedBy: event.completedBy }
  }
  const completedAt = timeOf(textOf(row, 'completedDate')) ?? write.nextMoment()
  return { status, completedAt, completedBy: textOf(row, 'completedBy') ?? write.username }
}

/** Only a stage that lets users be assigned keeps one. */
function assignedUser({ dataset }: LegacyImport, { programStage }: EventPlace, row: Row): string | undefined {
  const id = textOf(row, 'assignedUser')
  if (id === undefined || programStage['enableUserAssignment'] !== true) return undefined
  return [...dataset.users.values()].find((user) => user.id === id)?.username
}

function categoryOptions({ dataset }: LegacyImport, { attributeOptionCombo }: EventPlace): string[] {
  return referenceIds(dataset.metadata.get('categoryOptionCombos')?.get(attributeOptionCombo)?.['categoryOptions'])
}

/** The values of a row for elements of its stage; empty ones, and the word `null`, are none. */
function dataValues(
  { write }: LegacyImport,
  { programStage }: Pick<EventPlace, 'programStage'>,
  row: Row,
  known: readonly DataValueRecord[],
): DataValueRecord[] {
  const elements = elementsOf(programStage)
  const { username } = write
  return rowsOf(row['dataValues']).flatMap((given) => {
    const [dataElement = '', value] = [textOf(given, 'dataElement'), textOf(given, 'value')]
    if (value === undefined || value === 'null' || !elements.has(dataElement)) return []
    const before = known.find((own) => own.dataElement === dataElement)
    const updatedAt = write.nextMoment()
    return [
      {
        dataElement,
        value,
        providedElsewhere: given['providedElsewhere'] === true,
        createdAt: before?.createdAt ?? updatedAt,
        createdBy: before === undefined ? username : (before.createdBy ?? 'admin'),
        updatedAt,
        updatedBy: username,
      },
    ]
  })
}

/** Values of data elements that the stage does not have are left out, and the event is stored all the same. */
function withWarning({ programStage }: EventPlace, row: Row, summary: ImportSummary): ImportSummary {
  const elements = elementsOf(programStage)
  const others = rowsOf(row['dataValues'])
    .map((value) => textOf(value, 'dataElement') ?? '')
    .filter((element) => !elements.has(element))
  if (others.length === 0) return summary
  const description = `Data Values [${others.join(',')}] ignored because not defined in program stage ${programStage.id}`
  return { ...summary, status: 'WARNING', description }
}
