import { type ExecutionArgs, type ExecutionResult, getVariableValues, locatedError } from 'graphql'
import { executeFields } from './execute-fields.ts'
import type { Execution } from './field-info.ts'
import type { PlannableQuery } from './operation-plan.ts'

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
    errors: [],
  }
  const { errors } = execution
  const answer = (data: Record<string, unknown> | null): ExecutionResult =>
    errors.length === 0 ? { data } : { errors, data }
  const fail = (error: unknown): ExecutionResult => {
    errors.push(locatedError(error, undefined))
    return answer(null)
  }
  try {
    const data = executeFields(execution, plan.root, rootValue, undefined)
    return data instanceof Promise ? data.then(answer, fail) : answer(data)
  } catch (error) {
    return fail(error)
  }
}
