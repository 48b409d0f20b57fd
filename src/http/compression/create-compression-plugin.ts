import { pipeline, Readable, type Transform } from 'node:stream'
import { promisify } from 'node:util'
import {
  brotliCompress,
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createGzip,
  createZstdCompress,
  gzip,
  gzipSync,
  zstdCompress,
  zstdCompressSync,
} from 'node:zlib'
import type { Plugin } from 'graphql-yoga'
import { chooseEncoding, type Encoding } from './choose-encoding.ts'

/** Below this many bytes an answer fits one packet either way. */
const SMALLEST_BYTES = 1400

const JSON_TYPE = /^application\/(?:graphql-response\+)?json\b/

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)
const zstandard = promisify(zstdCompress)

/** Compressed at a time. With zlib's own 16 KB the way to and from its threads takes longer than to compress. */
const chunkSize = 131_072

/** What is smaller is compressed at once: the way to another thread would take longer. */
const SMALL_BYTES = 32_768

/** Quick levels: of an answer of 1.5 MB they leave 114 to 137 KB in 3 to 6 ms; the next steps take twice that for a tenth less. */
const brotliOptions = { chunkSize, params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }
const gzipOptions = { chunkSize, level: 3 }

const COMPRESS: Record<Encoding, (data: Uint8Array) => Promise<Buffer<ArrayBuffer>>> = {
  zstd: (data) => zstandard(data, { chunkSize }),
  br: (data) => brotli(data, brotliOptions),
  gzip: (data) => gzipped(data, gzipOptions),
}

const COMPRESS_AT_ONCE: Record<Encoding, (data: Uint8Array) => Buffer<ArrayBuffer>> = {
  zstd: (data) => zstdCompressSync(data),
  br: (data) => brotliCompressSync(data, { params: brotliOptions.params }),
  gzip: (data) => gzipSync(data, { level: gzipOptions.level }),
}

/** A compressor that lets out what it was given before it is given more, so that no part waits for the next. */
const STREAM: Record<Encoding, () => Transform> = {
  zstd: () => createZstdCompress({ flush: constants.ZSTD_e_flush }),
  br: () =>
    createBrotliCompress({
      flush: constants.BROTLI_OPERATION_FLUSH,
      params: { [constants.BROTLI_PARAM_QUALITY]: 3 },
    }),
  gzip: () => createGzip({ level: 3, flush: constants.Z_SYNC_FLUSH }),
}

/**
 * Compresses JSON answers as the client accepts, large ones on zlib's own threads, and the parts of `multipart/mixed` ones as they come. Server-sent
 * events go as they are, as do files and the GraphiQL page: proxies hold compressed events back, and the others are compressed already.
 */
export function createCompressionPlugin(): Plugin {
  return {
    async onResponse({ request, response, setResponse, fetchAPI }) {
      const { headers, status } = response
      const type = headers.get('content-type') ?? ''
      const inParts = type.startsWith('multipart/mixed')
      if (!(inParts || JSON_TYPE.test(type)) || headers.has('content-encoding')) return
      headers.append('vary', 'Accept-Encoding')
      const encoding = chooseEncoding(request.headers.get('accept-encoding'))
      if (!encoding || request.method === 'HEAD') return
      if (inParts) {
        if (!response.body) return
        headers.set('content-encoding', encoding)
        setResponse(new fetchAPI.Response(compressParts(response.body, STREAM[encoding]()), { status, headers }))
        return
      }
      // Nor is its body looked at before: that alone costs a copy.
      const length = Number(headers.get('content-length') ?? 0)
      if (length < SMALLEST_BYTES) return
      const body = await response.bytes()
      const data = length <= SMALL_BYTES ? COMPRESS_AT_ONCE[encoding](body) : await COMPRESS[encoding](body)
      headers.set('content-encoding', encoding)
      headers.set('content-length', String(data.byteLength))
      setResponse(new fetchAPI.Response(data, { status, headers }))
    },
  }
}

/** Whoever goes away, or breaks off, ends the other side with it. */
function compressParts(body: ReadableStream<Uint8Array>, compressor: Transform): ReadableStream<Uint8Array> {
  pipeline(Readable.from(body), compressor, () => {})
  const chunks: AsyncIterator<Uint8Array> = compressor[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: () => void compressor.destroy(),
  })
}
