import type { RecordedExchange } from '../recordings/exchanges.ts'
import type { WireName } from './place.ts'
import { endpoints, shapes } from './properties.ts'
import { placeOfParameter, type RecordedRequest, recordedRequest } from './recorded-request.ts'
import { isGraphObject } from './wire-answer.ts'

/** Parameters and properties of recorded exchanges that the tables do not know, as `events?nosuch` and `Event.nosuch`. */
export function unknownNames(exchanges: RecordedExchange[]): string[] {
  const unknown = new Set<string>()
  for (const { request, response } of exchanges) {
    const asked = recordedRequest(request.path)
    if (asked === undefined || request.method !== 'GET') continue
    for (const [name] of asked.query) {
      if (placeOfParameter(asked, name) === undefined) unknown.add(`${asked.endpoint}?${name}`)
    }
    if (response.status === 200)
      collect(asked.isLog ? 'ChangeLog' : endpoints[asked.endpoint].shape, objectsOf(asked, response.body), unknown)
  }
  return [...unknown].sort()
}

function objectsOf({ listName, uid, isLog }: RecordedRequest, body: unknown): unknown {
  return (uid === undefined || isLog) && isGraphObject(body) ? body[listName] : body
}

function collect(shape: WireName, value: unknown, unknown: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(shape, item, unknown)
    return
  }
  if (!isGraphObject(value)) return
  for (const [name, inner] of Object.entries(value)) {
    const property = shapes[shape].properties[name]
    if (property === undefined) unknown.add(`${shape}.${name}`)
    else if ('holds' in property && property.holds) collect(property.holds, inner, unknown)
  }
}
