import type { MetadataObject } from '../dataset.ts'
import { isTextMatch } from './filter-operators.ts'
import { type PathReader, splitPath } from './property-paths.ts'

/** Whether an object passes. */
export type MetadataPredicate = (object: MetadataObject) => boolean

/** Why a `filter` was refused, in DHIS2's words. */
export class FilterRefusal extends Error {}

/** Parses `filter` parameters (`path:operator:value`), joined by AND or, with `rootJunction=OR`, by OR; throws FilterRefusal. */
export function parseFilters(filters: string[], rootJunction: string | null, read: PathReader): MetadataPredicate {
  const predicates = splitFilters(filters).map((filter) => parseFilter(filter, read))
  if (predicates.length === 0) return () => true
  return rootJunction?.toUpperCase() === 'OR'
    ? (object) => predicates.some((passes) => passes(object))
    : (object) => predicates.every((passes) => passes(object))
}

const filterParts = /[a-zA-Z0-9.]+:[!$a-zA-Z]{2,10}(?::(?:\[[^\]]*\]|[^,\n\r]+))?/g

/** DHIS2 2.42 joins the parameters and splits them at commas again, so a value with a comma outside brackets is cut there. */
function splitFilters(filters: string[]): string[] {
  const joined = filters.join(',')
  if (joined === '') return []
  return joined.includes(',') ? (joined.match(filterParts) ?? []) : [joined]
}

/** The `query` parameter: the id, the code, or a part of the name. */
export function parseQuery(text: string | null, read: PathReader): MetadataPredicate {
  if (text === null || text === '') return () => true
  const lower = text.toLowerCase()
  const has = (object: MetadataObject, property: string, test: (value: string) => boolean): boolean =>
    read.values(object, [property]).some((value) => test(String(value)))
  return (object) =>
    has(object, 'id', (id) => id === text) ||
    has(object, 'code', (code) => code === text) ||
    has(object, 'name', (name) => name.toLowerCase().includes(lower))
}

function parseFilter(filter: string, read: PathReader): MetadataPredicate {
  const [path = '', operator, ...rest] = filter.split(':')
  if (operator === undefined) throw new FilterRefusal(`Invalid filter => ${filter}`)
  const argument = rest.join(':')
  if (path === 'identifiable') return identifiable(operator, argument, read)
  if (!read.knows(path) && !/^[A-Za-z][A-Za-z0-9]{10}$/.test(path.slice(path.indexOf('.') + 1))) {
    throw new FilterRefusal(`Unknown path property: ${path}`)
  }
  const parts = splitPath(path)
  const test = operatorTest(operator, argument)
  return (object) => test(read.values(object, parts))
}

/** `identifiable` looks at id, code and name at once. */
function identifiable(operator: string, argument: string, read: PathReader): MetadataPredicate {
  const test = operatorTest(operator, argument)
  return (object) => ['id', 'code', 'name'].some((property) => test(read.values(object, [property])))
}

/** A test of the values found at a path: none when null, several when the path goes through a collection. */
function operatorTest(operator: string, argument: string): (values: unknown[]) => boolean {
  if (operator === 'null') return (values) => values.length === 0
  if (operator === '!null') return (values) => values.length > 0
  if (operator === 'empty') return (values) => values.every(isEmptyCollection)
  if (operator === '!empty') return (values) => !values.every(isEmptyCollection)
  const negated = operator.startsWith('!') || operator === 'ne' || operator === 'neq'
  const positive = operator === 'ne' || operator === 'neq' ? 'eq' : operator.replace(/^!/, '')
  const matches = valueTest(positive, argument)
  if (matches === undefined) throw new FilterRefusal(`\`${operator}\` is not a valid operator.`)
  return negated ? (values) => values.length > 0 && !values.some(matches) : (values) => values.some(matches)
}

function isEmptyCollection(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

function valueTest(operator: string, argument: string): ((value: unknown) => boolean) | undefined {
  if (operator === 'eq') return (value) => compare(value, argument) === 0
  if (operator === 'gt') return (value) => compare(value, argument) > 0
  if (operator === 'lt') return (value) => compare(value, argument) < 0
  if (operator === 'ge' || operator === 'gte') return (value) => compare(value, argument) >= 0
  if (operator === 'le' || operator === 'lte') return (value) => compare(value, argument) <= 0
  if (operator === 'in') {
    const wanted = new Set(argument.replace(/^\[/, '').replace(/\]$/, '').split(','))
    return (value) => wanted.has(String(value))
  }
  return isTextMatch(operator, argument)
}

/** Compares as the value's own kind: numbers as numbers, a collection by its size, the rest as text. NaN (never true) when they cannot be compared. */
function compare(value: unknown, argument: string): number {
  if (Array.isArray(value)) return value.length - Number(argument)
  if (typeof value === 'number') return value - Number(argument)
  const text = String(value)
  if (text === argument) return 0
  return text < argument ? -1 : 1
}
