import { useCallback, useState } from 'react'
import { basicAuthorization, tokenAuthorization } from './credentials.ts'
import { type Session, signIn } from './sign-in.ts'

/** What a person hands in to sign in. */
export type Login = { kind: 'password'; username: string; password: string } | { kind: 'token'; token: string }

/** Signing in as state: whether an attempt is under way, what the last one's message was, and how to make one. */
export function useSignIn(onSession: (session: Session) => void) {
  const [pending, setPending] = useState(false)
  const [message, setMessage] = useState('')

  const submit = useCallback(
    async (login: Login): Promise<boolean> => {
      setPending(true)
      setMessage('')
      const outcome = await signIn(
        login.kind === 'token' ? tokenAuthorization(login.token) : basicAuthorization(login.username, login.password),
      )
      setPending(false)
      if ('session' in outcome) onSession(outcome.session)
      else setMessage(outcome.message)
      return 'session' in outcome
    },
    [onSession],
  )
  return { pending, message, submit }
}
