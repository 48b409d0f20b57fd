import type { GraphiQLProps } from 'graphiql'
import { type DocumentNode, type OperationDefinitionNode, parse, visit } from 'graphql'
import type { Authorization } from './credentials.ts'
import { sendToGateway } from './gateway-request.ts'
import { isUnauthenticated } from './sign-in.ts'

type Fetcher = GraphiQLProps['fetcher']

/**
 * GraphiQL's way to the gateway for one login, until `signal` ends it. `onUnauthenticated` is called when the gateway
 * refuses that login (or the lack of one), but not when it refuses an Authorization header that the person typed by hand.
 */
export function createPageFetcher(
  authorization: Authorization | undefined,
  signal: AbortSignal,
  onUnauthenticated: () => void,
): Fetcher {
  return async ({ query, variables, operationName: named }, options) => {
    const headers = options?.headers ?? {}
    const { operationName, streamed } = readOperation(query, named)
    const request = { query, variables, headers, ...(operationName ? { operationName } : {}) }
    const answer = await sendToGateway(request, authorization, { signal, streamed })
    const typedOwn = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization')
    if (!typedOwn && !(Symbol.asyncIterator in answer) && isUnauthenticated(answer)) onUnauthenticated()
    return answer
  }
}

/**
 * Which operation of a query to run, and whether its answer comes in pieces. For a moment after a change of tabs GraphiQL
 * still names the operation of the tab before; a name that the query does not have is dropped.
 */
function readOperation(query: string, named: string | null | undefined) {
  const document = parseOrNothing(query)
  if (!document) return { operationName: named, streamed: false }
  const operations = document.definitions.filter((node): node is OperationDefinitionNode => 'operation' in node)
  const chosen = operations.find((node) => node.name?.value === named)
  const subscribes = (chosen ? [chosen] : operations).some((node) => node.operation === 'subscription')
  return { operationName: chosen?.name?.value, streamed: subscribes || hasDeferredParts(document) }
}

/** A query that does not parse is sent all the same: the gateway's own error says more. */
function parseOrNothing(query: string): DocumentNode | undefined {
  try {
    return parse(query)
  } catch {
    return undefined
  }
}

function hasDeferredParts(document: DocumentNode): boolean {
  let found = false
  visit(document, {
    Directive(node) {
      found ||= node.name.value === 'defer' || node.name.value === 'stream'
    },
  })
  return found
}
