import { type Row, rowsOf } from '../legacy-rows.ts'
import { enrollmentErrors, placeOfEnrollment } from './access-checks.ts'
import { addEnrollment, enrolledAlready, updateEnrollment } from './enrollment-rows.ts'
import { importEvents, storeEventsOf } from './event-import.ts'
import { conflicting, done, type ImportSummary, summed } from './import-summary.ts'
import type { LegacyImport } from './legacy-import.ts'
import { textOf } from './row-values.ts'
import { byReference, heldBy, type Outcome, outcomes, sortedRows } from './sorted-rows.ts'
import { deleteRow, touchEntity } from './stored-rows.ts'

/** Imports enrollments with the events that they hold, which come after all of them. */
export function importEnrollments(context: LegacyImport, rows: Row[]): ImportSummary[] {
  const { dataset, options } = context
  const idOf = (row: Row): string => textOf(row, 'enrollment') ?? ''
  const sorted = sortedRows(rows, options.strategy, (row) => dataset.enrollments.has(idOf(row)))
  const added = withEvents(context, [
    ...outcomes(sorted.existing, (row) => enrolledAlready(idOf(row))),
    ...outcomes(sorted.create, (row) => addEnrollment(context, row)),
  ])
  const updated = withEvents(
    context,
    outcomes(sorted.update, (row) => updateEnrollment(context, row)),
  )
  return [...added, ...updated, ...sorted.remove.map((row) => deleteEnrollment(context, idOf(row), row))]
}

/** Stores the enrollments that one tracked entity holds, new and old ones alike, whatever the strategy. */
export function storeEnrollmentsOf(context: LegacyImport, rows: Row[]): ImportSummary[] {
  const strategy = 'CREATE_AND_UPDATE' as const
  return importEnrollments({ ...context, options: { ...context.options, strategy } }, rows)
}

function withEvents(context: LegacyImport, stored: Outcome[]): ImportSummary[] {
  const held = stored.flatMap(([row, { status, reference }]) => (status === 'SUCCESS' ? eventsOf(row, reference) : []))
  const summaries = byReference(importEvents(context, held))
  return stored.map(([row, summary]) => {
    const own = summary.status === 'SUCCESS' ? heldBy(rowsOf(row['events']), 'event', summaries) : []
    return { ...summary, events: summed(own) }
  })
}

function eventsOf(row: Row, enrollment: string | undefined): Row[] {
  const { program, trackedEntityInstance } = row
  return rowsOf(row['events']).map((event) => ({ ...event, enrollment, program, trackedEntityInstance }))
}

/** Changes one enrollment and the events that it holds, as `PUT enrollments/{id}` does. */
export function putEnrollment(context: LegacyImport, row: Row): ImportSummary {
  const summary = updateEnrollment(context, row)
  if (summary.status !== 'SUCCESS') return summary
  const record = context.dataset.enrollments.get(summary.reference ?? '')
  const holder = { ...row, program: record?.program, trackedEntityInstance: record?.trackedEntity }
  return { ...summary, events: summed(storeEventsOf(context, eventsOf(holder, summary.reference))) }
}

/** Deletes an enrollment with its events; one that is not there is no error. */
export function deleteEnrollment(context: LegacyImport, id: string, row?: Row): ImportSummary {
  const { dataset, options, user } = context
  const record = dataset.enrollments.get(id)
  const place = record === undefined ? undefined : placeOfEnrollment(context, record)
  if (record === undefined || record.deleted === true || place === undefined) {
    return done('ignored', undefined, `Enrollment ${id} cannot be deleted as it is not present in the system`)
  }
  const held = row === undefined ? {} : { events: summed(storeEventsOf(context, eventsOf(row, id))) }
  const authority = 'F_ENROLLMENT_CASCADE_DELETE'
  const hasEvents = record.events.some((event) => dataset.events.get(event)?.deleted !== true)
  const cascade =
    hasEvents && !user.isSuperuser && !user.authorities.has(authority)
      ? [
          `Enrollment ${id} cannot be deleted as it has associated events and user does not have authority: ${authority}`,
        ]
      : []
  const errors = [...cascade, ...enrollmentErrors(context, place, 'change')]
  if (errors.length > 0) {
    const conflicts = errors.map((value) => ({ object: id, value }))
    return { ...conflicting(conflicts, id), ...held }
  }
  if (!options.dryRun) {
    deleteRow(context, { kind: 'enrollment', id })
    touchEntity(context, record.trackedEntity)
  }
  return { ...done('deleted', id, `Deletion of enrollment ${id} was successful`), ...held }
}
