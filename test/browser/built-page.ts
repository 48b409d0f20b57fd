import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const SOURCES = `${ROOT}src/http/graphiql/page`

/** Builds the page where it is missing or older than its sources, so that a test never judges yesterday's page. */
export function buildPageIfStale(): void {
  const built = modified(`${ROOT}dist/graphiql/index.html`)
  const newest = Math.max(...readdirSync(SOURCES).map((name) => modified(`${SOURCES}/${name}`)))
  if (built > newest) return
  const arguments_ = [
    'node_modules/vite/bin/vite.js',
    'build',
    '--logLevel',
    'warn',
    '--config',
    `${SOURCES}/vite.config.ts`,
  ]
  // Vitest sets NODE_ENV=test, which would give React's development build.
  execFileSync(process.execPath, arguments_, { cwd: ROOT, env: { ...process.env, NODE_ENV: 'production' } })
}

function modified(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
