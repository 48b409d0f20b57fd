import type { Capabilities } from '../../model/server-info.ts'
import type { TrackerKind } from '../../model/tracker.ts'
import type { FieldTree, TrackerListRequest, TrackerQuery } from '../../model/tracker-query.ts'
import { Dhis2Error } from '../errors.ts'
import { rowsFromWire, trackerPage } from '../wire/tracker-page.ts'
import { cutPage } from './cut-page.ts'
import type { Dialect } from './dialect.ts'
import { createModernDialect, duplicateParameters, listParameters } from './modern.ts'
import { given, type Parameter, printFields, printPath } from './parameters.ts'

/** Another name for a parameter; `list`: its UIDs stand between semicolons. */
interface Respelled {
  name: string
  list?: true
}

const COMMON: Record<string, Respelled> = { orgUnitMode: { name: 'ouMode' } }

/** What 2.36 to 2.40 call a parameter of the modern API (matrix §3; a parameter that is not here has the same name). */
const SPELLING: Record<TrackerKind, Record<string, Respelled>> = {
  trackedEntities: {
    ...COMMON,
    orgUnits: { name: 'orgUnit', list: true },
    trackedEntities: { name: 'trackedEntity', list: true },
    assignedUsers: { name: 'assignedUser', list: true },
    enrollmentStatus: { name: 'programStatus' },
  },
  enrollments: {
    ...COMMON,
    orgUnits: { name: 'orgUnit', list: true },
    enrollments: { name: 'enrollment', list: true },
    status: { name: 'programStatus' },
  },
  events: {
    ...COMMON,
    events: { name: 'event', list: true },
    assignedUsers: { name: 'assignedUser', list: true },
    enrollmentStatus: { name: 'programStatus' },
    attributeCategoryCombo: { name: 'attributeCc' },
    attributeCategoryOptions: { name: 'attributeCos', list: true },
  },
  relationships: {},
}

/** The tracker API of 2.36 to 2.40: `instances`, page fields at the top, `ouMode`, semicolons between UIDs. */
export function createInstancesDialect(capabilities: Capabilities): Dialect {
  return {
    ...createModernDialect(capabilities),
    listToWire(request) {
      const { kind } = request.query
      const parameters = listParameters(asAsked(request), capabilities)
      return printPath(
        `tracker/${kind}`,
        parameters.map((parameter) => respell(kind, parameter)),
      )
    },
    listFromWire({ query, page }, body) {
      const { rows, total } = trackerPage(body, 'instances')
      const { kind } = query
      // Enrollments by UID come whole, whatever page was asked for, and uncounted (recorded: 197).
      if (kind === 'enrollments' && query.ids)
        return { rows: rowsFromWire(kind, cutPage(rows, page)), total: rows.length }
      return { rows: rowsFromWire(kind, rows), ...(total !== undefined && { total }) }
    },
    objectToWire({ kind, id, program, fields }) {
      const through: Parameter[] = kind === 'trackedEntities' && program ? [['program', program]] : []
      return printPath(`tracker/${kind}/${id}`, [...through, ['fields', printFields(oldFields(kind, fields))]])
    },
    potentialDuplicatesToWire: (request) =>
      printPath(
        'potentialDuplicates',
        duplicateParameters(request).map(([name, value]): Parameter => {
          if (name === 'paging') return ['skipPaging', 'true']
          return name === 'trackedEntities' ? ['teis', value] : [name, value]
        }),
      ),
    // The older endpoints of files (matrix §1) know no sizes by these names: `dimension` is the same word there.
    fileToWire: ({ kind, id, of, program, dimension }) =>
      kind === 'events'
        ? printPath('events/files', [['eventUid', id], ['dataElementUid', of], ...given('dimension', dimension)])
        : printPath(`trackedEntityInstances/${id}/${of}/${dimension ? 'image' : 'file'}`, [
            ...given('program', program),
            ...given('dimension', dimension),
          ]),
    changeLogToWire() {
      throw new Dhis2Error('unsupported', `DHIS2 ${capabilities.version.text} keeps no change logs: 2.41 and newer do`)
    },
  }
}

/** The request with what these versions want said, and in their names of properties. */
function asAsked(request: TrackerListRequest): TrackerListRequest {
  return {
    ...request,
    query: withScope(request.query),
    fields: oldFields(request.query.kind, request.fields),
  }
}

/** Up to 2.40 a list has to say where it looks (409 "At least one organisation unit must be specified"), or to name UIDs. */
export function withScope(query: TrackerQuery): TrackerQuery {
  if (query.kind === 'relationships' || query.orgUnits || query.orgUnitMode || query.ids) return query
  return { ...query, orgUnitMode: 'ACCESSIBLE' }
}

function respell(kind: TrackerKind, [name, value]: Parameter): Parameter {
  if (name === 'paging') return ['skipPaging', 'true']
  const respelled = SPELLING[kind][name]
  if (!respelled) return [name, value]
  return [respelled.name, respelled.list ? value.replaceAll(',', ';') : value]
}

/** An event's `followUp` is `followup` up to 2.40. */
function oldFields(kind: TrackerKind, fields: FieldTree | '*'): FieldTree | '*' {
  if (fields === '*') return fields
  const own = kind === 'events' ? renamed(fields, 'followUp', 'followup') : { ...fields }
  if (isTree(own['events'])) own['events'] = renamed(own['events'], 'followUp', 'followup')
  const enrollments = own['enrollments']
  if (isTree(enrollments)) own['enrollments'] = inside(enrollments)
  return own
}

function inside(enrollments: FieldTree): FieldTree {
  const { events } = enrollments
  return isTree(events) ? { ...enrollments, events: renamed(events, 'followUp', 'followup') } : enrollments
}

function isTree(value: true | FieldTree | undefined): value is FieldTree {
  return value !== undefined && value !== true
}

function renamed(tree: FieldTree, from: string, to: string): FieldTree {
  return Object.fromEntries(Object.entries(tree).map(([name, inner]) => [name === from ? to : name, inner]))
}
