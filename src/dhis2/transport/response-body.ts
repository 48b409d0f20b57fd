import { promisify } from 'node:util'
import { brotliDecompress, gunzip, gunzipSync, inflate, zstdDecompress } from 'node:zlib'

/** The encodings that an answer may come in, for `accept-encoding`: gzip first, as DHIS2's Tomcat has no other. */
export const acceptedEncodings = 'gzip, br, zstd'

/** Thrown where an answer is larger than the cap, before or after decompression. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError'
}

/** Thrown where the content encoding of an answer is unknown or its data broken. */
export class UndecodableError extends Error {
  override readonly name = 'UndecodableError'
}

/** Decoded at a time. With zlib's own 16 KB the way to and from its threads takes longer than to decode. */
const CHUNK_BYTES = 262_144

/** Gzip that is smaller is decoded at once: the way to another thread would take longer. (Of the others a few bytes may hold very much.) */
const SMALL_BYTES = 16_384

const decoders = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
}

/**
 * Reads an answer whole and decodes it to UTF-8 text. Own code and not undici's `decompress` interceptor: that one is marked
 * experimental and says so on standard error; as the answer is needed whole, one call of zlib does, off the main thread where it takes long.
 */
export async function readBody(
  chunks: AsyncIterable<Buffer>,
  encoding: string | undefined,
  maxBytes: number,
): Promise<string> {
  const whole = await collect(chunks, maxBytes)
  const names = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
  let decoded = whole
  for (const name of names.reverse()) decoded = await decode(decoded, name, maxBytes)
  return decoded.toString('utf8')
}

async function collect(chunks: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > maxBytes) throw new TooLargeError()
    parts.push(chunk)
  }
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts, size)
}

async function decode(data: Buffer, name: string, maxOutputLength: number): Promise<Buffer> {
  if (name === '' || name === 'identity' || data.length === 0) return data
  if (!isKnown(name)) throw new UndecodableError()
  try {
    const options = { maxOutputLength, chunkSize: CHUNK_BYTES }
    const atOnce = name === 'gzip' && data.length <= SMALL_BYTES
    return atOnce ? gunzipSync(data, options) : await decoders[name](data, options)
  } catch (error) {
    if (error instanceof RangeError) throw new TooLargeError()
    throw new UndecodableError()
  }
}

function isKnown(name: string): name is keyof typeof decoders {
  return Object.hasOwn(decoders, name)
}
