import type { Authorization } from './credentials.ts'
import { sendToGateway } from './gateway-request.ts'

/** A person whose credentials DHIS2 has accepted. */
export type Session = { authorization: Authorization; username: string; displayName: string }

/** What an attempt to sign in came to; `message` is for the person, in DHIS2's or the gateway's own words. */
export type SignInOutcome = { session: Session } | { message: string }

/** Asks the gateway who these credentials belong to; nothing is stored anywhere. */
export async function signIn(authorization: Authorization): Promise<SignInOutcome> {
  try {
    const answer = await sendToGateway({ query: '{ me { username displayName } }' }, authorization)
    if (Symbol.asyncIterator in answer) return { message: 'The gateway streamed an answer where one was expected.' }
    const me = answer.data?.['me'] as { username: string; displayName?: string | null } | null | undefined
    if (me) return { session: { authorization, username: me.username, displayName: me.displayName || me.username } }
    return { message: answer.errors?.[0]?.message || 'DHIS2 did not accept this login.' }
  } catch (error) {
    if (error instanceof TypeError) return { message: 'The gateway cannot be reached. Is it still running?' }
    return { message: error instanceof Error ? error.message : String(error) }
  }
}

/** Whether a GraphQL answer says that the caller is not signed in, or no longer. */
export function isUnauthenticated(answer: { errors?: readonly { extensions?: { code?: unknown } }[] }): boolean {
  return answer.errors?.some((error) => error.extensions?.code === 'UNAUTHENTICATED') ?? false
}
