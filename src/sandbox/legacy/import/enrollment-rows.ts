import type { EnrollmentRecord, Geometry } from '../../dataset.ts'
import type { ProgramInfo } from '../../tracker/tracker-metadata.ts'
import { nextSerial } from '../../write/tracker-store.ts'
import { type Row, rowsOf } from '../legacy-rows.ts'
import { enrollmentErrors, placeOfEnrollment } from './access-checks.ts'
import { checkEnrollmentAttributes, placeError, repetitionError, withoutRegistration } from './enrollment-checks.ts'
import { conflicting, done, type ImportSummary, refused } from './import-summary.ts'
import { ImportFailure, type LegacyImport } from './legacy-import.ts'
import { clientTimes, geometryOf, textOf, timeOf } from './row-values.ts'
import { idOrNew, newNotes, storeAttributes, touchEntity } from './stored-rows.ts'

/** The refusal of an enrollment whose id is taken. */
export const enrolledAlready = (id: string): ImportSummary =>
  refused(`Enrollment ${id} already exists or was deleted earlier`, id)

/** Stores a new enrollment. */
export function addEnrollment(context: LegacyImport, row: Row): ImportSummary {
  const { dataset, metadata, options } = context
  const entity = dataset.trackedEntities.get(textOf(row, 'trackedEntityInstance') ?? '')
  if (entity === undefined || entity.deleted === true) throw new ImportFailure('TrackedEntityInstance does not exist.')
  const given = textOf(row, 'enrollment')
  // Twice in one list.
  if (given !== undefined && dataset.enrollments.has(given)) return enrolledAlready(given)
  const program = metadata.programs.get(textOf(row, 'program') ?? '')
  const orgUnit = textOf(row, 'orgUnit')
  const wrongPlace = placeError(context, program, orgUnit)
  if (wrongPlace !== undefined) return refused(wrongPlace, given)
  if (program === undefined || orgUnit === undefined) return refused('Program can not be null', given)
  const repeated = repetitionError(context, program, entity.trackedEntity, textOf(row, 'status'))
  if (repeated !== undefined) return refused(repeated, given)
  const conflicts = checkEnrollmentAttributes(context, program, entity, row)
  if (conflicts.length > 0) return conflicting(conflicts, given)
  const errors = enrollmentErrors(context, { program, orgUnit, entity }, 'create')
  if (errors.length > 0) return refused(`[${errors.join(', ')}]`)
  const isDated = timeOf(textOf(row, 'incidentDate')) !== undefined
  if (program.object['displayIncidentDate'] === true && !isDated) {
    return refused('DisplayIncidentDate is true but IncidentDate is null ', given)
  }
  const enrollment = idOrNew(given)
  if (options.dryRun) return done('imported', enrollment)
  const place = { program, orgUnit, trackedEntity: entity.trackedEntity }
  dataset.enrollments.set(enrollment, newEnrollment(context, enrollment, place, row))
  entity.enrollments.push(enrollment)
  storeAttributes(context, entity, rowsOf(row['attributes']))
  // Every new enrollment takes ownership, unlike in the tracker import (`assignOwnership` with its overwriting).
  dataset.ownership.transferred.set(`${entity.trackedEntity}/${program.id}`, orgUnit)
  return done('imported', enrollment)
}

function newEnrollment(
  context: LegacyImport,
  enrollment: string,
  place: { program: ProgramInfo; orgUnit: string; trackedEntity: string },
  row: Row,
): EnrollmentRecord {
  const { dataset, write } = context
  const at = write.nextMoment()
  const status = textOf(row, 'status') ?? 'ACTIVE'
  const enrolledAt = timeOf(textOf(row, 'enrollmentDate')) ?? at
  return {
    serial: nextSerial(dataset.enrollments),
    enrollment,
    trackedEntity: place.trackedEntity,
    program: place.program.id,
    orgUnit: place.orgUnit,
    status,
    enrolledAt,
    occurredAt: timeOf(textOf(row, 'incidentDate')) ?? enrolledAt,
    followUp: row['followup'] === true,
    geometry: placedGeometry(place.program, row),
    ...ending(context, row, status),
    notes: newNotes(context, row['notes'], []),
    events: [],
    createdAt: at,
    updatedAt: at,
    createdBy: write.username,
    updatedBy: write.username,
    ...clientTimes(row),
  }
}

/** A program without places keeps none. */
function placedGeometry({ object }: ProgramInfo, row: Row): Geometry | undefined {
  return object['featureType'] === 'NONE' ? undefined : geometryOf(row['geometry'])
}

/** Changes an enrollment, with the attributes that it gives for its tracked entity. */
export function updateEnrollment(context: LegacyImport, row: Row): ImportSummary {
  const { dataset, metadata, options, write } = context
  const id = textOf(row, 'enrollment')
  if (id === undefined) return refused('No enrollment or enrollment ID was supplied')
  const record = dataset.enrollments.get(id)
  const place = record === undefined ? undefined : placeOfEnrollment(context, record)
  if (record === undefined || record.deleted === true || place === undefined) {
    return refused(`ID ${id} doesn't point to a valid enrollment.`)
  }
  const errors = enrollmentErrors(context, place, 'change')
  if (errors.length > 0) return refused(`[${errors.join(', ')}]`)
  const program = metadata.programs.get(textOf(row, 'program') ?? '')
  if (program === undefined) throw new ImportFailure('Program is null')
  const entity = dataset.trackedEntities.get(record.trackedEntity)
  const conflicts = entity === undefined ? [] : checkEnrollmentAttributes(context, program, entity, row)
  if (conflicts.length > 0) return conflicting(conflicts, id)
  if (!program.isRegistration) return refused(withoutRegistration(program))
  if (options.dryRun) return done('updated', id)
  const orgUnit = textOf(row, 'orgUnit')
  const status = textOf(row, 'status')
  Object.assign(record, {
    program: program.id,
    occurredAt: timeOf(textOf(row, 'incidentDate')) ?? record.occurredAt,
    enrolledAt: timeOf(textOf(row, 'enrollmentDate')) ?? record.enrolledAt,
    orgUnit: orgUnit ?? record.orgUnit,
    followUp: row['followup'] === true,
    geometry: placedGeometry(program, row),
    updatedAt: write.nextMoment(),
    updatedBy: write.username,
    ...clientTimes(row),
  })
  if (status !== undefined && status !== record.status) {
    Object.assign(record, { status, ...ending(context, row, status) })
  }
  record.notes.push(...newNotes(context, row['notes'], record.notes))
  if (entity !== undefined) storeAttributes(context, entity, rowsOf(row['attributes']))
  touchEntity(context, record.trackedEntity)
  return done('updated', id)
}

function ending(
  { write }: LegacyImport,
  row: Row,
  status: string,
): Pick<EnrollmentRecord, 'completedAt' | 'completedBy'> {
  if (status === 'ACTIVE') return { completedAt: undefined, completedBy: undefined }
  const completedAt = timeOf(textOf(row, 'completedDate')) ?? write.nextMoment()
  return { completedAt, completedBy: textOf(row, 'completedBy') ?? write.username }
}
