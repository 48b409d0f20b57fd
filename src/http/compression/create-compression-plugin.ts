import { promisify } from 'node:util'
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib'
import type { Plugin } from 'graphql-yoga'
import { chooseEncoding, type Encoding } from './choose-encoding.ts'

/** Below this many bytes an answer fits one packet either way. */
const SMALLEST_BYTES = 1400

const JSON_TYPE = /^application\/(?:graphql-response\+)?json\b/

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

/** Quick levels: of an answer of 1.5 MB they leave 114 to 137 KB in 3 to 6 ms; the next steps take twice that for a tenth less. */
const COMPRESS: Record<Encoding, (data: Buffer) => Promise<Buffer<ArrayBuffer>>> = {
  zstd: promisify(zstdCompress),
  br: (data) => brotli(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }),
  gzip: (data) => gzipped(data, { level: 3 }),
}

/**
 * Compresses JSON answers as the client accepts, on zlib's own threads. What is sent in parts (`@defer`, `@stream`,
 * subscriptions) or comes from elsewhere (files, the GraphiQL page) goes as it is: it must not wait, or is compressed already.
 */
export function createCompressionPlugin(): Plugin {
  return {
    async onResponse({ request, response, setResponse, fetchAPI }) {
      const { headers, status } = response
      if (!JSON_TYPE.test(headers.get('content-type') ?? '') || headers.has('content-encoding')) return
      headers.append('vary', 'Accept-Encoding')
      const length = Number(headers.get('content-length') ?? 0)
      const encoding = chooseEncoding(request.headers.get('accept-encoding'))
      // Nor is its body looked at before: that alone costs a copy.
      if (!encoding || length < SMALLEST_BYTES || request.method === 'HEAD') return
      const data = await COMPRESS[encoding](Buffer.from(await response.arrayBuffer()))
      headers.set('content-encoding', encoding)
      headers.set('content-length', String(data.byteLength))
      setResponse(new fetchAPI.Response(data, { status, headers }))
    },
  }
}
