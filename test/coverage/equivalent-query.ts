import { type GraphQLSchema, getNamedType, getNullableType, isEnumType, isListType } from 'graphql'
import { parseFields } from '../../src/sandbox/fields.ts'
import { conditionsText } from './condition-text.ts'
import { enumName, orders, singles } from './parameters.ts'
import { endpoints } from './properties.ts'
import { placeOfParameter, type RecordedRequest } from './recorded-request.ts'
import { argumentAt } from './schema-place.ts'
import { type SelectedProperty, selectedProperties, selectionText } from './selection-text.ts'
import { sortKeyFields } from './sort-key.ts'

/** What the queries need to know beside the request: which UIDs an order names. */
export interface QueryContext {
  schema: GraphQLSchema
  attributes: { has(uid: string): boolean }
  dataElements: { has(uid: string): boolean }
}

/** The page that a recorded list asked for: its size and number, or all rows. */
export interface AskedPage {
  size: number
  number: number
  all: boolean
  total: boolean
}

/** The GraphQL query that asks what a recorded request asked. */
export interface EquivalentQuery {
  field: string
  listName: string
  argumentsText: string[]
  /** What the recorded order sorts by, as fields. */
  sortKeys: string[]
  properties: SelectedProperty[]
  /** Undefined for one object. */
  page: AskedPage | undefined
}

/** Makes the query; throws where the table has no place for a parameter. */
export function equivalentQuery(request: RecordedRequest, context: QueryContext): EquivalentQuery {
  const { endpoint, listName, uid, query } = request
  const last = new Map(query)
  const { shape, defaultFields } = endpoints[endpoint]
  const properties = selectedProperties(shape, parseFields(last.get('fields') ?? defaultFields))
  const field = uid === undefined ? endpoint : singles[endpoint].field
  const given: [string, string][] = uid === undefined ? query : [['uid', uid], ...query]
  const values = new Map<string, string[]>()
  for (const [name, value] of given) {
    const place = placeOfParameter(request, name)
    if (place === undefined || 'pending' in place) throw new Error(`The parameter ${name} has no place yet`)
    if ('none' in place || name === 'pageSize') continue
    values.set(place.place, [...(values.get(place.place) ?? []), value])
  }
  const argumentsText = printArguments([...values].map(([path, texts]) => [path, valueText(path, texts)]))
  const sortKeys = sortKeyFields(request, context)
  const page = uid === undefined ? askedPage(last) : undefined
  return { field, listName, argumentsText, sortKeys, properties, page }

  function valueText(path: string, texts: string[]): string {
    if (path === 'orderBy') return `[${texts.flatMap((text) => text.split(',')).map(orderText)}]`
    if (path === 'where.dataValues') return `[${texts.flatMap((text) => conditionsText('dataElement', text))}]`
    if (path === 'where.attributes') return `[${texts.flatMap((text) => conditionsText('attribute', text))}]`
    return literal(path, texts)
  }

  function orderText(term: string): string {
    const [by = '', direction = 'asc'] = term.split(':')
    const order = orders[endpoint][by]
    const named = order && 'place' in order ? order.place : enumName(by)
    const dataElementOrField = context.dataElements.has(by) ? `dataElement: "${by}"` : `field: ${named}`
    const key = context.attributes.has(by) ? `attribute: "${by}"` : dataElementOrField
    return `{ ${key}, direction: ${direction.toUpperCase()} }`
  }

  function literal(path: string, texts: string[]): string {
    const declared = argumentAt(context.schema, field, path)
    if (declared === undefined) throw new Error(`${field} has no ${path}`)
    const type = getNullableType(declared)
    const named = getNamedType(type)
    const print = (text: string): string => {
      if (isEnumType(named) || named.name === 'Boolean' || named.name === 'Int') return text
      return JSON.stringify(named.name === 'Duration' ? isoDuration(text) : text)
    }
    const last = texts.at(-1) ?? ''
    return isListType(type) ? `[${texts.flatMap((text) => text.split(',')).map(print)}]` : print(last)
  }
}

/** DHIS2's `10d`, `12h` as ISO 8601. */
function isoDuration(text: string): string {
  return /^(\d+)(d|h|m|s)$/.test(text) ? `P${text.endsWith('d') ? '' : 'T'}${text.toUpperCase()}` : text
}

/** DHIS2 2.42 has pages of 50 where nothing is said; `skipPaging` says nothing to it. */
function askedPage(query: Map<string, string>): AskedPage {
  return {
    size: Number(query.get('pageSize') ?? 50),
    number: Number(query.get('page') ?? 1),
    all: query.get('paging') === 'false',
    total: query.get('totalPages') === 'true',
  }
}

interface Nested {
  [name: string]: string | Nested
}

/** Paths and their literals as arguments, those under one name together. */
function printArguments(values: (readonly [string, string])[]): string[] {
  const root: Nested = {}
  for (const [path, text] of values) {
    const steps = path.split('.')
    const last = steps.pop() ?? ''
    let at = root
    for (const step of steps) {
      const next = at[step]
      const below: Nested = typeof next === 'object' ? next : {}
      at[step] = below
      at = below
    }
    at[last] = text
  }
  return Object.entries(root).map(([name, value]) => `${name}: ${printNested(value)}`)
}

function printNested(value: string | Nested): string {
  if (typeof value === 'string') return value
  return `{ ${Object.entries(value).map(([name, inner]) => `${name}: ${printNested(inner)}`)} }`
}

/** The text of the query for one page of the list, or for the object. */
export function queryText(query: EquivalentQuery, paging: string[]): string {
  const { field, argumentsText, sortKeys, properties, page } = query
  const given = [...argumentsText, ...paging]
  const head = given.length > 0 ? `${field}(${given.join(', ')})` : field
  if (page === undefined) return `{ answer: ${head} { ${selectionText(properties)} } }`
  const total = page.total ? ' totalCount' : ''
  const pageInfo = 'pageInfo { hasNextPage hasPreviousPage endCursor }'
  return `{ answer: ${head} { nodes { ${[selectionText(properties), ...sortKeys].join(' ')} } ${pageInfo}${total} } }`
}
