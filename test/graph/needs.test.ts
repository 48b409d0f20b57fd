import type { GraphQLField, GraphQLResolveInfo } from 'graphql'
import { expect, test } from 'vitest'
import { schema } from '../../src/graph/schema.ts'
import { needOf } from '../../src/plan/need.ts'

/** What tells a row's kind or definition comes with every row as its key. */
const KEYS = new Set(['attribute', 'dataElement'])

/** Every field of a type of tracker rows. */
function fieldsOf(name: string): [string, GraphQLField<unknown, unknown>][] {
  const type = schema.getType(name)
  if (!type || !('getFields' in type)) throw new Error(`no type ${name}`)
  return Object.entries(type.getFields() as Record<string, GraphQLField<unknown, unknown>>).map(
    ([field, definition]) => [`${name}.${field}`, definition],
  )
}

/** The properties of its row that a field's resolver touches. */
async function readsOf(field: GraphQLField<unknown, unknown>): Promise<Set<string>> {
  const reads = new Set<string>()
  const row = new Proxy(
    {},
    {
      get(_target, property) {
        if (typeof property === 'string') reads.add(property)
        return KEYS.has(String(property)) ? 'abcdefghijk' : undefined
      },
    },
  )
  try {
    // A field without a resolver is read by its name, as GraphQL does.
    if (!field.resolve) Reflect.get(row, field.name)
    await field.resolve?.(
      row,
      {},
      {
        load: {
          walk: { take: () => 'ok' },
          metadata: { get: () => ({ valueType: 'TEXT', optionSet: { id: 'x' }, options: [] }) },
        },
      },
      {
        fieldName: field.name,
      } as GraphQLResolveInfo,
    )
  } catch {
    // A field that wants an argument has told what it reads, or that it reads nothing without one.
  }
  return reads
}

/** A list of events that was fetched for its own arguments stands beside the complete one. */
function isFetchedList(name: string): boolean {
  return name.startsWith('events [')
}

function plannedOf(field: GraphQLField<unknown, unknown>): Set<string> {
  const need = needOf(field)
  return new Set(
    [...(need?.reads ?? []), need?.names?.property, need?.joins?.property, need?.into?.[0], need?.end].filter(
      (name) => name !== undefined,
    ),
  )
}

test.each(
  [
    'TrackedEntity',
    'Enrollment',
    'Event',
    'Note',
    'Relationship',
    'AttributeValue',
    'DataValue',
    'ProgramOwner',
    'ChangeLog',
  ].flatMap(fieldsOf),
)('%s reads what it has planned, and plans what it reads', async (_name, field) => {
  const reads = [...(await readsOf(field))].filter((name) => !KEYS.has(name) && !isFetchedList(name)).sort()
  const planned = [...plannedOf(field)].filter((name) => !KEYS.has(name)).sort()
  expect(reads).toEqual(planned)
})
