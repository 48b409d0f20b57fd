import { z } from 'zod'
import { seenFrom, type TrackerKind, type TrackerRow, type TrackerRows, UID_PROPERTY } from '../../model/tracker.ts'
import { Dhis2Error } from '../errors.ts'
import { adaptRelationship } from './relationship.ts'

const pagerShape = z.looseObject({
  page: z.number().optional(),
  pageSize: z.number().optional(),
  total: z.number().optional(),
  nextPage: z.string().optional(),
})

/** The pager of a list as 2.41 and newer send it. */
export type WirePager = z.infer<typeof pagerShape>

const containerShape = z.looseObject({ pager: pagerShape.optional(), total: z.number().optional() })

/**
 * The rows and the pager of a list answer whose key is `key`; rows are not looked into, there may be thousands. The total
 * stands in the pager from 2.41 on, and at the top before.
 */
export function trackerPage(
  body: unknown,
  key: string,
): { rows: unknown[]; pager: WirePager | undefined; total: number | undefined } {
  const container = containerShape.safeParse(body)
  const rows = container.data?.[key]
  if (!container.success || !Array.isArray(rows))
    throw new Dhis2Error('unexpected', `DHIS2's answer has no list "${key}"`)
  const { pager } = container.data
  return { rows, pager, total: pager?.total ?? container.data.total }
}

/** The rows of a list in the model's words. */
export function rowsFromWire(kind: TrackerKind, rows: unknown[]): TrackerRow[] {
  return rows.map((row) => rowFromWire(kind, row))
}

/** One object in the model's words. A modern server's words are the model's, but for what the functions below say. */
export function rowFromWire(kind: TrackerKind, row: unknown): TrackerRow {
  if (typeof row !== 'object' || row === null || typeof Reflect.get(row, UID_PROPERTY[kind]) !== 'string')
    throw new Dhis2Error('unexpected', `DHIS2 sent a row of ${kind} without its ${UID_PROPERTY[kind]}`)
  switch (kind) {
    case 'trackedEntities':
      return adaptTrackedEntity(row as TrackerRows['trackedEntities'])
    case 'enrollments':
      return adaptEnrollment(row as TrackerRows['enrollments'])
    case 'events':
      return adaptEvent(row as TrackerRows['events'])
    case 'relationships':
      return adaptRelationship(row as TrackerRows['relationships'])
  }
}

function adaptTrackedEntity(row: TrackerRows['trackedEntities']): TrackerRows['trackedEntities'] {
  row.enrollments?.forEach(adaptEnrollment)
  row.relationships?.forEach((relationship) => {
    seenFrom(adaptRelationship(relationship), { kind: 'trackedEntities', id: row.trackedEntity })
  })
  return row
}

function adaptEnrollment(row: TrackerRows['enrollments']): TrackerRows['enrollments'] {
  row.events?.forEach(adaptEvent)
  row.relationships?.forEach((relationship) => {
    seenFrom(adaptRelationship(relationship), { kind: 'enrollments', id: row.enrollment })
  })
  return row
}

/** `attributeCategoryOptions` is one text of UIDs, separated by `,` (2.41 on) or `;` (before); up to 2.40 nobody is `{}`, and it says `followup`. */
function adaptEvent(event: TrackerRows['events']): TrackerRows['events'] {
  const followup: unknown = Reflect.get(event, 'followup')
  if (event.followUp === undefined && typeof followup === 'boolean') event.followUp = followup
  if (event.assignedUser && Object.keys(event.assignedUser).length === 0) delete event.assignedUser
  const options: unknown = event.attributeCategoryOptions
  if (typeof options === 'string') event.attributeCategoryOptions = options.split(/[;,]/).filter(Boolean)
  event.relationships?.forEach((relationship) => {
    seenFrom(adaptRelationship(relationship), { kind: 'events', id: event.event })
  })
  return event
}
