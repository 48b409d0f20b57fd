import {
  defaultFieldResolver,
  defaultTypeResolver,
  type GraphQLAbstractType,
  GraphQLError,
  GraphQLID,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
  getArgumentValues,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  locatedError,
  type ResponsePath,
  responsePathAsArray,
} from 'graphql'
import { type Execution, FieldInfo, pathBelow } from './field-info.ts'
import type { Completer, FieldPlan, SelectionPlan } from './operation-plan.ts'

/** No arguments, for the many fields that take none. */
const NO_ARGUMENTS: Record<string, unknown> = Object.freeze(Object.create(null))

type Fields = Record<string, unknown>

/** The selected fields of an object; a promise only where one of them is. Throws (or rejects) where a field that must not be null is. */
export function executeFields(
  execution: Execution,
  { fields }: SelectionPlan,
  source: unknown,
  path: ResponsePath | undefined,
): Fields | Promise<Fields> {
  const result: Fields = {}
  let pending: Promise<void>[] | undefined
  try {
    for (const plan of fields) {
      const value = executeField(execution, plan, source, path)
      put(result, plan.key, value)
      if (value instanceof Promise) {
        pending ??= []
        pending.push(value.then((settled) => put(result, plan.key, settled)))
      }
    }
  } catch (error) {
    return afterAll(pending, error)
  }
  return pending ? Promise.all(pending).then(() => result) : result
}

/** `__proto__` is a name that a field of an answer may have. */
function put(result: Fields, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(result, key, { value, writable: true, enumerable: true, configurable: true })
  else result[key] = value
}

/** Fails when what is under way has ended: a promise that is left alone may reject with nobody to hear. */
function afterAll(pending: Promise<unknown>[] | undefined, error: unknown): Promise<never> {
  if (!pending) throw error
  return Promise.allSettled(pending).then(() => {
    throw error
  })
}

function executeField(
  execution: Execution,
  plan: FieldPlan,
  source: unknown,
  parent: ResponsePath | undefined,
): unknown {
  const path = plan.leaf ? undefined : pathBelow(parent, plan)
  try {
    const value = resolve(execution, plan, source, parent)
    const completed =
      value instanceof Promise
        ? value.then((settled) => plan.complete(execution, plan, settled, path))
        : plan.complete(execution, plan, value, path)
    if (!(completed instanceof Promise)) return completed
    return completed.catch((error: unknown) => fail(execution, plan, error, plan.nullable, pathBelow(parent, plan)))
  } catch (error) {
    return fail(execution, plan, error, plan.nullable, pathBelow(parent, plan))
  }
}

function resolve(execution: Execution, plan: FieldPlan, source: unknown, parent: ResponsePath | undefined): unknown {
  const { index, field } = plan
  let args = NO_ARGUMENTS
  if (field.args.length > 0) {
    args = execution.args[index] ?? getArgumentValues(field, plan.node, execution.variables)
    execution.args[index] = args
  }
  const resolver = field.resolve ?? defaultFieldResolver
  return resolver(source, args, execution.context, new FieldInfo(execution, plan, parent))
}

/** What stands in the place of a value that failed: null, and the error is told; one that must not be null fails what holds it. */
function fail(
  { errors }: Execution,
  { nodes }: FieldPlan,
  error: unknown,
  nullable: boolean,
  path: ResponsePath | undefined,
): null {
  const located = locatedError(error, nodes, responsePathAsArray(path))
  if (!nullable) throw located
  errors.push(located)
  return null
}

const completers = new Map<GraphQLOutputType, Completer>()

/** How values of a type become parts of the answer. */
export function completerOf(type: GraphQLOutputType): Completer {
  const known = completers.get(type)
  if (known) return known
  const made = isNonNullType(type) ? completePresent(completerOf(type.ofType)) : completeNullable(type)
  completers.set(type, made)
  return made
}

function completePresent(complete: Completer): Completer {
  return (execution, plan, value, path) => {
    const completed = complete(execution, plan, value, path)
    if (completed instanceof Promise) return completed.then((settled) => present(plan, settled))
    return present(plan, completed)
  }
}

function present({ parentType, field }: FieldPlan, value: unknown): unknown {
  if (value === null) throw new Error(`Cannot return null for non-nullable field ${parentType.name}.${field.name}.`)
  return value
}

function completeNullable(type: GraphQLOutputType): Completer {
  const complete = isListType(type)
    ? completeList(type.ofType)
    : isLeafType(type)
      ? completeLeaf(type)
      : isAbstractType(type)
        ? completeAbstract(type)
        : isObjectType(type)
          ? completeObject(type)
          : undefined
  if (!complete) throw new Error(`${String(type)} is no type of an answer`)
  return (execution, plan, value, path) => {
    if (value === null || value === undefined) return null
    if (value instanceof Error) throw value
    return complete(execution, plan, value, path)
  }
}

function completeLeaf(type: GraphQLLeafType): Completer {
  const text = type === GraphQLString || type === GraphQLID
  return (_execution, _plan, value) => {
    if (text && typeof value === 'string') return value
    const completed = coerce(type, value)
    if (completed === null || completed === undefined)
      throw new Error(`A value of the type ${type.name} has nothing to show`)
    return completed
  }
}

/** What is wrong with a stored value is no fault of the caller: an error that speaks to the caller would say that it were. */
function coerce(type: GraphQLLeafType, value: unknown): unknown {
  try {
    return type.coerceOutputValue(value)
  } catch (error) {
    throw error instanceof GraphQLError ? new Error(error.message) : error
  }
}

function completeList(type: GraphQLOutputType): Completer {
  const complete = completerOf(type)
  const nullable = !isNonNullType(type)
  return (execution, plan, value, path) => {
    if (!isIterable(value))
      throw new GraphQLError(
        `Expected Iterable, but did not find one for field "${plan.parentType.name}.${plan.field.name}".`,
      )
    const completed: unknown[] = []
    let pending: Promise<void>[] | undefined
    try {
      for (const item of value) {
        const index = completed.length
        const done = completeItem(execution, plan, item, {
          complete,
          nullable,
          path: { prev: path, key: index, typename: undefined },
        })
        completed.push(done)
        if (done instanceof Promise) {
          pending ??= []
          pending.push(
            done.then((settled) => {
              completed[index] = settled
            }),
          )
        }
      }
    } catch (error) {
      return afterAll(pending, error)
    }
    return pending ? Promise.all(pending).then(() => completed) : completed
  }
}

interface Item {
  complete: Completer
  nullable: boolean
  path: ResponsePath
}

function completeItem(
  execution: Execution,
  plan: FieldPlan,
  item: unknown,
  { complete, nullable, path }: Item,
): unknown {
  try {
    const completed =
      item instanceof Promise
        ? item.then((settled) => complete(execution, plan, settled, path))
        : complete(execution, plan, item, path)
    if (!(completed instanceof Promise)) return completed
    return completed.catch((error: unknown) => fail(execution, plan, error, nullable, path))
  } catch (error) {
    return fail(execution, plan, error, nullable, path)
  }
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value
}

function completeObject(type: GraphQLObjectType): Completer {
  const { isTypeOf } = type
  return (execution, plan, value, path) => {
    const isOne = isTypeOf?.(value, execution.context, new FieldInfo(execution, plan, path?.prev)) ?? true
    const complete = (holds: boolean) => {
      if (!holds) throw new GraphQLError(`Expected value of type "${type.name}".`, { nodes: plan.nodes })
      return executeFields(execution, plan.below(type), value, path)
    }
    return isOne instanceof Promise ? isOne.then(complete) : complete(isOne === true)
  }
}

function completeAbstract(type: GraphQLAbstractType): Completer {
  const resolveType = type.resolveType ?? defaultTypeResolver
  return (execution, plan, value, path) => {
    const found = resolveType(value, execution.context, new FieldInfo(execution, plan, path?.prev), type)
    const complete = (name: string | undefined) => {
      const object = concreteType(execution, plan, type, name)
      return completerOf(object)(execution, plan, value, path)
    }
    return found instanceof Promise ? found.then(complete) : complete(typeof found === 'string' ? found : undefined)
  }
}

function concreteType(
  { plan: { schema } }: Execution,
  { nodes, parentType, field }: FieldPlan,
  type: GraphQLAbstractType,
  name: string | undefined,
): GraphQLObjectType {
  const object = name === undefined ? undefined : schema.getType(name)
  if (isObjectType(object) && schema.isSubType(type, object)) return object
  throw new GraphQLError(
    `Abstract type "${type.name}" must resolve to one of its Object types for field "${parentType.name}.${field.name}", not to ${String(name)}.`,
    { nodes },
  )
}
