import type { Geometry } from '../../dataset.ts'
import type { Row } from '../legacy-rows.ts'

/** A text property; undefined when it is missing, empty or something else. Numbers and booleans count as their text. */
export function textOf(row: Row, name: string): string | undefined {
  const value = row[name]
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

const datePattern = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/

/** A date or time in the form of record times; undefined when it is none. */
export function timeOf(text: string | undefined): string | undefined {
  const [, day, minutes = '00:00', seconds = '00', fraction = '', zone = 'Z'] = datePattern.exec(text ?? '') ?? []
  const milliseconds = Date.parse(`${day}T${minutes}:${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}${zone}`)
  return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString().slice(0, -1)
}

/** The GeoJSON geometry of a row; undefined when there is none. */
export function geometryOf(value: unknown): Geometry | undefined {
  const { type, coordinates } = Object(value)
  return typeof type === 'string' ? { type, coordinates } : undefined
}

/** When a client says that it stored a row. */
export function clientTimes(row: Row): { createdAtClient?: string; updatedAtClient?: string } {
  const created = timeOf(textOf(row, 'createdAtClient'))
  const updated = timeOf(textOf(row, 'lastUpdatedAtClient'))
  return {
    ...(created !== undefined && { createdAtClient: created }),
    ...(updated !== undefined && { updatedAtClient: updated }),
  }
}
