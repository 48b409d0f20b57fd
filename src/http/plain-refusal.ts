import { ServerResponse } from 'node:http'
import type { UpstreamFailureKind } from '../model/upstream-failure.ts'

/** The HTTP status that a failure of DHIS2 has outside of GraphQL. */
export const STATUS_OF_FAILURE: Record<UpstreamFailureKind, number> = {
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  badRequest: 400,
  conflict: 409,
  unsupported: 501,
  timeout: 504,
  outcomeUnknown: 502,
  unavailable: 503,
  unexpected: 502,
}

/** The codes of the graph's errors, by status. */
const CODES: Record<number, string> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  500: 'INTERNAL_SERVER_ERROR',
  501: 'UNSUPPORTED_BY_SERVER',
  503: 'UPSTREAM_UNAVAILABLE',
  504: 'UPSTREAM_TIMEOUT',
}

/** A refusal in the form of GraphQL's errors, for what is not asked by GraphQL. */
export function refusal(status: number, message: string, headers: Record<string, string> = {}): Response {
  const code = CODES[status] ?? (status >= 500 ? 'UPSTREAM_UNEXPECTED' : 'BAD_USER_INPUT')
  return new Response(JSON.stringify({ errors: [{ message, extensions: { code } }] }), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  })
}

/** Node's own answer, where a Node server asks: it alone can end a connection in the middle. */
export function connectionOf(serverContext: object | undefined): ServerResponse | undefined {
  const response: unknown = serverContext && Reflect.get(serverContext, 'res')
  return response instanceof ServerResponse ? response : undefined
}
