import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { pathToFileURL } from 'node:url'

/** One file of the built page in memory; `encoded` holds its precompressed forms, the smallest first. */
export type Asset = {
  contentType: string
  etag: string
  body: Uint8Array<ArrayBuffer>
  encoded: readonly { encoding: 'br' | 'gzip'; body: Uint8Array<ArrayBuffer> }[]
}

/** The built page: its index.html and, by file name, everything that stood in its `assets` folder. */
export type PageAssets = { index: Asset; byName: ReadonlyMap<string, Asset> }

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
}

const ENCODINGS = [
  { extension: '.br', encoding: 'br' },
  { extension: '.gz', encoding: 'gzip' },
] as const

/** Where `npm run build:graphiql` puts the page, seen from the sources and from the published `dist` alike. */
export const BUILT_PAGE = new URL(
  import.meta.url.endsWith('.ts') ? '../../../dist/graphiql/' : '../../graphiql/',
  import.meta.url,
)

/** Reads a built page once, at start; undefined where it has not been built. `directory` holds index.html and assets/. */
export function readPageAssets(directory: URL | string): PageAssets | undefined {
  const root = typeof directory === 'string' ? pathToFileURL(`${directory}/`) : new URL('./', `${directory.href}/`)
  const index = new URL('index.html', root)
  const folder = new URL('assets/', root)
  if (!existsSync(index) || !existsSync(folder)) return undefined
  const names = readdirSync(folder)
  const plain = names.filter((name) => extname(name) in CONTENT_TYPES)
  return {
    index: createAsset('index.html', readFileSync(index)),
    byName: new Map(plain.map((name) => [name, readAsset(folder, name, names)])),
  }
}

/** An asset from its bytes; the content type follows from the extension of `name`. */
export function createAsset(name: string, bytes: Uint8Array | string, encoded: Asset['encoded'] = []): Asset {
  const body = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : Uint8Array.from(bytes)
  return {
    contentType: CONTENT_TYPES[extname(name)] ?? 'application/octet-stream',
    etag: createHash('sha256').update(body).digest('base64url').slice(0, 22),
    body,
    encoded,
  }
}

function readAsset(folder: URL, name: string, names: readonly string[]): Asset {
  const encoded = ENCODINGS.filter(({ extension }) => names.includes(name + extension)).map(
    ({ extension, encoding }) => ({ encoding, body: Uint8Array.from(readFileSync(new URL(name + extension, folder))) }),
  )
  return createAsset(name, readFileSync(new URL(name, folder)), encoded)
}
