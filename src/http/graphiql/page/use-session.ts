import { useCallback, useEffect, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { createPageFetcher } from './page-fetcher.ts'
import type { Session } from './sign-in.ts'

/** Who is signed in (in this page's memory only), why not if not, and GraphiQL's way to the gateway as that person. */
export function useSession() {
  const [session, setSession] = useState<Session>()
  const [notice, setNotice] = useState('')
  const authorization = session?.authorization

  const changeSession = useCallback((next: Session | undefined) => {
    setSession(next)
    setNotice('')
  }, [])

  // A new fetcher makes GraphiQL introspect again, so the schema is the one that this login sees.
  const connection = useMemo(() => {
    const aborter = new AbortController()
    const onUnauthenticated = () => {
      // At once, so that the old answers are gone before GraphiQL shows this one.
      flushSync(() => {
        setNotice(
          authorization ? 'DHIS2 no longer accepts this login. Sign in again.' : 'Sign in to run this operation.',
        )
        setSession(undefined)
      })
    }
    return { aborter, fetcher: createPageFetcher(authorization, aborter.signal, onUnauthenticated) }
  }, [authorization])
  // What one person asked must not arrive on another person's screen.
  useEffect(() => () => connection.aborter.abort(new Error('The login changed before the answer came.')), [connection])

  return { session, notice, changeSession, fetcher: connection.fetcher }
}
