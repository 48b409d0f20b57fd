import { type ExecutionArgs, type ExecutionResult, getVariableValues, locatedError } from 'graphql'
import { executeFields } from './execute-fields.ts'
import type { Execution } from './field-info.ts'
import { jsonOutput, piecesOf } from './json-output.ts'
import type { PlannableQuery } from './operation-plan.ts'
import { type WrittenResult, writtenResult } from './written-result.ts'

/**
 * Runs a planned query: at once, without a promise, where all resolvers have their values at hand. Undefined where the
 * variables do not fit: to say so is left to the executor of all other operations.
 */
export function executeQuery(
  query: PlannableQuery,
  { schema, rootValue, contextValue, variableValues: given }: ExecutionArgs,
): ExecutionResult | Promise<ExecutionResult> | undefined {
  const { variableValues: variables } = getVariableValues(
    schema,
    query.operation.variableDefinitions ?? [],
    given ?? {},
  )
  if (!variables) return undefined
  const plan = query.plan(variables)
  const execution: Execution = {
    plan,
    root: rootValue,
    context: contextValue,
    variables,
    args: [],
    infos: [],
    answers: [],
    errors: [],
  }
  const { errors } = execution
  const output = jsonOutput()
  const answer = (): WrittenResult => writtenResult(piecesOf(output), errors.length === 0 ? {} : { errors })
  const fail = (error: unknown): ExecutionResult => {
    errors.push(locatedError(error, undefined))
    return { errors, data: null }
  }
  try {
    const later = executeFields(execution, plan.root, rootValue, undefined, output)
    return later ? later.then(answer, fail) : answer()
  } catch (error) {
    return fail(error)
  }
}
