import { assetResponse, plainResponse } from './asset-response.ts'
import { createAsset, type PageAssets, readPageAssets } from './assets.ts'
import type { GraphiqlExample } from './examples.ts'

/** What the page needs: the folder it was built into (`dist/graphiql`), its tabs, its title, and a login to offer. */
export type GraphiqlOptions = {
  directory: URL | string
  title: string
  examples: readonly GraphiqlExample[]
  /** Shown to everybody who opens the page: for the sandbox's made-up users only. */
  hint?: { username: string; password: string }
}

/** Answers what belongs to GraphiQL and leaves every other request, by undefined, to the GraphQL server. */
export type GraphiqlRoutes = (request: Request) => Response | undefined

const ASSETS = '/graphql/assets/'

/** The page at GET /graphql for browsers, `/graphql/graphiql.json` with its content, and its files below `/graphql/assets/`. */
export function createGraphiqlRoutes(options: GraphiqlOptions): GraphiqlRoutes {
  const page = readPageAssets(options.directory)
  const { title, hint, examples } = options
  const content = createAsset('graphiql.json', JSON.stringify({ title, hint, examples }))

  return (request) => {
    const { pathname } = new URL(request.url)
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (pathname === '/graphql') return isRead && wantsHtml(request) ? pageResponse(request, page) : undefined
    if (pathname !== '/graphql/graphiql.json' && !pathname.startsWith(ASSETS)) return undefined
    if (!isRead) return plainResponse(405, 'Method not allowed', { allow: 'GET, HEAD' })
    if (!pathname.startsWith(ASSETS)) return assetResponse(request, content, 'revalidate')
    // A name in a map, not a path on a disk: there is nothing that `..` or an encoded slash could reach.
    const asset = page?.byName.get(pathname.slice(ASSETS.length))
    return asset ? assetResponse(request, asset, 'immutable') : plainResponse(404, 'Not found')
  }
}

function pageResponse(request: Request, page: PageAssets | undefined): Response {
  if (page) return assetResponse(request, page.index, 'revalidate')
  return plainResponse(503, 'The GraphiQL page has not been built. Build it with: npm run build:graphiql')
}

/** Browsers name text/html; API clients, with application/json or only a wildcard, are answered with GraphQL. */
function wantsHtml(request: Request): boolean {
  const accepted = (request.headers.get('accept') ?? '').toLowerCase().split(',')
  const types = accepted.map((range) => range.split(';')[0]?.trim())
  const html = types.indexOf('text/html')
  const graphql = types.findIndex((type) => type === 'application/json' || type === 'application/graphql-response+json')
  return html !== -1 && (graphql === -1 || html < graphql)
}
