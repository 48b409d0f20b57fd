import type { Dataset } from '../dataset.ts'
import type { SandboxAnswer, SandboxRequest, SandboxRoute } from '../exchange.ts'
import { listEventChangeLogs, listTrackedEntityChangeLogs } from './change-logs.ts'
import { listEnrollments, readEnrollment } from './enrollments.ts'
import { anyEvents, type EventKind, singleEvents, trackerEvents } from './event-kinds.ts'
import { listEvents, readEvent } from './events.ts'
import { createReader, type Reader } from './reader.ts'
import { Refusal, refusalAnswer } from './refusal.ts'
import { listRelationships, readRelationship } from './relationships.ts'
import { listTrackedEntities, readTrackedEntity } from './tracked-entities.ts'
import { indexTracker, type TrackerIndex } from './tracker-index.ts'

type ReadOne = (index: TrackerIndex, reader: Reader, request: SandboxRequest, uid: string) => SandboxAnswer

interface Endpoint {
  list: (index: TrackerIndex, reader: Reader, request: SandboxRequest) => SandboxAnswer
  one: ReadOne
  changeLogs?: ReadOne
}

const eventEndpoint = (kind: EventKind): [string, Endpoint] => [
  kind.key,
  {
    list: (index, reader, request) => listEvents(kind, index, reader, request),
    one: (index, reader, request, uid) => readEvent(kind, index, reader, request, uid),
    changeLogs: (index, reader, request, uid) => listEventChangeLogs(kind, index, reader, request, uid),
  },
]

const commonEndpoints: readonly [string, Endpoint][] = [
  ['trackedEntities', { list: listTrackedEntities, one: readTrackedEntity, changeLogs: listTrackedEntityChangeLogs }],
  ['enrollments', { list: listEnrollments, one: readEnrollment }],
  eventEndpoint(anyEvents),
  ['relationships', { list: listRelationships, one: readRelationship }],
]

const splitEndpoints = [eventEndpoint(trackerEvents), eventEndpoint(singleEvents)]

/** The tracker export over a dataset: lists and single reads of tracked entities, enrollments, events and relationships, and change logs. */
export function createTrackerRoute(dataset: Dataset): SandboxRoute {
  const index = indexTracker(dataset)
  const { splitsEvents } = dataset.version.tracker
  const endpoints = new Map([...commonEndpoints, ...(splitsEvents ? splitEndpoints : [])])
  return (request) => {
    const [tracker, name = '', uid, ...rest] = request.path.split('/')
    const endpoint = endpoints.get(uid === undefined ? name.replace(/\.json$/, '') : name)
    if (tracker !== 'tracker' || request.method !== 'GET' || endpoint === undefined) return undefined
    const readOne = rest.length === 0 ? endpoint.one : rest.join('/') === 'changeLogs' ? endpoint.changeLogs : undefined
    if (readOne === undefined) return undefined
    const reader = createReader(index, request.user)
    try {
      return uid === undefined ? endpoint.list(index, reader, request) : readOne(index, reader, request, uid)
    } catch (error) {
      if (error instanceof Refusal) return refusalAnswer(error)
      throw error
    }
  }
}
