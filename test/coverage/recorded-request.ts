import { changeLogs, parameters, singles } from './parameters.ts'
import type { Endpoint, Place } from './place.ts'

/** A recorded GET of the tracker export. */
export interface RecordedRequest {
  endpoint: Endpoint
  /** The list's name in the path and the answer: 2.43 has three for events. */
  listName: string
  /** The object asked for; undefined for a list. */
  uid: string | undefined
  /** Whether the object's change log is asked for. */
  isLog: boolean
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
  const match = /^\/api\/tracker\/([A-Za-z]+)(?:\/(\w+)(\/changeLogs)?)?$/.exec(url.pathname)
  const listName = match?.[1] ?? ''
  const endpoint = endpointOf[listName]
  if (endpoint === undefined) return undefined
  const isLog = match?.[3] !== undefined
  return { endpoint, listName: isLog ? 'changeLogs' : listName, uid: match?.[2], isLog, query: [...url.searchParams] }
}

/** Where a request's parameter has its place; undefined where the table does not know it. */
export function placeOfParameter({ endpoint, uid, isLog }: RecordedRequest, name: string): Place | undefined {
  if (isLog) return changeLogs[endpoint]?.[name]
  return uid === undefined ? parameters[endpoint][name] : singles[endpoint].parameters[name]
}

/** A request to 2.41, which knows the older names too, with the names and separators of today. */
export function withNamesOfToday(request: RecordedRequest): RecordedRequest {
  const query = request.query.map(([name, value]): [string, string] => {
    const place = placeOfParameter(request, name)
    const newer = place && 'newer' in place ? place.newer : undefined
    if (newer === 'paging') return [newer, value === 'true' ? 'false' : 'true']
    return newer === undefined ? [name, value] : [newer, value.replaceAll(';', ',')]
  })
  return { ...request, query }
}
