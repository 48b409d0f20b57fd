import type { ByteStream } from '../../model/tracker-file.ts'

/** A part of a file: bytes `start` to `end`, both of it. */
export interface ByteRange {
  start: number
  end: number
}

/**
 * The part that a Range header asks of a file of `length` bytes (RFC 9110 §14): undefined where it asks for none or for what
 * need not be served in parts (other units, several ranges), `unsatisfiable` where nothing of it is in the file.
 */
export function rangeOf(header: string | null, length: number): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return undefined
  const [, first = '', last = ''] = match
  if (first === '') {
    const count = Math.min(Number(last), length)
    return count === 0 ? 'unsatisfiable' : { start: length - count, end: length - 1 }
  }
  const start = Number(first)
  const end = last === '' ? length - 1 : Math.min(Number(last), length - 1)
  if (last !== '' && Number(last) < start) return undefined
  return start >= length ? 'unsatisfiable' : { start, end }
}

/** A part of the bytes; when it has passed, the rest does not come. */
export async function* cutRange(bytes: ByteStream, { start, end }: ByteRange): AsyncGenerator<Uint8Array, void> {
  let position = 0
  for await (const chunk of bytes) {
    const from = Math.max(0, start - position)
    const to = Math.min(chunk.length, end + 1 - position)
    position += chunk.length
    if (to > from) yield chunk.subarray(from, to)
    if (position > end) break
  }
  bytes.destroy()
}
