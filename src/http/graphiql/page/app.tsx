import { GraphiQL, HISTORY_PLUGIN } from 'graphiql'
import { useCallback, useMemo, useState } from 'react'
import type { PageContent } from './page-content.ts'
import { createPageFetcher } from './page-fetcher.ts'
import { createPageStorage } from './page-storage.ts'
import type { Session } from './sign-in.ts'
import { SignInBar } from './sign-in-bar.tsx'

const storage = createPageStorage()
const plugins = [HISTORY_PLUGIN]

/** The whole page: the sign-in bar over GraphiQL, which opens with the examples as tabs. */
export function App({ content }: { content: PageContent }) {
  const [session, setSession] = useState<Session>()
  const [notice, setNotice] = useState('')
  const authorization = session?.authorization

  const onSession = useCallback((next: Session | undefined) => {
    setSession(next)
    setNotice('')
  }, [])
  // A new fetcher makes GraphiQL introspect again, so the schema is the one this login sees.
  const fetcher = useMemo(
    () =>
      createPageFetcher(authorization, () => {
        setNotice(
          authorization ? 'DHIS2 no longer accepts this login. Sign in again.' : 'Sign in to run this operation.',
        )
        setSession(undefined)
      }),
    [authorization],
  )
  const opening = useMemo(() => openingTabs(content), [content])

  return (
    <>
      <SignInBar title={content.title} hint={content.hint} session={session} notice={notice} onSession={onSession} />
      <main className="page-main">
        <GraphiQL
          fetcher={fetcher}
          storage={storage}
          plugins={plugins}
          shouldPersistHeaders={false}
          inputValueDeprecation
          schemaDescription
          defaultEditorToolsVisibility="variables"
          {...opening}
        />
      </main>
    </>
  )
}

/** The examples as GraphiQL's first tabs; after a reload the person's own tabs, which GraphiQL restores, win. */
function openingTabs({ examples }: PageContent) {
  const [first] = examples
  if (!first || storage.getItem('graphiql:tabState')) return {}
  return {
    defaultTabs: examples.map(({ query, variables }) => ({ query, variables: variables ?? null })),
    // GraphiQL 5 forgets the first default tab's variables unless they are also given here.
    initialQuery: first.query,
    initialVariables: first.variables ?? '',
  }
}
