import { getArgumentValues, locatedError, type ResponsePath, responsePathAsArray } from 'graphql'
import { type Execution, FieldInfo, pathBelow } from './field-info.ts'
import {
  empty,
  goBack,
  type JsonOutput,
  laterOutput,
  moveSince,
  writeBytes,
  writeCharacter,
  writeJson,
} from './json-output.ts'
import type { Completer, FieldPlan, Later, SelectionPlan } from './operation-plan.ts'

/** No arguments, for the many fields that take none. */
const NO_ARGUMENTS: Record<string, unknown> = Object.freeze(Object.create(null))

const [BRACE, END_BRACE] = [0x7b, 0x7d]

/** Writes the selected fields of an object; a promise only where one of them is. Throws (or rejects) where a field that must not be null is. */
export function executeFields(
  execution: Execution,
  { fields }: SelectionPlan,
  source: unknown,
  path: ResponsePath | undefined,
  output: JsonOutput,
): Later {
  let pending: Promise<void>[] | undefined
  writeCharacter(output, BRACE)
  try {
    for (const plan of fields) {
      writeBytes(output, plan.label)
      const later = executeField(execution, plan, source, path, output)
      if (later) {
        pending ??= []
        pending.push(later)
      }
    }
  } catch (error) {
    return afterAll(pending, error)
  }
  writeCharacter(output, END_BRACE)
  return pending && allOf(pending)
}

/** Ends when all of them have, or fails with the first that does. */
export function allOf(pending: Promise<void>[]): Promise<void> {
  return Promise.all(pending).then(() => undefined)
}

/** Fails when what is under way has ended: a promise that is left alone may reject with nobody to hear. */
export function afterAll(pending: Promise<void>[] | undefined, error: unknown): Promise<never> {
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
  output: JsonOutput,
): Later {
  const path = plan.leaf ? undefined : pathBelow(parent, plan)
  const { bytes, start, end } = output
  const pieces = output.pieces.length
  try {
    const value = resolve(execution, plan, source, parent)
    if (value instanceof Promise)
      return writeLater(execution, plan, plan.complete, plan.nullable, value, path ?? pathBelow(parent, plan), output)
    const later = plan.complete(execution, plan, value, path, output)
    if (!later) return undefined
    const moved = moveSince(output, { pieces, bytes, start, end })
    return failLater(execution, plan, later, plan.nullable, path ?? pathBelow(parent, plan), moved)
  } catch (error) {
    goBack(output, { pieces, bytes, start, end })
    fail(execution, plan, error, plan.nullable, path ?? pathBelow(parent, plan), output)
    return undefined
  }
}

/**
 * Writes a value when it is there, in its place. (Closures stand in functions of their own: where they stand, what they hold is
 * allocated for each row, called or not.)
 */
export function writeLater(
  execution: Execution,
  plan: FieldPlan,
  complete: Completer,
  nullable: boolean,
  value: Promise<unknown>,
  path: ResponsePath | undefined,
  output: JsonOutput,
): Promise<void> {
  const place = laterOutput(output)
  const written = value.then((settled) => complete(execution, plan, settled, path, place))
  return failLater(execution, plan, written, nullable, path, place)
}

/** Writes null in the place of what fails later, or fails with it where null must not be. */
export function failLater(
  execution: Execution,
  plan: FieldPlan,
  later: Promise<void>,
  nullable: boolean,
  path: ResponsePath | undefined,
  place: JsonOutput,
): Promise<void> {
  return later.catch((error: unknown) => {
    empty(place)
    fail(execution, plan, error, nullable, path, place)
  })
}

function resolve(execution: Execution, plan: FieldPlan, source: unknown, parent: ResponsePath | undefined): unknown {
  const { resolver } = plan
  if (!resolver) return readProperty(execution, plan, source, parent)
  return resolver(source, argumentsOf(execution, plan), execution.context, infoOf(execution, plan, parent))
}

/** What graphql's own resolver does for fields without one. */
function readProperty(
  execution: Execution,
  plan: FieldPlan,
  source: unknown,
  parent: ResponsePath | undefined,
): unknown {
  if (typeof source !== 'object' || source === null) return undefined
  const value: unknown = Reflect.get(source, plan.field.name)
  if (typeof value !== 'function') return value
  const info = new FieldInfo(execution, plan, parent)
  return Reflect.apply(value, source, [argumentsOf(execution, plan), execution.context, info])
}

function argumentsOf({ args, variables }: Execution, { index, field, node }: FieldPlan): Record<string, unknown> {
  if (field.args.length === 0) return NO_ARGUMENTS
  const known = args[index] ?? getArgumentValues(field, node, variables)
  args[index] = known
  return known
}

/** What a resolver is told of its field. One that does not take it by name is told the same for every row. */
function infoOf(execution: Execution, plan: FieldPlan, parent: ResponsePath | undefined): FieldInfo {
  const known = plan.readsInfo ? undefined : execution.infos[plan.index]
  if (known) return known
  const info = new FieldInfo(execution, plan, parent)
  execution.infos[plan.index] = info
  return info
}

/** What stands in the place of a value that failed: null, and the error is told; one that must not be null fails what holds it. */
export function fail(
  { errors }: Execution,
  { nodes }: FieldPlan,
  error: unknown,
  nullable: boolean,
  path: ResponsePath | undefined,
  output: JsonOutput,
): void {
  const located = locatedError(error, nodes, responsePathAsArray(path))
  if (!nullable) throw located
  errors.push(located)
  writeJson(output, 'null')
}
