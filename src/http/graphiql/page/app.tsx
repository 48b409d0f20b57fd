import { GraphiQL, HISTORY_PLUGIN } from 'graphiql'
import { useMemo } from 'react'
import { createExamplesPlugin } from './examples-plugin.tsx'
import { ForgetAnswers } from './forget-answers.tsx'
import type { PageContent } from './page-content.ts'
import { createPageStorage } from './page-storage.ts'
import { SignInBar } from './sign-in-bar.tsx'
import { useSession } from './use-session.ts'

const storage = createPageStorage()

/** The whole page: the sign-in bar over GraphiQL, which opens with the examples as tabs. */
export function App({ content }: { content: PageContent }) {
  const { title, hint, examples } = content
  const { session, notice, changeSession, fetcher } = useSession()
  const opening = useMemo(() => openingTabs(content), [content])
  const plugins = useMemo(() => [createExamplesPlugin(examples), HISTORY_PLUGIN], [examples])
  return (
    <>
      <SignInBar title={title} hint={hint} session={session} notice={notice} onSession={changeSession} />
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
        >
          <ForgetAnswers username={session?.username} />
        </GraphiQL>
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
