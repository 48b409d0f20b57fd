import type { GraphiQLProps } from 'graphiql'
import { type DocumentNode, visit } from 'graphql'
import type { Authorization } from './credentials.ts'
import { sendToGateway } from './gateway-request.ts'
import { isUnauthenticated } from './sign-in.ts'

type Fetcher = GraphiQLProps['fetcher']

/**
 * GraphiQL's way to the gateway for one login, until `signal` ends it. `onUnauthenticated` is called when the gateway refuses that login (or the
 * lack of one), but not when it refuses an Authorization header that the person typed by hand.
 */
export function createPageFetcher(
  authorization: Authorization | undefined,
  signal: AbortSignal,
  onUnauthenticated: () => void,
): Fetcher {
  return async (params, options) => {
    const headers = options?.headers ?? {}
    const streamed = options?.documentAST ? isStreamed(options.documentAST, params.operationName) : false
    const answer = await sendToGateway({ ...params, headers }, authorization, { signal, streamed })
    const typedOwn = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization')
    if (!typedOwn && !(Symbol.asyncIterator in answer) && isUnauthenticated(answer)) onUnauthenticated()
    return answer
  }
}

function isStreamed(document: DocumentNode, operationName: string | null | undefined): boolean {
  let streamed = false
  visit(document, {
    OperationDefinition(node) {
      const isOther = operationName && node.name?.value !== operationName
      if (node.operation === 'subscription' && !isOther) streamed = true
    },
    Directive(node) {
      if (node.name.value === 'defer' || node.name.value === 'stream') streamed = true
    },
  })
  return streamed
}
