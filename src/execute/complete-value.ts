import {
  defaultTypeResolver,
  type GraphQLAbstractType,
  GraphQLError,
  GraphQLID,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type ResponsePath,
} from 'graphql'
import { knownBy } from '../model/answered-once.ts'
import { afterAll, allOf, executeFields, fail, failLater, writeLater } from './execute-fields.ts'
import { type Execution, FieldInfo } from './field-info.ts'
import {
  goBack,
  type JsonOutput,
  laterOutput,
  moveSince,
  writeBytes,
  writeCharacter,
  writeJson,
  writeText,
  writtenSince,
} from './json-output.ts'
import type { Completer, FieldPlan, Later } from './operation-plan.ts'

const NULL = 'null'
const [BRACKET, END_BRACKET, COMMA] = [0x5b, 0x5d, 0x2c]

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
  return (execution, plan, value, path, output) => {
    if (value === null || value === undefined) throw missing(plan)
    return complete(execution, plan, value, path, output)
  }
}

function missing({ parentType, field }: FieldPlan): Error {
  return new Error(`Cannot return null for non-nullable field ${parentType.name}.${field.name}.`)
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
  return (execution, plan, value, path, output) => {
    if (value instanceof Error) throw value
    if (value !== null && value !== undefined) return complete(execution, plan, value, path, output)
    writeJson(output, NULL)
    return undefined
  }
}

function completeLeaf(type: GraphQLLeafType): Completer {
  const text = type === GraphQLString || type === GraphQLID
  return (_execution, _plan, value, _path, output) => {
    const completed = text && typeof value === 'string' ? value : coerce(type, value)
    if (completed === null || completed === undefined)
      throw new Error(`A value of the type ${type.name} has nothing to show`)
    if (typeof completed === 'string') writeText(output, completed)
    else writeJson(output, JSON.stringify(completed))
    return undefined
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
  return (execution, plan, value, path, output) => {
    if (!isIterable(value))
      throw new GraphQLError(
        `Expected Iterable, but did not find one for field "${plan.parentType.name}.${plan.field.name}".`,
      )
    let pending: Promise<void>[] | undefined
    let index = 0
    writeCharacter(output, BRACKET)
    try {
      for (const item of value) {
        if (index > 0) writeCharacter(output, COMMA)
        const place = { prev: path, key: index++, typename: undefined }
        const later = completeItem(execution, plan, item, complete, nullable, place, output)
        if (later) {
          pending ??= []
          pending.push(later)
        }
      }
    } catch (error) {
      return afterAll(pending, error)
    }
    writeCharacter(output, END_BRACKET)
    return pending && allOf(pending)
  }
}

function completeItem(
  execution: Execution,
  plan: FieldPlan,
  item: unknown,
  complete: Completer,
  nullable: boolean,
  path: ResponsePath,
  output: JsonOutput,
): Later {
  const { bytes, start, end } = output
  const pieces = output.pieces.length
  try {
    if (item instanceof Promise) return writeLater(execution, plan, complete, nullable, item, path, output)
    const later = complete(execution, plan, item, path, output)
    if (!later) return undefined
    const moved = moveSince(output, { pieces, bytes, start, end })
    return failLater(execution, plan, later, nullable, path, moved)
  } catch (error) {
    goBack(output, { pieces, bytes, start, end })
    fail(execution, plan, error, nullable, path, output)
    return undefined
  }
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value
}

function completeObject(type: GraphQLObjectType): Completer {
  const { isTypeOf } = type
  const complete = withSharedAnswers(type, (execution, plan, value, path, output) =>
    executeFields(execution, plan.below(type), value, path, output),
  )
  if (!isTypeOf) return complete
  const completeIf = (holds: boolean, ...[execution, plan, value, path, output]: Parameters<Completer>): Later => {
    if (holds) return complete(execution, plan, value, path, output)
    throw new GraphQLError(`Expected value of type "${type.name}".`, { nodes: plan.nodes })
  }
  return (execution, plan, value, path, output) => {
    const isOne = isTypeOf(value, execution.context, new FieldInfo(execution, plan, path?.prev))
    if (isOne instanceof Promise) {
      const place = laterOutput(output)
      return isOne.then((holds) => completeIf(holds, execution, plan, value, path, place))
    }
    return completeIf(isOne === true, execution, plan, value, path, output)
  }
}

/** Rows name the same few metadata objects again and again: of types that say so, what is selected of one is written once. */
function withSharedAnswers(type: GraphQLObjectType, complete: Completer): Completer {
  const property = knownBy(type.extensions)
  if (property === undefined) return complete
  return (execution, plan, value, path, output) => {
    const selection = plan.below(type)
    const key: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, property) : undefined
    // What holds lists is bounded by how much is walked, which must be counted each time.
    if (!selection.leaves || typeof key !== 'string') return complete(execution, plan, value, path, output)
    const answers = execution.answers[selection.index] ?? new Map<string, Uint8Array>()
    execution.answers[selection.index] = answers
    const known = answers.get(key)
    if (known) {
      writeBytes(output, known)
      return undefined
    }
    const { bytes, start, end } = output
    const pieces = output.pieces.length
    const before = execution.errors.length
    const later = complete(execution, plan, value, path, output)
    // An error has the place of its row.
    const answer =
      later || execution.errors.length > before ? undefined : writtenSince(output, { pieces, bytes, start, end })
    if (answer) answers.set(key, answer)
    return later
  }
}

function completeAbstract(type: GraphQLAbstractType): Completer {
  const resolveType = type.resolveType ?? defaultTypeResolver
  const completeAs = (
    name: string | undefined,
    ...[execution, plan, value, path, output]: Parameters<Completer>
  ): Later => completerOf(concreteType(execution, plan, type, name))(execution, plan, value, path, output)
  return (execution, plan, value, path, output) => {
    const found = resolveType(value, execution.context, new FieldInfo(execution, plan, path?.prev), type)
    if (found instanceof Promise) {
      const place = laterOutput(output)
      return found.then((name) => completeAs(name, execution, plan, value, path, place))
    }
    return completeAs(typeof found === 'string' ? found : undefined, execution, plan, value, path, output)
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
