import type { Change, ChangeRecord, EventRecord, Geometry, TrackedEntityRecord } from '../dataset.ts'
import type { RecordTimes } from '../records.ts'
import { importer } from './user-view.ts'

/** One entry of a change log. */
export interface ChangeLogEntry {
  createdAt: string
  username: string
  change: Change
}

/** `CREATE`, `UPDATE` or `DELETE`. */
export function changeType(change: Change): string {
  const { previousValue, currentValue } = valuesOf(change)
  if (previousValue === undefined) return 'CREATE'
  return currentValue === undefined ? 'DELETE' : 'UPDATE'
}

/** The log of a tracked entity, oldest first: what the import created, and what changed since, of the attributes that show. */
export function trackedEntityLog(
  { trackedEntity, attributes, ...times }: TrackedEntityRecord,
  changes: readonly ChangeRecord[],
  shows: (attribute: string) => boolean,
): ChangeLogEntry[] {
  const values = attributes.map((value) =>
    entry(value, { attributeValue: { attribute: value.attribute, currentValue: value.value } }),
  )
  const own = changes.filter(({ record }) => record === trackedEntity)
  return withChanges(values, own, times).filter(
    ({ change }) => 'attributeValue' in change && shows(change.attributeValue.attribute),
  )
}

/** The log of an event, oldest first: its data values, then, where they are logged, its fields (2.42's `EventPersister` logs them in this order), then what changed since. */
export function eventLog(
  { event, dataValues, scheduledAt, occurredAt, geometry, ...times }: EventRecord,
  changes: readonly ChangeRecord[],
  logsFields: boolean,
): ChangeLogEntry[] {
  const fields = {
    scheduledAt: momentText(scheduledAt),
    occurredAt: momentText(occurredAt),
    geometry: geometryText(geometry),
  }
  const created = [
    ...dataValues.map((value) =>
      entry(value, { dataValue: { dataElement: value.dataElement, currentValue: value.value } }),
    ),
    ...Object.entries(fields).flatMap(([field, currentValue]) =>
      currentValue === undefined ? [] : [entry(times, { eventField: { field, currentValue } })],
    ),
  ]
  const own = changes.filter(({ record }) => record === event)
  return withChanges(created, own, times).filter(({ change }) => logsFields || !('eventField' in change))
}

/** Adds later changes to what the import created, which is then the value before the first change, if there was one. */
function withChanges(
  created: ChangeLogEntry[],
  changes: readonly ChangeRecord[],
  imported: RecordTimes,
): ChangeLogEntry[] {
  const first = new Map<string, Change>()
  for (const { change } of changes) if (!first.has(targetOf(change))) first.set(targetOf(change), change)
  const untouched = created.filter(({ change }) => !first.has(targetOf(change)))
  const before = [...first.values()].flatMap((change) => {
    const { previousValue } = valuesOf(change)
    return previousValue === undefined ? [] : [entry(imported, createdWith(change, previousValue))]
  })
  return [...untouched, ...before, ...changes]
}

function valuesOf(change: Change) {
  if ('attributeValue' in change) return change.attributeValue
  return 'dataValue' in change ? change.dataValue : change.eventField
}

function targetOf(change: Change): string {
  if ('attributeValue' in change) return change.attributeValue.attribute
  return 'dataValue' in change ? change.dataValue.dataElement : change.eventField.field
}

/** The creation of what a change is about, with this value. */
function createdWith(change: Change, currentValue: string): Change {
  if ('attributeValue' in change) {
    return { attributeValue: { attribute: change.attributeValue.attribute, currentValue } }
  }
  if ('dataValue' in change) return { dataValue: { dataElement: change.dataValue.dataElement, currentValue } }
  return { eventField: { field: change.eventField.field, currentValue } }
}

function entry({ createdAt, createdBy = importer }: RecordTimes, change: Change): ChangeLogEntry {
  return { createdAt, username: createdBy, change }
}

/** `2025-12-26T15:08:05.901` → `2025-12-26 15:08:05.901` (recording 225). */
export function momentText(time: string | undefined): string | undefined {
  if (time === undefined) return undefined
  const [date, clock = '00:00:00'] = time.split('T')
  const [seconds, fraction = ''] = clock.split('.')
  return `${date} ${seconds}.${fraction.padEnd(3, '0')}`
}

/** Every corner of a geometry, `(x, y)` with six decimals (recording 536). */
export function geometryText(geometry: Geometry | undefined): string | undefined {
  if (geometry === undefined) return undefined
  return corners(geometry.coordinates)
    .map(([x = 0, y = 0]) => `(${x.toFixed(6)}, ${y.toFixed(6)})`)
    .join(', ')
}

function corners(coordinates: unknown): number[][] {
  if (!Array.isArray(coordinates)) return []
  const numbers = coordinates.filter((item) => typeof item === 'number')
  return numbers.length > 0 ? [numbers] : coordinates.flatMap(corners)
}
