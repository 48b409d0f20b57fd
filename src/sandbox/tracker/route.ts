import type { Dataset } from '../dataset.ts'
import type { SandboxAnswer, SandboxRequest, SandboxRoute } from '../exchange.ts'
import { listEnrollments, readEnrollment } from './enrollments.ts'
import { listEvents, readEvent } from './events.ts'
import { createReader, type Reader } from './reader.ts'
import { Refusal, refusalAnswer } from './refusal.ts'
import { listRelationships, readRelationship } from './relationships.ts'
import { listTrackedEntities, readTrackedEntity } from './tracked-entities.ts'
import { indexTracker, type TrackerIndex } from './tracker-index.ts'

interface Endpoint {
  list: (index: TrackerIndex, reader: Reader, request: SandboxRequest) => SandboxAnswer
  one: (index: TrackerIndex, reader: Reader, request: SandboxRequest, uid: string) => SandboxAnswer
}

const endpoints = new Map<string, Endpoint>([
  ['trackedEntities', { list: listTrackedEntities, one: readTrackedEntity }],
  ['enrollments', { list: listEnrollments, one: readEnrollment }],
  ['events', { list: listEvents, one: readEvent }],
  ['relationships', { list: listRelationships, one: readRelationship }],
])

/** The tracker export of DHIS2 2.42 over a dataset: lists and single reads of tracked entities, enrollments, events and relationships. */
export function createTrackerRoute(dataset: Dataset): SandboxRoute {
  const index = indexTracker(dataset)
  return (request) => {
    const [tracker, name = '', uid, ...rest] = request.path.split('/')
    const endpoint = endpoints.get(uid === undefined ? name.replace(/\.json$/, '') : name)
    if (tracker !== 'tracker' || request.method !== 'GET' || endpoint === undefined || rest.length > 0) return undefined
    const reader = createReader(index, request.user)
    try {
      return uid === undefined ? endpoint.list(index, reader, request) : endpoint.one(index, reader, request, uid)
    } catch (error) {
      if (error instanceof Refusal) return refusalAnswer(error)
      throw error
    }
  }
}
