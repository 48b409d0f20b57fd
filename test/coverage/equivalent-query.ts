import { parseFields } from '../../src/sandbox/fields.ts'
import { argumentsText, type GivenArgument, type QueryContext } from './argument-text.ts'
import { singles } from './parameters.ts'
import { endpoints } from './properties.ts'
import { placeOfParameter, type RecordedRequest } from './recorded-request.ts'
import { type SelectedProperty, selectedProperties, selectionText } from './selection-text.ts'
import { sortKeyFields } from './sort-key.ts'

/** The page that a recorded list asked for: its size and number, or all rows. */
export interface AskedPage {
  size: number
  number: number
  all: boolean
  total: boolean
}

/** The GraphQL query that asks what a recorded request asked. */
export interface EquivalentQuery {
  /** The list's name in DHIS2's answer. */
  listName: string
  properties: SelectedProperty[]
  /** What the recorded order sorts by, as fields. */
  sortKeys: string[]
  /** Undefined for one object. */
  page: AskedPage | undefined
  /** The whole text, its answer under `answer`, or `answer { log }` for a change log; with the arguments of one page. */
  text(paging: string[]): string
}

/** Makes the query; throws where the table has no place for a parameter. */
export function equivalentQuery(request: RecordedRequest, context: QueryContext): EquivalentQuery {
  const { endpoint, listName, uid, isLog, query } = request
  const last = new Map(query)
  const { shape, defaultFields } = endpoints[endpoint]
  const fields = parseFields(last.get('fields') ?? defaultFields)
  const properties = isLog ? selectedProperties('ChangeLog', undefined) : selectedProperties(shape, fields)
  const sortKeys = sortKeyFields(request, context)
  const page = uid === undefined || isLog ? askedPage(last) : undefined
  const rows = `nodes { ${[selectionText(properties), ...sortKeys].join(' ')} }`
  const connection = `{ ${rows} pageInfo { hasNextPage hasPreviousPage endCursor }${page?.total ? ' totalCount' : ''} }`
  const given = givenArguments(request)
  const { field, type } = singles[endpoint]
  const text = (paging: string[]): string => {
    if (uid === undefined) {
      const list = { typeName: 'Query', field: endpoint, endpoint }
      return `{ answer: ${call(endpoint, [...argumentsText(list, given, context), ...paging])} ${connection} }`
    }
    const object = `${field}(id: ${JSON.stringify(uid)}`
    if (!isLog) {
      const others = argumentsText({ typeName: 'Query', field, endpoint }, given, context)
      return `{ answer: ${[object, ...others].join(', ')}) { ${selectionText(properties)} } }`
    }
    const log = { typeName: type, field: 'changeLog', endpoint }
    const arguments_ = [...argumentsText(log, given, context), ...paging]
    return `{ answer: ${object}) { log: ${call('changeLog', arguments_)} ${connection} } }`
  }
  return { listName, properties, sortKeys, page, text }
}

function call(field: string, given: string[]): string {
  return given.length > 0 ? `${field}(${given.join(', ')})` : field
}

/** The request's parameters by the paths of their places; the page's size comes with its cursor. */
function givenArguments(request: RecordedRequest): GivenArgument[] {
  const values = new Map<string, string[]>()
  for (const [name, value] of request.query) {
    const place = placeOfParameter(request, name)
    if (place === undefined || 'pending' in place) throw new Error(`The parameter ${name} has no place yet`)
    if ('none' in place || name === 'pageSize') continue
    values.set(place.place, [...(values.get(place.place) ?? []), value])
  }
  return [...values].map(([path, texts]) => ({ path, texts }))
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
