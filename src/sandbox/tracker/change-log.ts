import type { EventRecord, Geometry, TrackedEntityRecord } from '../dataset.ts'
import { importer } from './user-view.ts'

/** One entry of a change log: a value or field that the import created. */
export interface ChangeLogEntry {
  createdAt: string
  username: string
  change: Change
}

/** What was set, in the form of DHIS2's answers. */
export type Change =
  | { attributeValue: { attribute: string; currentValue: string } }
  | { dataValue: { dataElement: string; currentValue: string } }
  | { eventField: { field: string; currentValue: string } }

/** The log of a tracked entity, in the order of import: one entry for each value of the attributes that show. */
export function trackedEntityLog(
  { attributes }: TrackedEntityRecord,
  shows: (attribute: string) => boolean,
): ChangeLogEntry[] {
  return attributes
    .filter(({ attribute }) => shows(attribute))
    .map(({ attribute, value, createdAt }) => entry(createdAt, { attributeValue: { attribute, currentValue: value } }))
}

/** The log of an event, in the order of import: its data values, then, where they are logged, its fields (2.42's `EventPersister` logs them in this order). */
export function eventLog(
  { dataValues, scheduledAt, occurredAt, geometry, createdAt }: EventRecord,
  logsFields: boolean,
): ChangeLogEntry[] {
  const fields = logsFields && {
    scheduledAt: momentText(scheduledAt),
    occurredAt: momentText(occurredAt),
    geometry: points(geometry),
  }
  return [
    ...dataValues.map(({ dataElement, value }) =>
      entry(createdAt, { dataValue: { dataElement, currentValue: value } }),
    ),
    ...Object.entries(fields || {}).flatMap(([field, currentValue]) =>
      currentValue === undefined ? [] : [entry(createdAt, { eventField: { field, currentValue } })],
    ),
  ]
}

function entry(createdAt: string, change: Change): ChangeLogEntry {
  return { createdAt, username: importer, change }
}

/** `2025-12-26T15:08:05.901` → `2025-12-26 15:08:05.901` (recording 225). */
function momentText(time: string | undefined): string | undefined {
  if (time === undefined) return undefined
  const [date, clock = '00:00:00'] = time.split('T')
  const [seconds, fraction = ''] = clock.split('.')
  return `${date} ${seconds}.${fraction.padEnd(3, '0')}`
}

/** Every corner of a geometry, `(x, y)` with six decimals (recording 536). */
function points(geometry: Geometry | undefined): string | undefined {
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
