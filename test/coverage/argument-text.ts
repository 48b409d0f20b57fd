import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
} from 'graphql'
import { conditionsText } from './condition-text.ts'
import { enumName, orders } from './parameters.ts'
import type { Endpoint } from './place.ts'
import { argumentAt } from './schema-place.ts'

/** What the queries need to know beside the request: the schema, and which UIDs an order names. */
export interface QueryContext {
  schema: GraphQLSchema
  attributes: { has(uid: string): boolean }
  dataElements: { has(uid: string): boolean }
}

/** A parameter's values (it may be repeated) and the path of the argument that they become. */
export interface GivenArgument {
  path: string
  texts: string[]
}

/** The arguments of a field of a type, as GraphQL; those of one input object together. */
export function argumentsText(
  { typeName, field, endpoint }: { typeName: string; field: string; endpoint: Endpoint },
  given: GivenArgument[],
  context: QueryContext,
): string[] {
  const root: Nested = {}
  for (const { path, texts } of given) {
    const type = argumentAt(context.schema, field, path, typeName)
    if (type === undefined) throw new Error(`${typeName}.${field} has no ${path}`)
    put(root, path.split('.'), special(path, texts, endpoint, context) ?? literal(type, texts))
  }
  return Object.entries(root).map(([name, value]) => `${name}: ${printNested(value)}`)
}

function special(path: string, texts: string[], endpoint: Endpoint, context: QueryContext): string | undefined {
  if (path === 'where.dataValues') return `[${texts.flatMap((text) => conditionsText('dataElement', text))}]`
  if (path === 'where.attributes') return `[${texts.flatMap((text) => conditionsText('attribute', text))}]`
  if (path !== 'orderBy') return undefined
  return `[${texts.flatMap((text) => text.split(',')).map((term) => orderText(term, endpoint, context))}]`
}

/** An order that the table does not know is passed on, for the gateway to refuse. */
function orderText(term: string, endpoint: Endpoint, { attributes, dataElements }: QueryContext): string {
  const [by = '', direction = 'asc'] = term.split(':')
  const order = orders[endpoint][by]
  const field = `field: ${order && 'place' in order ? order.place : enumName(by)}`
  const dataElementOrField = dataElements.has(by) ? `dataElement: "${by}"` : field
  return `{ ${attributes.has(by) ? `attribute: "${by}"` : dataElementOrField}, direction: ${direction.toUpperCase()} }`
}

function literal(declared: GraphQLInputType, texts: string[]): string {
  const type = getNullableType(declared)
  const named = getNamedType(type)
  const print = (text: string): string => {
    if (isEnumType(named) || named.name === 'Boolean' || named.name === 'Int') return text
    return JSON.stringify(named.name === 'Duration' ? isoDuration(text) : text)
  }
  return isListType(type) ? `[${texts.flatMap((text) => text.split(',')).map(print)}]` : print(texts.at(-1) ?? '')
}

/** DHIS2's `10d`, `12h` as ISO 8601. */
function isoDuration(text: string): string {
  return /^(\d+)(d|h|m|s)$/.test(text) ? `P${text.endsWith('d') ? '' : 'T'}${text.toUpperCase()}` : text
}

interface Nested {
  [name: string]: string | Nested
}

function put(at: Nested, [step = '', ...rest]: string[], text: string): void {
  const present = at[step]
  const below: Nested = typeof present === 'object' ? present : {}
  at[step] = rest.length === 0 ? text : below
  if (rest.length > 0) put(below, rest, text)
}

function printNested(value: string | Nested): string {
  if (typeof value === 'string') return value
  return `{ ${Object.entries(value).map(([name, inner]) => `${name}: ${printNested(inner)}`)} }`
}
