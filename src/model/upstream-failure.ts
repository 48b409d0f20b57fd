/** What went wrong with a request to DHIS2, as a closed set: the graph maps each to one GraphQL error code. */
export type UpstreamFailureKind =
  | 'unauthenticated'
  | 'forbidden'
  | 'notFound'
  | 'badRequest'
  | 'conflict'
  | 'unsupported'
  | 'timeout'
  /** A write whose answer was lost: it may be stored or not. */
  | 'outcomeUnknown'
  | 'unavailable'
  | 'unexpected'

/** A failed request to DHIS2; `message` tells a person the next step and never holds a credential or a page of HTML. */
export interface UpstreamFailure {
  readonly kind: UpstreamFailureKind
  readonly message: string
  /** HTTP status of DHIS2's answer; absent where there was no answer. */
  readonly status?: number
  /** DHIS2's own code, such as E1003. */
  readonly errorCode?: string
  /** DHIS2's own words, from a JSON answer only. */
  readonly upstreamMessage?: string
  /** No byte of the request can have reached DHIS2: there was no connection. */
  readonly neverSent?: boolean
}

/** The key that marks an object as an upstream failure, so that rooms which may not import dhis2/ can tell one. */
export const upstreamFailureBrand: unique symbol = Symbol.for('dhis2-tracker-graphql.upstream-failure')

/** Whether a thrown value is a failure of a request to DHIS2, told by its brand. */
export function isUpstreamFailure(value: unknown): value is UpstreamFailure {
  return typeof value === 'object' && value !== null && Reflect.get(value, upstreamFailureBrand) === true
}
