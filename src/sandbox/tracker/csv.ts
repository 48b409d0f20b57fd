import type { SandboxAnswer } from '../exchange.ts'

/** The lists that DHIS2 also gives as CSV. */
export type CsvList = 'trackedEntities' | 'events'

type Row = Record<string, unknown>

/** What a list of rows as JSON becomes as CSV: one line for each of a row's values, or one line when it has none. */
export function csvAnswer(list: CsvList, rows: unknown, withHeader: boolean): SandboxAnswer {
  const { columns, values, entity, value } = sheets[list]
  const lines = rowsOf(rows).flatMap((row) => {
    const inner = rowsOf(row[values])
    if (inner.length === 0) return [entity(row)]
    return inner.map((one) => ({ ...entity(row), ...value(one, row) }))
  })
  const texts = lines.map((line) => columns.map((column) => cell(line[column])).join(','))
  return {
    status: 200,
    body: [...(withHeader ? [columns.join(',')] : []), ...texts].map((line) => `${line}\n`).join(''),
    headers: {
      'content-type': 'application/csv;charset=UTF-8',
      'content-disposition': `attachment; filename=${list}.csv`,
    },
  }
}

/** The query of the JSON list behind a CSV: CSV ignores paging and `fields` (recording 226). */
export function withoutPages(query: URLSearchParams): URLSearchParams {
  const known = new URLSearchParams(query)
  for (const name of ['page', 'pageSize', 'totalPages', 'fields', 'skipPaging']) known.delete(name)
  known.set('paging', 'false')
  known.set('fields', '*,!relationships,!enrollments,!programOwners')
  return known
}

interface Sheet {
  columns: readonly string[]
  /** The list of values inside a row. */
  values: string
  entity: (row: Row) => Row
  /** What a value adds to its row's line. */
  value: (value: Row, row: Row) => Row
}

/** The columns of 2.42's `CsvTrackedEntity` and `CsvEventDataValue`; names that their classes misspell come last. */
const sheets: Readonly<Record<CsvList, Sheet>> = {
  trackedEntities: {
    columns:
      'trackedEntity,trackedEntityType,createdAt,createdAtClient,updatedAt,updatedAtClient,orgUnit,inactive,deleted,potentialDuplicate,geometry,latitude,longitude,storedBy,createdBy,updatedBy,attrCreatedAt,attrUpdatedAt,attribute,displayName,value,valueType'.split(
        ',',
      ),
    values: 'attributes',
    entity: (row) => ({
      ...row,
      ...shared(row),
      createdBy: username(row['createdBy']),
    }),
    value: ({ attribute, displayName, createdAt, updatedAt, valueType, value }) => ({
      attribute,
      displayName,
      attrCreatedAt: instant(createdAt),
      attrUpdatedAt: instant(updatedAt),
      valueType,
      value,
    }),
  },
  events: {
    columns:
      'event,status,program,programStage,enrollment,orgUnit,occurredAt,scheduledAt,geometry,latitude,longitude,followUp,deleted,createdAt,createdAtClient,updatedAt,updatedAtClient,completedBy,completedAt,updatedBy,attributeOptionCombo,attributeCategoryOptions,assignedUser,dataElement,value,storedBy,providedElsewhere,storedByDataValue,updatedAtDataValue,createdAtDataValue'.split(
        ',',
      ),
    values: 'dataValues',
    entity: (row) => ({
      ...row,
      ...shared(row),
      occurredAt: instant(row['occurredAt']),
      scheduledAt: instant(row['scheduledAt']),
      completedAt: instant(row['completedAt']),
      assignedUser: username(row['assignedUser']),
    }),
    value: ({ dataElement, value, providedElsewhere, createdAt, updatedAt, storedBy }, row) => ({
      dataElement,
      value,
      providedElsewhere,
      createdAtDataValue: instant(createdAt),
      updatedAtDataValue: instant(updatedAt),
      storedBy: storedBy ?? row['storedBy'],
      // A defect of DHIS2's copying from line to line.
      assignedUser: undefined,
    }),
  },
}

function shared(row: Row): Row {
  const geometry = asRow(row['geometry'])
  const [longitude, latitude] =
    geometry['type'] === 'Point' && Array.isArray(geometry['coordinates']) ? geometry['coordinates'] : []
  return {
    createdAt: instant(row['createdAt']),
    updatedAt: instant(row['updatedAt']),
    updatedBy: username(row['updatedBy']),
    geometry: wellKnownText(geometry),
    longitude,
    latitude,
  }
}

/** `POINT (-11.6 8.8)`, `POLYGON ((0 0, 1 0, 1 1, 0 0))`. */
function wellKnownText({ type, coordinates }: Row): string | undefined {
  if (type === undefined) return undefined
  const inner = positions(coordinates)
  return `${String(type).toUpperCase()} ${type === 'Point' ? `(${inner})` : inner}`
}

function positions(coordinates: unknown): string {
  if (!Array.isArray(coordinates)) return ''
  if (coordinates.every((item) => typeof item === 'number')) return coordinates.join(' ')
  return `(${coordinates.map(positions).join(', ')})`
}

/** A record's time as Java prints an instant, which leaves out a fraction of zero. */
function instant(time: unknown): string | undefined {
  return typeof time === 'string' ? `${time.replace(/\.000$/, '')}Z` : undefined
}

function username(user: unknown): unknown {
  return asRow(user)['username']
}

/** DHIS2's CSV writer quotes what is long or has a character up to the comma in ASCII, such as a space. */
function cell(value: unknown): string {
  if (value === undefined || value === null) return ''
  const text = String(value)
  return typeof value === 'string' && (text.length > 24 || /[\0-,]/.test(text))
    ? `"${text.replaceAll('"', '""')}"`
    : text
}

function rowsOf(value: unknown): Row[] {
  return Array.isArray(value) ? value.map(asRow) : []
}

function asRow(value: unknown): Row {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
