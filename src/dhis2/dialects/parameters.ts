import type { FieldTree, ValueOperator, ValueTest } from '../../model/tracker-query.ts'

/** One query parameter; several of one name are sent as several. */
export type Parameter = readonly [name: string, value: string]

/** A path with its query. Commas and colons stay readable: DHIS2 takes them raw, and 500 UIDs then fit one URL. */
export function printPath(path: string, parameters: readonly Parameter[]): string {
  const query = parameters.map(([name, value]) => `${name}=${encode(value)}`).join('&')
  return query ? `${path}?${query}` : path
}

function encode(value: string): string {
  return encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':')
}

/** DHIS2's `fields` syntax: `trackedEntity,enrollments[enrollment,events[event]]`, in a stable order. */
export function printFields(fields: FieldTree | '*'): string {
  if (fields === '*') return '*'
  return Object.keys(fields)
    .sort()
    .map((property) => {
      const inner = fields[property]
      return inner === true || inner === undefined ? property : `${property}[${printFields(inner)}]`
    })
    .join(',')
}

/** A parameter if the value is there. */
export function given(name: string, value: string | number | boolean | undefined): Parameter[] {
  return value === undefined ? [] : [[name, String(value)]]
}

/** A comma-separated parameter if the list is there. */
export function list(name: string, values: readonly string[] | undefined): Parameter[] {
  return values === undefined ? [] : [[name, values.join(',')]]
}

const OPERATORS: Record<ValueOperator, string> = {
  eq: 'eq',
  ne: 'neq',
  gt: 'gt',
  ge: 'ge',
  lt: 'lt',
  le: 'le',
  like: 'like',
  notLike: 'nlike',
  startsWith: 'sw',
  endsWith: 'ew',
  in: 'in',
  isNull: 'null',
  isNotNull: '!null',
}

/**
 * Tests of values in DHIS2's filter syntax, one parameter `UID:op:value:op:value` for each attribute or data element (2.38
 * refuses one that is named twice). Inside a value `/` escapes `,` `:` and itself, from 2.40 on.
 */
export function filter(name: string, tests: readonly ValueTest[] | undefined, escapes: boolean): Parameter[] {
  const byUid = new Map<string, string>()
  for (const { of, operator, values } of tests ?? []) {
    const value = escapes ? values.join(';').replaceAll(/[/,:]/g, '/$&') : values.join(';')
    const printed = values.length > 0 ? `${OPERATORS[operator]}:${value}` : OPERATORS[operator]
    byUid.set(of, `${byUid.get(of) ?? of}:${printed}`)
  }
  return [...byUid.values()].map((printed) => [name, printed])
}
