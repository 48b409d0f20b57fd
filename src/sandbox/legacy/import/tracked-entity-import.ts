import { type Row, rowsOf } from '../legacy-rows.ts'
import { writeEntityErrors } from './access-checks.ts'
import { importEnrollments, storeEnrollmentsOf } from './enrollment-import.ts'
import { conflicting, done, type ImportSummary, summed } from './import-summary.ts'
import type { LegacyImport } from './legacy-import.ts'
import { importRelationships } from './relationship-import.ts'
import { textOf } from './row-values.ts'
import { byReference, heldBy, type Outcome, outcomes, sortedRows } from './sorted-rows.ts'
import { deleteRow } from './stored-rows.ts'
import { addTrackedEntity, storedAlready, updateTrackedEntity } from './tracked-entity-rows.ts'

/** Imports tracked entities with what they hold: enrollments come after all tracked entities, relationships last. */
export function importTrackedEntities(context: LegacyImport, rows: Row[]): ImportSummary[] {
  const { dataset, options } = context
  const idOf = (row: Row): string => textOf(row, 'trackedEntityInstance') ?? ''
  const sorted = sortedRows(rows, options.strategy, (row) => dataset.trackedEntities.has(idOf(row)))
  const stored = [
    ...outcomes(sorted.existing, (row) => storedAlready(idOf(row))),
    ...outcomes(sorted.create, (row) => addTrackedEntity(context, row)),
    ...outcomes(sorted.update, (row) => updateTrackedEntity(context, row)),
  ]
  const removed = sorted.remove.map((row) => deleteTrackedEntity(context, idOf(row), row))
  const relationships = rows.flatMap((row) =>
    rowsOf(row['relationships']).map((relationship) => ({
      ...relationship,
      from: relationship['from'] ?? { trackedEntityInstance: { trackedEntityInstance: row['trackedEntityInstance'] } },
    })),
  )
  return [...withEnrollments(context, stored), ...removed, ...importRelationships(context, relationships)]
}

function withEnrollments(context: LegacyImport, stored: Outcome[]): ImportSummary[] {
  const held = stored.flatMap(([row, { status, reference }]) =>
    status === 'SUCCESS' ? rowsOf(row['enrollments']).map((enrollment) => enrolled(enrollment, reference)) : [],
  )
  const summaries = byReference(importEnrollments(context, held))
  return stored.map(([row, summary]) => {
    const own = summary.status === 'SUCCESS' ? heldBy(rowsOf(row['enrollments']), 'enrollment', summaries) : []
    return { ...summary, enrollments: summed(own) }
  })
}

const enrolled = (enrollment: Row, trackedEntityInstance: string | undefined): Row => ({
  ...enrollment,
  trackedEntityInstance,
})

/** Changes one tracked entity and what it holds, as `PUT trackedEntityInstances/{id}` does. */
export function putTrackedEntity(context: LegacyImport, row: Row, program: string | null): ImportSummary {
  const summary = updateTrackedEntity(context, row, program)
  if (summary.status !== 'SUCCESS') return summary
  const relationships = summed(importRelationships(context, rowsOf(row['relationships'])))
  const enrollments = rowsOf(row['enrollments']).map((enrollment) => enrolled(enrollment, summary.reference))
  return { ...summary, relationships, enrollments: summed(storeEnrollmentsOf(context, enrollments)) }
}

/** Deletes a tracked entity with all that it holds; one that is not there is no error. */
export function deleteTrackedEntity(context: LegacyImport, id: string, row?: Row): ImportSummary {
  const { dataset, options, user } = context
  const entity = dataset.trackedEntities.get(id)
  if (entity === undefined || entity.deleted === true) {
    const description = `Tracked entity instance ${id} cannot be deleted as it is not present in the system`
    return done('ignored', undefined, description)
  }
  const held = row === undefined ? {} : heldSummaries(context, id, row)
  const enrolments = entity.enrollments.filter((own) => dataset.enrollments.get(own)?.deleted !== true)
  const authority = 'F_TEI_CASCADE_DELETE'
  const cascade =
    enrolments.length > 0 && !user.isSuperuser && !user.authorities.has(authority)
      ? [
          `Tracked entity instance ${id} cannot be deleted as it has associated enrollments and user does not have authority ${authority}`,
        ]
      : []
  const errors = [...cascade, ...writeEntityErrors(context, entity)]
  if (errors.length > 0) {
    return {
      ...conflicting(
        errors.map((value) => ({ object: id, value })),
        id,
      ),
      ...held,
    }
  }
  if (!options.dryRun) deleteRow(context, { kind: 'trackedEntity', id })
  // Only a deletion by import tells which one it was (recording 293).
  const reference = row === undefined ? undefined : id
  return { ...done('deleted', reference, `Deletion of tracked entity instance ${id} was successful`), ...held }
}

function heldSummaries(context: LegacyImport, id: string, row: Row): Pick<ImportSummary, 'enrollments'> {
  const rows = rowsOf(row['enrollments']).map((enrollment) => enrolled(enrollment, id))
  return { enrollments: summed(storeEnrollmentsOf(context, rows)) }
}
