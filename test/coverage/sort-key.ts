import type { QueryContext } from './argument-text.ts'
import type { Endpoint } from './place.ts'
import { endpoints, shapes } from './properties.ts'
import type { RecordedRequest } from './recorded-request.ts'

/** Fields under `sortKey0`, `sortKey1`, … that tell by what a recorded `order` sorts a row; an empty list where it has none. */
export function sortKeyFields({ endpoint, query }: RecordedRequest, context: QueryContext): string[] {
  const order = query.filter(([name]) => name === 'order').flatMap(([, value]) => value.split(','))
  return order.map((term, index) => `sortKey${index}: ${keyField(endpoint, term.split(':')[0] ?? '', context)}`)
}

function keyField(endpoint: Endpoint, by: string, { attributes, dataElements }: QueryContext): string {
  if (dataElements.has(by)) return `dataValue(id: "${by}") { value }`
  if (attributes.has(by)) {
    const attribute = `attribute(id: "${by}") { value }`
    return endpoint === 'events' ? `trackedEntity { ${attribute} }` : attribute
  }
  if (by === 'enrolledAt' && endpoint === 'events') return 'enrollment { enrolledAt }'
  if (by === 'enrolledAt' && endpoint === 'trackedEntities') return 'enrollments { nodes { enrolledAt } }'
  const property = shapes[endpoints[endpoint].shape].properties[by]
  const place = property && 'place' in property ? property.place : by
  return place.split('.').reduceRight((text, step) => (text === '' ? step : `${step} { ${text} }`), '')
}
