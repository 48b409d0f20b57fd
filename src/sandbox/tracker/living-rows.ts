import type { Dataset } from '../dataset.ts'

/** The dataset without the rows that were deleted: what every request sees that does not say `includeDeleted=true`. */
export function livingRows(dataset: Dataset): Dataset {
  const { trackedEntities, enrollments, events, relationships } = dataset
  return {
    ...dataset,
    trackedEntities: living(trackedEntities),
    enrollments: living(enrollments),
    events: living(events),
    relationships: living(relationships),
  }
}

function living<Row extends { deleted?: true }>(rows: Map<string, Row>): Map<string, Row> {
  const left = new Map<string, Row>()
  for (const [id, row] of rows) if (row.deleted !== true) left.set(id, row)
  return left.size === rows.size ? rows : left
}
