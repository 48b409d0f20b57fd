import type { Plugin } from 'graphql-yoga'
import type { GatewayContext } from '../load/gateway-context.ts'

/**
 * Puts what an operation asked of DHIS2 into `extensions.plan` of its answer, for callers who send `X-DHIS2-Plan: 1`, as SQL's EXPLAIN
 * does: each request with its path, time, status, rows and bytes, how each list was fetched, and how many names were at hand. Paths hold what the
 * caller asked for and no credentials.
 */
export function createPlanPlugin(): Plugin<GatewayContext> {
  return {
    onExecute({ args }) {
      const { trace } = args.contextValue
      if (!trace) return
      return {
        onExecuteDone({ result, setResult }) {
          if (Symbol.asyncIterator in result) return
          const { requests, lists, cached } = trace
          const plan = { requests, lists, namesAtHand: Object.fromEntries(cached), ms: Math.round(trace.elapsed()) }
          setResult({ ...result, extensions: { ...result.extensions, plan } })
        },
      }
    },
  }
}
