import type { Dataset } from '../dataset.ts'
import type { SandboxAnswer, SandboxRequest, SandboxRoute } from '../exchange.ts'
import type { SandboxVersion, TrackerFacts, TrackerList } from '../versions/version-facts.ts'
import { listEventChangeLogs, listTrackedEntityChangeLogs } from './change-logs.ts'
import { type CsvList, csvAnswer, withoutPages } from './csv.ts'
import { listEnrollments, readEnrollment } from './enrollments.ts'
import { anyEvents, type EventKind, singleEvents, trackerEvents } from './event-kinds.ts'
import { listEvents, readEvent } from './events.ts'
import { type FileRequest, readAttributeFile, readEventFile } from './files.ts'
import { isUid, readBoolean } from './parameters.ts'
import { createReader, type Reader } from './reader.ts'
import { notFound, olderRefusal, Refusal, refusalAnswer } from './refusal.ts'
import { listRelationships, readRelationship } from './relationships.ts'
import { spelledAsToday } from './spellings.ts'
import { listTrackedEntities, readTrackedEntity } from './tracked-entities.ts'
import { type TrackerIndex, type TrackerIndexes, trackerIndexes } from './tracker-index.ts'

type ReadOne = (index: TrackerIndex, reader: Reader, request: SandboxRequest, uid: string) => SandboxAnswer

interface Endpoint {
  /** Whose parameters it takes. */
  parameters: TrackerList
  /** What DHIS2 calls one of its records. */
  noun: string
  list: (index: TrackerIndex, reader: Reader, request: SandboxRequest) => SandboxAnswer
  one: ReadOne
  changeLogs?: ReadOne
  /** Files that are values, below `dataValues` or `attributes`. */
  files?: { below: string; read: (request: FileRequest) => SandboxAnswer }
}

const eventEndpoint = (kind: EventKind): [string, Endpoint] => [
  kind.key,
  {
    parameters: 'events',
    noun: 'Event',
    list: (index, reader, request) => listEvents(kind, index, reader, request),
    one: (index, reader, request, uid) => readEvent(kind, index, reader, request, uid),
    changeLogs: (index, reader, request, uid) => listEventChangeLogs(kind, index, reader, request, uid),
    files: { below: 'dataValues', read: (request) => readEventFile(kind, request) },
  },
]

const commonEndpoints: readonly [string, Endpoint][] = [
  [
    'trackedEntities',
    {
      parameters: 'trackedEntities',
      noun: 'TrackedEntity',
      list: listTrackedEntities,
      one: readTrackedEntity,
      changeLogs: listTrackedEntityChangeLogs,
      files: { below: 'attributes', read: readAttributeFile },
    },
  ],
  ['enrollments', { parameters: 'enrollments', noun: 'Enrollment', list: listEnrollments, one: readEnrollment }],
  eventEndpoint(anyEvents),
  [
    'relationships',
    { parameters: 'relationships', noun: 'Relationship', list: listRelationships, one: readRelationship },
  ],
]

const splitEndpoints = [eventEndpoint(trackerEvents), eventEndpoint(singleEvents)]

/** The tracker export over a dataset: lists and single reads of tracked entities, enrollments, events and relationships, change logs, and files that are values. */
export function createTrackerRoute(
  dataset: Dataset,
  indexes: () => TrackerIndexes = trackerIndexes(dataset),
): SandboxRoute {
  const facts = dataset.version.tracker
  const endpoints = new Map([...commonEndpoints, ...(facts.splitsEvents ? splitEndpoints : [])])
  return (request) => {
    const [tracker, name = '', uid, ...rest] = request.path.split('/')
    const endpoint = endpoints.get(uid === undefined ? name.replace(/\.(json|csv)$/, '') : name)
    if (!dataset.version.hasTrackerExport) return undefined
    if (tracker !== 'tracker' || request.method !== 'GET' || endpoint === undefined) return undefined
    const readOne = readerOf(endpoint, rest, facts)
    if (readOne === undefined) return undefined
    const { full, living } = indexes()
    try {
      if (uid !== undefined && !isUid(uid) && !facts.refusesMalformedUids) {
        throw notFound(endpoint.noun === 'TrackedEntity' ? facts.trackedEntityNoun : endpoint.noun, uid)
      }
      if (uid !== undefined) return readOne(living, createReader(living, request.user), request, uid)
      const query = spelledAsToday(request.query, endpoint.parameters, facts)
      const index = readBoolean(query, 'includeDeleted') === true ? full : living
      const reader = createReader(index, request.user)
      const csv = csvOf(name, request.headers['accept'])
      if (csv === undefined) return endpoint.list(index, reader, { ...request, query })
      if (!facts.csv.lists.includes(csv)) return dataset.version.pages.noSuchForm(`/api/${request.path}`)
      return csvList(csv, dataset.version, request, () =>
        endpoint.list(index, reader, { ...request, query: withoutPages(query) }),
      )
    } catch (error) {
      if (error instanceof Refusal) return refusalAnswer(dataset.version.codesErrors ? error : olderRefusal(error))
      throw error
    }
  }
}

/** What reads the rest of a path below one record; undefined when there is no such place. */
function readerOf(
  { one, changeLogs, files }: Endpoint,
  rest: string[],
  { hasChangeLogs }: TrackerFacts,
): ReadOne | undefined {
  const [part, of, form, ...more] = rest
  if (part === undefined) return one
  if (!hasChangeLogs) return undefined
  if (part === 'changeLogs' && of === undefined) return changeLogs
  if (files === undefined || part !== files.below || of === undefined || more.length > 0) return undefined
  if (form !== 'file' && form !== 'image') return undefined
  return (index, reader, request, uid) => files.read({ index, reader, request, uid, of, form })
}

function csvList(
  csv: CsvList,
  { pages, tracker: { csv: facts, pageShape } }: SandboxVersion,
  { path, query }: SandboxRequest,
  list: () => SandboxAnswer,
): SandboxAnswer {
  try {
    const { body } = list()
    const rows = Object(body)[pageShape === 'instances' ? 'instances' : csv]
    return csvAnswer(csv, rows, readBoolean(query, 'skipHeader') !== true)
  } catch (error) {
    if (error instanceof Refusal && facts.failsWhenRefused) return pages.failed(`/api/${path}`, error.message)
    throw error
  }
}

/** The list to give as CSV, for the ending `.csv` or an `Accept` of CSV; undefined for JSON. */
function csvOf(name: string, accept = ''): CsvList | undefined {
  const list = name.replace(/\.csv$/, '')
  const isWanted = list !== name || /^(application|text)\/csv/.test(accept)
  return isWanted && (list === 'trackedEntities' || list === 'events') ? list : undefined
}
