import type { Plugin } from 'graphql-yoga'
import type { GatewayContext } from '../load/gateway-context.ts'
import type { UpstreamTrace } from '../model/upstream-trace.ts'

/**
 * Puts what an operation asked of DHIS2 into `extensions.plan` of its answer, for callers who send `X-DHIS2-Plan: 1`, as SQL's EXPLAIN
 * does: each request with its path, time, status, rows and bytes, how each list was fetched, and how many names were at hand. Paths hold what the
 * caller asked for and no credentials. An answer in parts has it in the last of them.
 */
export function createPlanPlugin(): Plugin<GatewayContext> {
  return {
    onExecute({ args }) {
      const { trace } = args.contextValue
      if (!trace) return
      return {
        onExecuteDone({ result, setResult }) {
          if (!(Symbol.asyncIterator in result)) return setResult(withPlan(result, trace))
          return {
            onNext(part) {
              if (isLast(part.result)) part.setResult(withPlan(part.result, trace))
            },
          }
        },
      }
    },
  }
}

function withPlan<Answer extends object>(answer: Answer & { extensions?: object }, trace: UpstreamTrace): Answer {
  const { requests, lists, cached } = trace
  const plan = { requests, lists, namesAtHand: Object.fromEntries(cached), ms: Math.round(trace.elapsed()) }
  return { ...answer, extensions: { ...answer.extensions, plan } }
}

/** Before the last of an answer's parts DHIS2 may still be asked for others. */
function isLast(part: object): boolean {
  return 'hasNext' in part && part.hasNext === false
}
