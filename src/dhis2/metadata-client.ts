import type { MetadataRequest, MetadataType, MetadataTypes } from '../model/metadata.ts'
import type { DetailRequest, DetailRows, InverseReference } from '../model/metadata-details.ts'
import type { MetadataPage, MetadataQuery } from '../model/metadata-query.ts'
import type { UpstreamCall } from '../model/upstream-call.ts'
import { printPath } from './dialects/parameters.ts'
import { keyProperty, RECORD_FIELDS, recordsFromWire } from './wire/metadata.ts'
import { detailFields, detailsFromWire, inverseFields, pointersFromWire } from './wire/metadata-details.ts'
import { metadataPageFromWire, printCondition, printOrder } from './wire/metadata-query.ts'

/** Questions about metadata; each answer holds what the caller may see, and leaves out what is missing or hidden. */
export interface MetadataClient {
  /** Records by key. */
  metadata<Type extends MetadataType>(
    call: UpstreamCall,
    request: MetadataRequest<Type>,
  ): Promise<Map<string, MetadataTypes[Type]>>
  /** Details of objects by UID. */
  metadataDetails(call: UpstreamCall, request: DetailRequest): Promise<DetailRows>
  /** The UIDs of the objects that point at each of the targets. */
  metadataPointers(
    call: UpstreamCall,
    inverse: InverseReference,
    targets: readonly string[],
  ): Promise<Map<string, string[]>>
  /** One page of a list, with the records of its objects. `page` counts from 1. */
  metadataPage<Type extends MetadataType>(
    call: UpstreamCall,
    query: MetadataQuery & { type: Type },
    page: { page: number; pageSize: number },
  ): Promise<MetadataPage<Type>>
}

/** The metadata questions of a client; they are the same in every version from 2.35 on. */
export function createMetadataClient(
  get: (call: UpstreamCall, pathBelowApi: string) => Promise<unknown>,
): MetadataClient {
  return {
    async metadata(call, { type, keys }) {
      const path = byKeys(type, keyProperty(type), keys, RECORD_FIELDS[type])
      return recordsFromWire(type, await get(call, path))
    },
    async metadataDetails(call, { type, ids, details }) {
      return detailsFromWire(type, await get(call, byKeys(type, 'id', ids, detailFields(details))))
    },
    async metadataPointers(call, inverse, targets) {
      const path = byKeys(inverse.type, [...inverse.path, 'id'].join('.'), targets, inverseFields(inverse))
      return pointersFromWire(inverse, await get(call, path))
    },
    async metadataPage(call, query, { page, pageSize }) {
      const body = await get(
        call,
        printPath(query.type, [
          ...query.conditions.map((condition) => ['filter', printCondition(condition)] as const),
          ['order', printOrder(query)],
          ['fields', RECORD_FIELDS[query.type]],
          ['page', String(page)],
          ['pageSize', String(pageSize)],
        ]),
      )
      return metadataPageFromWire(query.type, body)
    },
  }
}

function byKeys(type: MetadataType, property: string, keys: readonly string[], fields: string): string {
  return printPath(type, [
    ['filter', `${property}:in:[${keys.join(',')}]`],
    ['fields', fields],
    ['paging', 'false'],
  ])
}
