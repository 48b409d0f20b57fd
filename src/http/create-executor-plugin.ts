import type { DocumentNode } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { completerOf } from '../execute/complete-value.ts'
import { executeQuery } from '../execute/execute-query.ts'
import { type PlannableQuery, plannableQuery } from '../execute/operation-plan.ts'

/** Makes what may be told of an error. */
type MaskError = (error: unknown, message: string) => Error

/**
 * Runs queries by plans that are kept as long as Yoga keeps their document. What they are not made for runs in Yoga's own
 * executor: mutations, `@defer` and `@stream`, and whatever is to be refused.
 */
export function createExecutorPlugin({ maskError }: { maskError: MaskError }): Plugin {
  const kept = new WeakMap<DocumentNode, Map<string | undefined, PlannableQuery>>()
  return {
    onExecute({ args: { schema, document, operationName }, executeFn, setExecuteFn }) {
      const queries = kept.get(document) ?? new Map<string | undefined, PlannableQuery>()
      kept.set(document, queries)
      const name = operationName ?? undefined
      const query = queries.get(name) ?? plannableQuery(schema, document, name, completerOf)
      if (query) {
        queries.set(name, query)
        setExecuteFn((given) => executeQuery(query, given) ?? executeFn(given))
      } else setExecuteFn(async (given) => maskLater(await executeFn(given), maskError))
    },
  }
}

/** Yoga masks the errors of an answer, but not those of the parts that `@defer` and `@stream` deliver after it. */
function maskLater(result: unknown, maskError: MaskError): unknown {
  if (!isAsyncIterable(result)) return result
  const source = result[Symbol.asyncIterator]()
  const iterator: AsyncIterator<unknown> = {
    async next() {
      const { done, value } = await source.next()
      return done ? { done, value: undefined } : { done: false, value: maskParts(value, maskError) }
    },
    ...(source.return && { return: (value) => source.return?.(value) ?? Promise.resolve({ done: true, value }) }),
  }
  return { [Symbol.asyncIterator]: () => iterator }
}

function maskParts(answer: unknown, maskError: MaskError): unknown {
  if (!isObject(answer) || !('incremental' in answer) || !Array.isArray(answer.incremental)) return answer
  return { ...answer, incremental: answer.incremental.map((part: unknown) => maskPart(part, maskError)) }
}

function maskPart(part: unknown, maskError: MaskError): unknown {
  if (!isObject(part) || !('errors' in part) || !Array.isArray(part.errors)) return part
  return { ...part, errors: part.errors.map((error: unknown) => maskError(error, '')) }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return isObject(value) && Symbol.asyncIterator in value
}
