import { randomUUID } from 'node:crypto'
import { GraphQLError } from 'graphql'
import { type JobWatchEnd, JobWatchEnded } from '../model/job-watch-ended.ts'
import { isMissingCredentials } from '../model/missing-credentials.ts'
import { UnknownOutcome } from '../model/unknown-outcome.ts'
import { isUpstreamFailure, type UpstreamFailure, type UpstreamFailureKind } from '../model/upstream-failure.ts'
import { PlanError } from '../plan/plan-error.ts'
import type { Log } from '../telemetry/log.ts'

/** The codes of `extensions.code`, by what went wrong upstream. */
const CODES: Record<UpstreamFailureKind, string> = {
  unauthenticated: 'UNAUTHENTICATED',
  forbidden: 'FORBIDDEN',
  notFound: 'NOT_FOUND',
  badRequest: 'BAD_USER_INPUT',
  conflict: 'CONFLICT',
  unsupported: 'UNSUPPORTED_BY_SERVER',
  timeout: 'UPSTREAM_TIMEOUT',
  outcomeUnknown: 'UNKNOWN_OUTCOME',
  unavailable: 'UPSTREAM_UNAVAILABLE',
  unexpected: 'UPSTREAM_UNEXPECTED',
}

/** The codes of a subscription that ends before what it is about does. */
const WATCH_CODES: Record<JobWatchEnd, string> = {
  unknown: 'NOT_FOUND',
  tooLong: 'SUBSCRIPTION_ENDED',
  stopping: 'SUBSCRIPTION_ENDED',
}

/** The error of an object that DHIS2 does not show. */
export function notFound(what: string, id: string): GraphQLError {
  return new GraphQLError(`No ${what} ${id} exists, or DHIS2 does not show it to this login`, {
    extensions: { code: 'NOT_FOUND' },
  })
}

/** The only place where errors become answers: what is not known to be safe is masked by an id that the log shows too. */
export function createMaskError(log: Log): (error: unknown, message: string) => Error {
  return (error) => {
    const located = error instanceof GraphQLError ? error : undefined
    const cause: unknown = located ? (located.originalError ?? located) : error
    // Of a value that is none of its type GraphQL's own words name the variable and the place in it.
    const known = knownError(located && isOfRequest(located, cause) ? located : cause)
    if (known) return relocate(located, known)
    const id = randomUUID()
    log.error('A fault of the gateway itself', { id, error: cause })
    return relocate(located, {
      message: `The gateway failed; its log tells more under ${id}`,
      extensions: { code: 'INTERNAL_SERVER_ERROR', id },
    })
  }
}

/** An error of the request's text, thrown by a scalar: it has no path of a field. */
function isOfRequest(located: GraphQLError, cause: unknown): boolean {
  return located.path === undefined && cause !== located && cause instanceof GraphQLError
}

interface Known {
  message: string
  extensions: Record<string, unknown>
}

function knownError(cause: unknown): Known | undefined {
  if (cause instanceof GraphQLError)
    return { message: cause.message, extensions: { code: graphQLCode(cause), ...cause.extensions } }
  if (cause instanceof PlanError)
    return {
      message: cause.message,
      extensions: {
        code: cause.byServer ? 'UNSUPPORTED_BY_SERVER' : cause.conflict ? 'CONFLICT' : 'BAD_USER_INPUT',
        argument: cause.argument,
        ...(cause.needsVersion && { needsVersion: cause.needsVersion }),
      },
    }
  if (cause instanceof UnknownOutcome)
    return { message: cause.message, extensions: { code: CODES.outcomeUnknown, ids: cause.ids } }
  if (cause instanceof JobWatchEnded) return { message: cause.message, extensions: { code: WATCH_CODES[cause.reason] } }
  if (isMissingCredentials(cause)) return { message: cause.message, extensions: { code: 'UNAUTHENTICATED' } }
  if (isUpstreamFailure(cause)) return upstreamError(cause)
  if (cause instanceof Error && cause.name === 'AbortError')
    return { message: 'The caller went away', extensions: { code: 'CANCELLED' } }
  return undefined
}

/** A list of what may be told of an upstream failure: anything else of it stays here. */
function upstreamError({ kind, message, status, errorCode, upstreamMessage }: UpstreamFailure): Known {
  const dhis2 = {
    ...(status !== undefined && { status }),
    ...(errorCode !== undefined && { errorCode }),
    ...(upstreamMessage !== undefined && { message: upstreamMessage }),
  }
  return { message, extensions: { code: CODES[kind], ...(Object.keys(dhis2).length > 0 && { dhis2 }) } }
}

/** An error without a path is about the request's text: its syntax, its form, or a variable of it. */
function graphQLCode(error: GraphQLError): string {
  return error.path ? 'INTERNAL_SERVER_ERROR' : 'BAD_USER_INPUT'
}

function relocate(located: GraphQLError | undefined, { message, extensions }: Known): GraphQLError {
  return new GraphQLError(message, {
    extensions,
    ...(located?.nodes && { nodes: located.nodes }),
    ...(located?.source && { source: located.source }),
    ...(located?.positions && { positions: located.positions }),
    ...(located?.path && { path: located.path }),
  })
}
