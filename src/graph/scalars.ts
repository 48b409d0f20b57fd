import { GraphQLError } from 'graphql'
import type { Geometry } from '../model/tracker.ts'
import { builder } from './builder.ts'

const DATE = /^\d{4}-\d{2}-\d{2}$/
const LOCAL_DATE_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?)?$/
const DURATION = /^P(?=.)(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$/

builder.scalarType('LocalDateTime', {
  description:
    'ISO 8601 date and time in the DHIS2 server’s own time zone, without an offset, as DHIS2 gives it: 2026-05-21T14:30:00.000. Input may be a date alone.',
  serialize: (value) => value,
  parseValue: (value) =>
    text(value, LOCAL_DATE_TIME, 'a local date and time such as 2026-05-21T14:30:00, without Z or offset'),
})

builder.scalarType('Date', {
  description: 'ISO 8601 date: 2026-05-21.',
  serialize: (value) => value,
  parseValue: (value) => text(value, DATE, 'a date such as 2026-05-21'),
})

builder.scalarType('Duration', {
  description: 'ISO 8601 duration of weeks, days, hours, minutes and seconds: P7D, PT12H.',
  serialize: (value) => value,
  parseValue: (value) => text(value, DURATION, 'an ISO 8601 duration such as P7D or PT12H'),
})

builder.scalarType('GeoJSON', {
  description: 'A geometry as GeoJSON (RFC 7946): { "type": "Point", "coordinates": [longitude, latitude] }.',
  serialize: (value) => value,
  parseValue: geometry,
})

function text(value: unknown, form: RegExp, wanted: string): string {
  if (typeof value === 'string' && form.test(value) && isDayOfCalendar(value.slice(0, 10))) return value
  throw new GraphQLError(`${JSON.stringify(value)} is not ${wanted}`, { extensions: { code: 'BAD_USER_INPUT' } })
}

/** False for a well-formed day that no calendar has, such as 2026-02-30; what is no day at all is for the form to judge. */
function isDayOfCalendar(day: string): boolean {
  if (!DATE.test(day)) return true
  const time = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day)
}

/** How deep the positions of a geometry stand in lists. */
const DEPTHS: Record<string, number> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
}

function isCoordinates(value: unknown, depth: number): boolean {
  if (!Array.isArray(value)) return false
  if (depth > 0) return value.length > 0 && value.every((inner) => isCoordinates(inner, depth - 1))
  return value.length >= 2 && value.every((number) => typeof number === 'number' && Number.isFinite(number))
}

function geometry(value: unknown): Geometry {
  if (typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string') {
    const coordinates: unknown = 'coordinates' in value ? value.coordinates : undefined
    const depth = DEPTHS[value.type]
    if (depth === undefined || isCoordinates(coordinates, depth)) return { ...value, type: value.type }
  }
  throw new GraphQLError(
    'a GeoJSON geometry is an object with a type and coordinates: { "type": "Point", "coordinates": [-11.5, 8.1] }',
    {
      extensions: { code: 'BAD_USER_INPUT' },
    },
  )
}
