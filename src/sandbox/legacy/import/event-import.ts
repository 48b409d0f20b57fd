import type { Row } from '../legacy-rows.ts'
import { eventErrors, placeOfEvent } from './access-checks.ts'
import { addEvent, updateEvent } from './event-rows.ts'
import { done, type ImportSummary, refused } from './import-summary.ts'
import type { LegacyImport } from './legacy-import.ts'
import { textOf } from './row-values.ts'
import { deleteRow, touchEntity } from './stored-rows.ts'

/** Imports events. */
export function importEvents(context: LegacyImport, rows: Row[]): ImportSummary[] {
  const { dataset, options } = context
  const isKnown = (row: Row): boolean => dataset.events.has(textOf(row, 'event') ?? '')
  if (options.strategy === 'DELETE') {
    // Events that are not there are not even reported.
    return rows.filter(isKnown).map((row) => deleteEvent(context, textOf(row, 'event') ?? ''))
  }
  return rows.map((row) => {
    const isCreated = options.strategy === 'CREATE' || (options.strategy !== 'UPDATE' && !isKnown(row))
    if (options.strategy === 'SYNC' && row['deleted'] === true) return deleteEvent(context, textOf(row, 'event') ?? '')
    return isCreated ? addEvent(context, row) : updateEvent(context, row)
  })
}

/** Stores the events that one enrollment holds, new and old ones alike, whatever the strategy. */
export function storeEventsOf(context: LegacyImport, rows: Row[]): ImportSummary[] {
  const strategy = 'CREATE_AND_UPDATE' as const
  return importEvents({ ...context, options: { ...context.options, strategy } }, rows)
}

/** Deletes an event; one that is not there is no error. */
export function deleteEvent(context: LegacyImport, id: string): ImportSummary {
  const { dataset, options } = context
  const event = dataset.events.get(id)
  const place = event === undefined ? undefined : placeOfEvent(context, event)
  if (event === undefined || event.deleted === true || place === undefined) {
    return done('ignored', undefined, `Event ${id} cannot be deleted as it is not present in the system`)
  }
  const errors = eventErrors(context, place, 'delete')
  if (errors.length > 0) return refused(`[${errors.join(', ')}]`)
  if (!options.dryRun) {
    deleteRow(context, { kind: 'event', id })
    touchEntity(context, event.trackedEntity)
  }
  return done('deleted', id, `Deletion of event ${id} was successful`)
}
