import './monaco-workers.ts'
import 'graphiql/style.css'
import './page.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { readPageContent } from './page-content.ts'

const container = document.getElementById('page')
if (container) {
  readPageContent().then(
    (content) => {
      document.title = content.title
      createRoot(container).render(<App content={content} />)
    },
    (error: unknown) => {
      container.textContent = `The page could not be loaded: ${error instanceof Error ? error.message : String(error)}`
    },
  )
}
