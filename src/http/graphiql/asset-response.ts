import type { Asset } from './assets.ts'

/** Nothing but the gateway itself: no script or style from elsewhere, no eval, no framing, no form that posts a password. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // Monaco and Radix place their overlays with style elements and attributes that they write at run time.
  "style-src 'self' 'unsafe-inline'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/** For files with a hash in their names, for those that must be asked about each time, and for the page itself. */
export type Caching = 'immutable' | 'revalidate'

/** Answers with an asset: compressed as the browser accepts, 304 where it has it, without a body for HEAD. */
export function assetResponse(request: Request, asset: Asset, caching: Caching): Response {
  const chosen = asset.encoded.find(({ encoding }) => accepts(request, encoding))
  // Each encoding is a representation of its own (RFC 9110, 8.8.3.3), so it has its own tag.
  const etag = `"${asset.etag}${chosen ? `-${chosen.encoding}` : ''}"`
  const headers = new Headers({
    ...SECURITY_HEADERS,
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'cache-control': caching === 'immutable' ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag,
    vary: 'Accept, Accept-Encoding',
  })
  if (knows(request, etag)) return new Response(null, { status: 304, headers })
  const body = chosen?.body ?? asset.body
  headers.set('content-type', asset.contentType)
  headers.set('content-length', String(body.byteLength))
  if (chosen) headers.set('content-encoding', chosen.encoding)
  return new Response(request.method === 'HEAD' ? null : body, { headers })
}

/** A short text for a person, or for whoever guesses at paths. */
export function plainResponse(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(`${text}\n`, {
    status,
    headers: {
      ...SECURITY_HEADERS,
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
      'content-type': 'text/plain; charset=utf-8',
      ...headers,
    },
  })
}

function accepts(request: Request, encoding: string): boolean {
  const offers = (request.headers.get('accept-encoding') ?? '').toLowerCase().split(',')
  return offers.some((offer) => {
    const [name = '', ...parameters] = offer.split(';').map((part) => part.trim())
    return name === encoding && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter))
  })
}

function knows(request: Request, etag: string): boolean {
  const known = request.headers.get('if-none-match')?.split(',') ?? []
  return known.some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}
