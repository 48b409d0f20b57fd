import type { ExecutionResult } from 'graphql'
import type { Authorization } from './credentials.ts'
import { readEventStream } from './event-stream.ts'

/** One operation to send; `headers` are what the person typed into GraphiQL's headers editor. */
export type GatewayRequest = {
  query: string
  variables?: unknown
  operationName?: string | null
  headers?: Record<string, string>
}

const JSON_TYPES = 'application/graphql-response+json, application/json;q=0.9'

/**
 * Sends one operation to the endpoint that served this page, with the signed-in person's Authorization. A GraphQL answer
 * is returned whatever its HTTP status; a streamed one (subscription, @defer) as an async iterable of results.
 */
export async function sendToGateway(
  request: GatewayRequest,
  authorization: Authorization | undefined,
  { signal, streamed = false }: { signal?: AbortSignal; streamed?: boolean } = {},
) {
  const { headers: typed = {}, ...body } = request
  const response = await fetch(window.location.pathname, {
    method: 'POST',
    headers: {
      ...(authorization === undefined ? {} : { authorization }),
      // Header names meet no case here: a typed "Authorization" has to replace ours, not join it.
      ...Object.fromEntries(Object.entries(typed).map(([name, value]) => [name.toLowerCase(), String(value)])),
      'content-type': 'application/json',
      accept: streamed ? `text/event-stream, ${JSON_TYPES}` : JSON_TYPES,
    },
    body: JSON.stringify(body),
    signal: signal ?? null,
  })
  const type = response.headers.get('content-type') ?? 'no content type'
  if (response.body && type.startsWith('text/event-stream')) return readEventStream(response.body)
  if (!type.includes('json'))
    throw new Error(`The gateway answered ${response.status} with ${type} instead of GraphQL.`)
  return (await response.json()) as ExecutionResult
}
