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
        pending.push(putLater(result, plan.key, value))
      }
    }
  } catch (error) {
    return afterAll(pending, error)
  }
  return pending ? allOf(pending, result) : result
}

/** `__proto__` is a name that a field of an answer may have. */
function put(result: Fields, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(result, key, { value, writable: true, enumerable: true, configurable: true })
  else result[key] = value
}

function putLater(result: Fields, key: string, value: Promise<unknown>): Promise<void> {
  return value.then((settled) => put(result, key, settled))
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
        ? completeLater(execution, plan, plan.complete, value, path)
        : plan.complete(execution, plan, value, path)
    return completed instanceof Promise
      ? failLater(execution, plan, completed, plan.nullable, pathBelow(parent, plan))
      : completed
  } catch (error) {
    return fail(execution, plan, error, plan.nullable, pathBelow(parent, plan))
  }
}

// Closures stand in functions of their own: where they stand, what they hold is allocated for each row, called or not.
function completeLater(
  execution: Execution,
  plan: FieldPlan,
  complete: Completer,
  value: Promise<unknown>,
  path: ResponsePath | undefined,
): Promise<unknown> {
  return value.then((settled) => complete(execution, plan, settled, path))
}

function failLater(
  execution: Execution,
  plan: FieldPlan,
  completed: Promise<unknown>,
  nullable: boolean,
  path: ResponsePath | undefined,
): Promise<unknown> {
  return completed.catch((error: unknown) => fail(execution, plan, error, nullable, path))
}

function resolve(execution: Execution, plan: FieldPlan, source: unknown, parent: ResponsePath | undefined): unknown {
  const { index, field } = plan
  let args = NO_ARGUMENTS
  if (field.args.length > 0) {
    args = execution.args[index] ?? getArgumentValues(field, plan.node, execution.variables)
    execution.args[index] = args
  }
  const resolver = field.resolve ?? defaultFieldResolver
  return resolver(source, args, execution.context, infoOf(execution, plan, resolver.length, parent))
}

/** What a resolver is told of its field. One that does not take it by name is told the same for every row. */
function infoOf(
  execution: Execution,
  plan: FieldPlan,
  parameters: number,
  parent: ResponsePath | undefined,
): FieldInfo {
  if (parameters > 3) return new FieldInfo(execution, plan, parent)
  const known = execution.infos[plan.index]
  if (known) return known
  const info = new FieldInfo(execution, plan, parent)
  execution.infos[plan.index] = info
  return info
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
    return completed instanceof Promise ? presentLater(plan, completed) : present(plan, completed)
  }
}

function presentLater(plan: FieldPlan, value: Promise<unknown>): Promise<unknown> {
  return value.then((settled) => present(plan, settled))
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
        const done = completeItem(execution, plan, item, complete, nullable, {
          prev: path,
          key: index,
          typename: undefined,
        })
        completed.push(done)
        if (done instanceof Promise) {
          pending ??= []
          pending.push(putItemLater(completed, index, done))
        }
      }
    } catch (error) {
      return afterAll(pending, error)
    }
    return pending ? allOf(pending, completed) : completed
  }
}

function putItemLater(items: unknown[], index: number, item: Promise<unknown>): Promise<void> {
  return item.then((settled) => {
    items[index] = settled
  })
}

function allOf<Whole>(parts: Promise<void>[], whole: Whole): Promise<Whole> {
  return Promise.all(parts).then(() => whole)
}

function completeItem(
  execution: Execution,
  plan: FieldPlan,
  item: unknown,
  complete: Completer,
  nullable: boolean,
  path: ResponsePath,
): unknown {
  try {
    const completed =
      item instanceof Promise
        ? completeLater(execution, plan, complete, item, path)
        : complete(execution, plan, item, path)
    return completed instanceof Promise ? failLater(execution, plan, completed, nullable, path) : completed
  } catch (error) {
    return fail(execution, plan, error, nullable, path)
  }
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value
}

function completeObject(type: GraphQLObjectType): Completer {
  const { isTypeOf } = type
  const complete: Completer = (execution, plan, value, path) => executeFields(execution, plan.below(type), value, path)
  if (!isTypeOf) return complete
  const completeIf = (holds: boolean, ...[execution, plan, value, path]: Parameters<Completer>): unknown => {
    if (holds) return complete(execution, plan, value, path)
    throw new GraphQLError(`Expected value of type "${type.name}".`, { nodes: plan.nodes })
  }
  return (execution, plan, value, path) => {
    const isOne = isTypeOf(value, execution.context, new FieldInfo(execution, plan, path?.prev))
    if (isOne instanceof Promise) return isOne.then((holds) => completeIf(holds, execution, plan, value, path))
    return completeIf(isOne === true, execution, plan, value, path)
  }
}

function completeAbstract(type: GraphQLAbstractType): Completer {
  const resolveType = type.resolveType ?? defaultTypeResolver
  const completeAs = (name: string | undefined, ...[execution, plan, value, path]: Parameters<Completer>): unknown =>
    completerOf(concreteType(execution, plan, type, name))(execution, plan, value, path)
  return (execution, plan, value, path) => {
    const found = resolveType(value, execution.context, new FieldInfo(execution, plan, path?.prev), type)
    if (found instanceof Promise) return found.then((name) => completeAs(name, execution, plan, value, path))
    return completeAs(typeof found === 'string' ? found : undefined, execution, plan, value, path)
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
