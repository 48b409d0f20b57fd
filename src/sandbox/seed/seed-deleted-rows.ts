import type { Dataset } from '../dataset.ts'
import { importBundles } from '../dataset-tracker.ts'
import { seededDeletedRows } from './deleted-rows.ts'

const deletedAt = '2026-11-21T04:01:52.900'

/** Adds rows to a dataset that its import once made and somebody deleted since; rows of the dataset stay as they are. */
export function seedDeletedRows(dataset: Dataset): void {
  const { trackedEntities, enrollments, events, relationships } = dataset
  const gone = importBundles([seededDeletedRows], dataset.metadata, dataset.version.tracker)
  addDeleted(trackedEntities, gone.trackedEntities)
  for (const [id, { trackedEntity }] of addDeleted(enrollments, gone.enrollments)) {
    const holder = trackedEntities.get(trackedEntity)
    if (holder?.enrollments.includes(id) === false) holder.enrollments.push(id)
  }
  for (const [id, { enrollment }] of addDeleted(events, gone.events)) {
    const holder = enrollments.get(enrollment ?? '')
    if (holder?.events.includes(id) === false) holder.events.push(id)
  }
  addDeleted(relationships, gone.relationships)
}

/** Adds those rows that are not there yet, as deleted, and tells which they are. */
function addDeleted<Row extends { serial: number }>(rows: Map<string, Row>, gone: Map<string, Row>): [string, Row][] {
  const added = [...gone].filter(([id]) => !rows.has(id))
  for (const [id, row] of added) rows.set(id, { ...row, serial: rows.size + 1, updatedAt: deletedAt, deleted: true })
  return added
}
