import type { Geometry } from '../../model/tracker.ts'

const NUMERIC = new Set([
  'NUMBER',
  'INTEGER',
  'INTEGER_POSITIVE',
  'INTEGER_NEGATIVE',
  'INTEGER_ZERO_OR_POSITIVE',
  'PERCENTAGE',
  'UNIT_INTERVAL',
])

/** The number that a stored text of a numeric value type is; null for any other. */
export function numberOf(text: string, valueType: string | undefined): number | null {
  if (valueType === undefined || !NUMERIC.has(valueType) || text.trim() === '') return null
  const number = Number(text)
  return Number.isFinite(number) ? number : null
}

/** The point of a stored COORDINATE, which DHIS2 keeps as the text "[longitude,latitude]". */
export function coordinateOf(text: string, valueType: string | undefined): Geometry | null {
  if (valueType !== 'COORDINATE') return null
  const match = /^\[\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*\]$/.exec(text)
  return match ? { type: 'Point', coordinates: [Number(match[1]), Number(match[2])] } : null
}
