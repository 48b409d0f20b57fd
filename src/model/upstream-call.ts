import type { Credentials } from './credentials.ts'

/** On whose behalf a request is sent, and how long it is wanted. `deadline` is in epoch milliseconds. */
export interface UpstreamCall {
  credentials: Credentials
  signal?: AbortSignal | undefined
  deadline?: number | undefined
}
