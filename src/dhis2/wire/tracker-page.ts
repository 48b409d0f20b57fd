import { z } from 'zod'
import { type TrackerKind, type TrackerRow, type TrackerRows, UID_PROPERTY } from '../../model/tracker.ts'
import { Dhis2Error } from '../errors.ts'

const pagerShape = z.looseObject({
  page: z.number().optional(),
  pageSize: z.number().optional(),
  total: z.number().optional(),
  nextPage: z.string().optional(),
})

/** The pager of a list as 2.41 and newer send it. */
export type WirePager = z.infer<typeof pagerShape>

const containerShape = z.looseObject({ pager: pagerShape.optional() })

/** The rows and the pager of a list answer whose key is `key`; rows are not looked into, there may be thousands. */
export function trackerPage(body: unknown, key: string): { rows: unknown[]; pager: WirePager | undefined } {
  const container = containerShape.safeParse(body)
  const rows = container.data?.[key]
  if (!container.success || !Array.isArray(rows))
    throw new Dhis2Error('unexpected', `DHIS2's answer has no list "${key}"`)
  return { rows, pager: container.data.pager }
}

/** The rows of a list in the model's words. */
export function rowsFromWire(kind: TrackerKind, rows: unknown[]): TrackerRow[] {
  return rows.map((row) => rowFromWire(kind, row))
}

/** One object in the model's words. A modern server's words are the model's, but for what `adaptEvent` says. */
export function rowFromWire(kind: TrackerKind, row: unknown): TrackerRow {
  if (typeof row !== 'object' || row === null || typeof Reflect.get(row, UID_PROPERTY[kind]) !== 'string')
    throw new Dhis2Error('unexpected', `DHIS2 sent a row of ${kind} without its ${UID_PROPERTY[kind]}`)
  switch (kind) {
    case 'trackedEntities': {
      const trackedEntity = row as TrackerRows['trackedEntities']
      for (const enrollment of trackedEntity.enrollments ?? []) enrollment.events?.forEach(adaptEvent)
      return trackedEntity
    }
    case 'enrollments': {
      const enrollment = row as TrackerRows['enrollments']
      enrollment.events?.forEach(adaptEvent)
      return enrollment
    }
    case 'events':
      return adaptEvent(row as TrackerRows['events'])
  }
}

/** `attributeCategoryOptions` is one text of UIDs, separated by `,` (2.41 on) or `;` (before). */
function adaptEvent(event: TrackerRows['events']): TrackerRows['events'] {
  const options: unknown = event.attributeCategoryOptions
  if (typeof options === 'string') event.attributeCategoryOptions = options.split(/[;,]/).filter(Boolean)
  return event
}
