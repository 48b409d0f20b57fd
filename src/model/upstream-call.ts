import type { Credentials } from './credentials.ts'
import type { UpstreamTrace } from './upstream-trace.ts'

/** On whose behalf a request is sent, and how long it is wanted. `deadline` is in epoch milliseconds. */
export interface UpstreamCall {
  credentials: Credentials
  signal?: AbortSignal | undefined
  deadline?: number | undefined
  /** The caller's key, under which equal reads at the same moment are one; without it each is its own. */
  sharedAs?: string | undefined
  /** Where the caller wants to see what is asked. */
  trace?: UpstreamTrace | undefined
}
