import type { Credentials } from './credentials.ts'

/** Who calls: the credentials to send upstream, and a hash of them under which what they may see is kept. */
export interface Identity {
  readonly credentials: Credentials
  readonly key: string
}
