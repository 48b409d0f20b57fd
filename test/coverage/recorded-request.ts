import { parameters, singles } from './parameters.ts'
import type { Endpoint, Place } from './place.ts'

/** A recorded GET of the tracker export. */
export interface RecordedRequest {
  endpoint: Endpoint
  /** The list's name in the path and the answer: 2.43 has three for events. */
  listName: string
  /** The object asked for; undefined for a list. */
  uid: string | undefined
  /** In the order of the URL, decoded. */
  query: [string, string][]
}

const endpointOf: Record<string, Endpoint> = {
  trackedEntities: 'trackedEntities',
  enrollments: 'enrollments',
  events: 'events',
  trackerEvents: 'events',
  singleEvents: 'events',
  relationships: 'relationships',
}

/** Reads a recorded path; undefined where it is no list or object of the tracker export. */
export function recordedRequest(path: string): RecordedRequest | undefined {
  const url = new URL(path, 'http://dhis2')
  const match = /^\/api\/tracker\/([A-Za-z]+)(?:\/(\w+))?$/.exec(url.pathname)
  const listName = match?.[1] ?? ''
  const endpoint = endpointOf[listName]
  return endpoint && { endpoint, listName, uid: match?.[2], query: [...url.searchParams] }
}

/** Where a request's parameter has its place; undefined where the table does not know it. */
export function placeOfParameter({ endpoint, uid }: RecordedRequest, name: string): Place | undefined {
  return uid === undefined ? parameters[endpoint][name] : singles[endpoint].parameters[name]
}
