import fc from 'fast-check'
import {
  buildSchema,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  isObjectType,
  parse,
} from 'graphql'
import { expect, test } from 'vitest'
import { completerOf } from '../../src/execute/complete-value.ts'
import { executeQuery } from '../../src/execute/execute-query.ts'
import { plannableQuery } from '../../src/execute/operation-plan.ts'

const SDL = `
  interface Named { name: String }
  type Person implements Named { name: String, age: Int, friend: Person, owner: Person!, pet: Pet, owned: [Pet!], all: [Named]!, word(text: String = "x", n: Int): String! }
  type Dog implements Named { name: String, owner: Person!, tags: [String!]! }
  type Cat implements Named { name: String!, lives: Int! }
  union Pet = Dog | Cat
  type Query { person: Person, owner: Person!, all: [Named!], named: Named, deep: [[Int!]] }
`

const QUERY = `
  query ($on: Boolean = true, $n: Int) {
    person { ...P friend { ...P owner { then: name __proto__: age } } }
    owner { __typename name @skip(if: $on) word(n: $n) other: word(text: "y", n: 3) }
    all { __typename name ... on Dog { owner { name } tags } ... on Cat { lives } }
    named { name ... on Person @include(if: $on) { age } }
    deep
  }
  fragment P on Person { name age pet { ... on Dog { name tags } ... on Cat { name lives } } owned { ... on Named { name } } all { name } word }
`

/** What a field does where it is resolved. */
type Behaviour = 'value' | 'later' | 'null' | 'throw' | 'reject' | 'error' | 'wrong'
const BEHAVIOURS: readonly Behaviour[] = [
  'value',
  'value',
  'value',
  'later',
  'null',
  'throw',
  'reject',
  'error',
  'wrong',
]

/** A schema whose every field behaves as the next behaviour for its name says. */
function schemaOf(behaviours: ReadonlyMap<string, Behaviour>): GraphQLSchema {
  const schema = buildSchema(SDL)
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) {
      field.resolve = (_source, args) =>
        behave(behaviours.get(`${type.name}.${field.name}`) ?? 'value', () => valueFor(String(field.type), args))
    }
  }
  return schema
}

function behave(behaviour: Behaviour, value: () => unknown): unknown {
  switch (behaviour) {
    case 'value':
      return value()
    case 'later':
      return Promise.resolve().then(value)
    case 'null':
      return null
    case 'throw':
      throw new GraphQLError('thrown', { extensions: { code: 'THROWN' } })
    case 'reject':
      return Promise.reject(new Error('rejected'))
    case 'error':
      return new Error('an error as a value')
    case 'wrong':
      return { __typename: 'Query' }
  }
}

function valueFor(type: string, args: object): unknown {
  const name = type.replaceAll(/[[\]!]/g, '')
  const one = (typename: string): object => ({ __typename: typename })
  const items = { Pet: [one('Dog'), one('Cat')], Named: [one('Cat'), one('Person'), one('Dog')], String: ['a', 'b'] }
  if (type.startsWith('[[')) return [[1, 2], null, [4, null], new Set([5])]
  if (type.startsWith('[')) return Reflect.get(items, name)
  if (name === 'String') return `text ${JSON.stringify(args)}`
  return name === 'Int' ? 7 : one(name === 'Pet' ? 'Dog' : name === 'Named' ? 'Person' : name)
}

async function planned(schema: GraphQLSchema, variableValues: Record<string, unknown>): Promise<ExecutionResult> {
  const document = parse(QUERY)
  const query = plannableQuery(schema, document, undefined, completerOf)
  const result = query && (await executeQuery(query, { schema, document, variableValues }))
  if (!result) throw new Error('the query is not planned')
  return { ...result, data: JSON.parse(JSON.stringify(result.data)) }
}

/** Data in the order of its fields; errors in one order, by what both executors say alike of them: where, and whose words. */
function comparable({ data, errors = [] }: ExecutionResult): object {
  const told = errors.map(({ message, path, locations, extensions }) => {
    const own = /thrown|rejected|as a value|Cannot return null/.test(message)
      ? message
      : 'its value does not fit its type'
    return JSON.stringify({ own, path, locations, extensions })
  })
  return { data: JSON.stringify(data), errors: told.sort() }
}

/** The same, but of errors only which null they explain: of several that cost the same object, the one that comes first is told. */
function explained({ data, errors = [] }: ExecutionResult): object {
  const nulls = errors.map(({ path = [] }) => {
    let value: unknown = data
    const depth = path.findIndex((key) => {
      if (value === null) return true
      value = Reflect.get(Object(value), key)
      return false
    })
    return JSON.stringify(depth === -1 ? path : path.slice(0, depth))
  })
  return { data: JSON.stringify(data), nulls: [...new Set(nulls)].sort() }
}

const fields = Object.values(buildSchema(SDL).getTypeMap()).flatMap((type) =>
  isObjectType(type) && !type.name.startsWith('__')
    ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
    : [],
)

/** Both answers to the query, whose fields behave as given. */
async function bothAnswers(map: ReadonlyMap<string, Behaviour>, on: boolean): Promise<ExecutionResult[]> {
  const schema = schemaOf(map)
  const variables = { on, n: 5 }
  const other = await execute({ schema, document: parse(QUERY), variableValues: variables })
  return [await planned(schema, variables), other]
}

function behavioursOf(choices: readonly Behaviour[]): fc.Arbitrary<Map<string, Behaviour>> {
  const entries = fields.map((field) => fc.constantFrom(...choices).map((behaviour) => [field, behaviour] as const))
  return fc.tuple(...entries).map((chosen) => new Map(chosen))
}

test('whatever resolvers do at once, data and errors are those of graphql-js', async () => {
  const atOnce = BEHAVIOURS.filter((behaviour) => behaviour !== 'later' && behaviour !== 'reject')
  const wholeAnswers = new Set<boolean>()
  await fc.assert(
    fc.asyncProperty(behavioursOf(atOnce), fc.boolean(), async (map, on) => {
      const [answer = {}, wanted = {}] = await bothAnswers(map, on)
      expect(comparable(answer)).toEqual(comparable(wanted))
      wholeAnswers.add(wanted.data === null)
    }),
    { numRuns: 300 },
  )
  expect(wholeAnswers.size).toBe(2)
})

test('whatever resolvers do sooner or later, data is that of graphql-js, and each null has its error', async () => {
  await fc.assert(
    fc.asyncProperty(behavioursOf(BEHAVIOURS), fc.boolean(), async (map, on) => {
      const [answer = {}, wanted = {}] = await bothAnswers(map, on)
      expect(explained(answer)).toEqual(explained(wanted))
    }),
    { numRuns: 300 },
  )
})

test('values at hand are answered without a promise, in the order of the query', () => {
  const schema = schemaOf(new Map())
  const document = parse('{ b: owner { name: __typename, then: name, __proto__: age } }')
  const query = plannableQuery(schema, document, undefined, completerOf)
  const result = query && executeQuery(query, { schema, document })
  expect(JSON.stringify(result)).toBe('{"data":{"b":{"name":"Person","then":"text {}","__proto__":7}}}')
})

test.each([
  'mutation { a }',
  '{ person { ... @defer { name } } }',
  '{ all @stream { name } }',
  'query a { owner { name } } query b { owner { name } }',
])('%s is left to another executor', (text) => {
  expect(plannableQuery(schemaOf(new Map()), parse(text), undefined, completerOf)).toBeUndefined()
})

test('variables that do not fit are left to another executor', () => {
  const schema = schemaOf(new Map())
  const document = parse('query ($n: Int!) { owner { word(n: $n) } }')
  const query = plannableQuery(schema, document, undefined, completerOf)
  expect(query && executeQuery(query, { schema, document, variableValues: { n: 'no' } })).toBeUndefined()
})
