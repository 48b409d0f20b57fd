/** Reads values out of a JSON body as Jackson does into DHIS2's classes: what is no object, list, date or word where one belongs makes the body unreadable. */

import type { Geometry } from '../../records.ts'
import { isUid } from '../../tracker/parameters.ts'

/** A body that DHIS2 cannot read; the message is Jackson's, without what each version puts around it. */
export class UnreadableBody extends Error {}

/** A JSON object. */
export type Row = Readonly<Record<string, unknown>>

/** A JSON object; anything else is no bundle. */
export function readRow(value: unknown): Row {
  if (isRow(value)) return value
  throw new UnreadableBody(
    `Cannot construct instance of an object (although at least one Creator exists): no suitable creator method found to deserialize from ${JSON.stringify(value)}`,
  )
}

/** The objects of a list; none where it is missing or null. */
export function readRows(row: Row, name: string): Row[] {
  const value = row[name]
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) {
    throw new UnreadableBody(
      'Cannot deserialize value of type `java.util.ArrayList` from Object value (token `JsonToken.START_OBJECT`)',
    )
  }
  return value.map(readRow)
}

/** A text, number or truth value as text; undefined where it is missing or null. */
export function readText(row: Row, name: string): string | undefined {
  const value = row[name]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'object') {
    throw new UnreadableBody('Cannot deserialize value of type `java.lang.String` from Object value')
  }
  return String(value)
}

/** An identifier; a blank one is none. */
export function readIdentifier(row: Row, name: string): string | undefined {
  const text = readText(row, name)?.trim()
  return text === '' ? undefined : text
}

/** A UID, which must be one where the version reads it as such. */
export function readUidText(row: Row, name: string, mustBeUid: boolean): string | undefined {
  const text = readIdentifier(row, name)
  if (text === undefined || !mustBeUid || isUid(text)) return text
  throw new UnreadableBody(
    `Cannot construct instance of \`org.hisp.dhis.common.UID\`, problem: UID must be an alphanumeric string of 11 characters starting with a letter, but was: ${text}`,
  )
}

/** A truth value; false where it is missing. */
export function readFlag(row: Row, name: string): boolean {
  const value = row[name]
  if (value === undefined || value === null || value === false || value === 'false') return false
  if (value === true || value === 'true') return true
  throw new UnreadableBody(
    `Cannot deserialize value of type \`boolean\` from String "${String(value)}": only "true" or "false" recognized`,
  )
}

/** One of the given words; `otherwise` where it is missing. */
export function readEnum<Word extends string>(
  row: Row,
  name: string,
  words: readonly Word[],
  className: string,
  otherwise: Word,
): Word {
  const text = readText(row, name)
  if (text === undefined) return otherwise
  const word = words.find((candidate) => candidate === text)
  if (word !== undefined) return word
  throw new UnreadableBody(
    `Cannot deserialize value of type \`${className}\` from String "${text}": not one of the values accepted for Enum class: [${words.join(', ')}]`,
  )
}

const momentPattern = /^\d{4}-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?$/

/** A moment in the form of record times: an ISO date or time, or milliseconds since 1970. */
export function readMoment(row: Row, name: string): string | undefined {
  const value = row[name]
  if (value === undefined || value === null || value === '') return undefined
  const text = String(value)
  const milliseconds = typeof value === 'number' || /^\d{5,}$/.test(text) ? Number(text) : parsed(text)
  if (!Number.isNaN(milliseconds)) return new Date(milliseconds).toISOString().slice(0, -1)
  throw new UnreadableBody(
    `Invalid date format '${text}', only 'yyyy-MM-dd'T'HH:mm:ss.SSS' format end epoch milliseconds are supported.`,
  )
}

/** A time without a zone is the server's, which is UTC. */
function parsed(text: string): number {
  if (!momentPattern.test(text)) return Number.NaN
  const [day, time] = text.split('T')
  if (time === undefined) return Date.parse(`${day}Z`)
  return Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/.test(time) ? text : `${text}Z`)
}

/** A GeoJSON geometry. */
export function readGeometry(row: Row, name: string): Geometry | undefined {
  const value = row[name]
  if (value === undefined || value === null) return undefined
  const { type, coordinates } = readRow(value)
  if (typeof type === 'string' && Array.isArray(coordinates)) return { type, coordinates }
  throw new UnreadableBody('Cannot deserialize value of type `org.locationtech.jts.geom.Geometry`: no GeoJSON')
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
