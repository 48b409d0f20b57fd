import type { MetadataObject } from '../dataset.ts'
import { type PathReader, splitPath } from './property-paths.ts'

/** Sorts by `order` parameters (`name:asc`, `sortOrder:desc`, `name:iasc`); without any by name, then id, in code point order as the recorded server's database does. */
export function sortObjects(objects: MetadataObject[], orders: string[], read: PathReader): MetadataObject[] {
  const terms = orders.flatMap((order) => order.split(',')).filter((term) => term !== '')
  const comparers = [...terms, 'name:asc', 'id:asc'].map((term) => comparer(term, read))
  return objects.toSorted((one, other) => {
    for (const compare of comparers) {
      const result = compare(one, other)
      if (result !== 0) return result
    }
    return 0
  })
}

function comparer(term: string, read: PathReader): (one: MetadataObject, other: MetadataObject) => number {
  const [property = '', direction = 'asc'] = term.split(':')
  const path = splitPath(property)
  const sign = direction.endsWith('desc') ? -1 : 1
  const key = (object: MetadataObject): unknown => {
    const value = read.values(object, path)[0]
    return direction.startsWith('i') && typeof value === 'string' ? value.toLowerCase() : value
  }
  return (one, other) => sign * compareKeys(key(one), key(other))
}

/** Nulls come last in ascending order, as in PostgreSQL. */
function compareKeys(one: unknown, other: unknown): number {
  if (one === other) return 0
  if (one === undefined) return 1
  if (other === undefined) return -1
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return String(one) < String(other) ? -1 : 1
}

/** One page of a list, and the pager that DHIS2 puts beside it. */
export interface MetadataPage {
  objects: MetadataObject[]
  pager: Record<string, unknown>
}

const defaultPageSize = 50

/** Cuts a page as `page` and `pageSize` ask; the links keep all other parameters, encoded. */
export function pageOf(objects: MetadataObject[], path: string, query: URLSearchParams): MetadataPage {
  const pageSize = positive(query.get('pageSize'), defaultPageSize)
  const pageCount = Math.ceil(objects.length / pageSize)
  const asked = positive(query.get('page'), 1)
  // The pager speaks of the last page where a later one was asked for, though that one is empty.
  const page = Math.max(1, Math.min(asked, pageCount))
  const pager: Record<string, unknown> = { page, total: objects.length, pageSize, pageCount }
  if (page < pageCount) pager['nextPage'] = link(path, query, page + 1, pageSize)
  if (page > 1) pager['prevPage'] = link(path, query, page - 1, pageSize)
  return { objects: objects.slice((asked - 1) * pageSize, asked * pageSize), pager }
}

function link(path: string, query: URLSearchParams, page: number, pageSize: number): string {
  const parameters = new URLSearchParams()
  if (page > 1) parameters.set('page', String(page))
  if (pageSize !== defaultPageSize) parameters.set('pageSize', String(pageSize))
  for (const [name, value] of query) if (name !== 'page' && name !== 'pageSize') parameters.append(name, value)
  const text = parameters.toString()
  return text === '' ? path : `${path}?${text}`
}

function positive(text: string | null, otherwise: number): number {
  const value = Number(text)
  return Number.isInteger(value) && value > 0 ? value : otherwise
}
