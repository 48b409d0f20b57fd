import { type GraphiQLPlugin, pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react'
import type { Example } from './page-content.ts'

/** A GraphiQL side panel that lists the examples, so that a closed or changed one can be opened again; an unchanged one is gone to. */
export function createExamplesPlugin(examples: readonly Example[]): GraphiQLPlugin {
  return { title: 'Examples', icon: ExamplesIcon, content: () => <ExamplesPanel examples={examples} /> }
}

function ExamplesPanel({ examples }: { examples: readonly Example[] }) {
  const { queryEditor, variableEditor, tabs } = useGraphiQL(pick('queryEditor', 'variableEditor', 'tabs'))
  const { addTab, changeTab } = useGraphiQLActions()
  function open({ query, variables = '' }: Example) {
    const opened = tabs.findIndex((tab) => tab.query === query)
    if (opened !== -1) return changeTab(opened)
    addTab()
    queryEditor?.setValue(query)
    variableEditor?.setValue(variables)
  }
  return (
    <section className="examples" aria-label="Examples">
      <h2>Examples</h2>
      <ul>
        {examples.map((example) => (
          <li key={example.name}>
            <button type="button" onClick={() => open(example)}>
              <strong>{example.name}</strong>
              <span>{explanation(example.query)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The comment lines at the head of an operation, as one text. */
function explanation(query: string): string {
  const lines = query.split('\n')
  const end = lines.findIndex((line) => !line.startsWith('#'))
  return lines
    .slice(0, end === -1 ? lines.length : end)
    .map((line) => line.slice(1).trim())
    .join(' ')
}

function ExamplesIcon() {
  return (
    <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <rect x="2.5" y="2.5" width="15" height="15" rx="2" />
      <path d="M6 7h2m2.5 0H14M6 10.5h2m2.5 0H14M6 14h2m2.5 0H14" />
    </svg>
  )
}
