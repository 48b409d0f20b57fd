import { errorAnswer, type SandboxAnswer } from '../exchange.ts'
import type { TrackerFacts } from '../versions/version-facts.ts'

/** A request that DHIS2 refuses: thrown while its parameters are read, turned into a web message by the tracker route. */
export class Refusal extends Error {
  readonly status: number
  readonly errorCode: string | undefined
  readonly devMessage: string | undefined

  constructor(status: number, message: string, errorCode?: string, devMessage?: string) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.errorCode = errorCode
    this.devMessage = devMessage
  }
}

/** 400 with `E1003`: parameters that contradict each other or name what does not exist. */
export const badRequest = (message: string): Refusal => new Refusal(400, message, 'E1003')

/** 400 without a code: DHIS2's web layer could not turn a parameter's text into its type. */
export const badValue = (message: string): Refusal => new Refusal(400, message)

/** 403 with `E1006`. */
export const forbidden = (message: string): Refusal => new Refusal(403, message, 'E1006')

/** Where the owner of a tracked entity is out of reach (recordings 099 of 2.41 and 191 of 2.40). */
export function deniedOwnership({ deniedOwnership: as }: TrackerFacts): Refusal {
  const message = 'OWNERSHIP_ACCESS_DENIED'
  return as === 'unauthorized' ? new Refusal(401, message) : forbidden(message)
}

/** 404 with `E1005`; `noun` is DHIS2's own, such as `TrackedEntity`. */
export const notFound = (noun: string, id: string): Refusal =>
  new Refusal(404, `${noun} with id ${id} could not be found.`, 'E1005')

/** 409 without a code: a query that DHIS2 will not run. */
export const conflict = (message: string): Refusal => new Refusal(409, message)

/** A refusal in the words of 2.38, which has no error codes and calls most mistakes conflicts. */
export function olderRefusal({ status, message, errorCode, devMessage }: Refusal): Refusal {
  const older = message
    .replace(/^(\w+) with id (\S+) could not be found\.$/, '$1 not found for uid: $2')
    .replace('is specified but does not exist', 'does not exist')
  const isConflict = errorCode === 'E1003' || errorCode === 'E1006'
  return new Refusal(isConflict ? 409 : status, older, undefined, devMessage)
}

/** The answer for a refusal. */
export function refusalAnswer({ status, message, errorCode, devMessage }: Refusal): SandboxAnswer {
  const answer = { headers: { 'cache-control': 'no-cache, private' }, ...errorAnswer(status, message, errorCode) }
  if (devMessage === undefined) return answer
  const body = { ...(typeof answer.body === 'object' ? answer.body : {}), devMessage }
  // The one about identifiers goes out without cache headers (recording 127).
  return status === 422 ? { status, body } : { ...answer, body }
}
