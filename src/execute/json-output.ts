/**
 * JSON in the making, in bytes (UTF-8): written from front to back without a string or object for each part. What comes later has an
 * output of its own in its place. Plain fields and functions, as thousands of parts are written for one answer.
 */
export interface JsonOutput {
  /** What is written before `start`, in order; an output among them may be written still. */
  readonly pieces: (Uint8Array | JsonOutput)[]
  /** Where is written now: from `start` on what belongs behind the pieces, up to `end`. */
  bytes: Buffer
  start: number
  end: number
}

/** A place in an output, to go back to: how many pieces it has, and the rest of it as it is now. */
export interface OutputMark {
  readonly pieces: number
  readonly bytes: Buffer
  readonly start: number
  readonly end: number
}

/** Bytes that are taken at a time, more as an output grows. */
const FEWEST_BYTES = 512
const MOST_BYTES = 262_144
/** Texts up to this length are written by character, which is faster than to enter the runtime's encoder. */
const SHORT = 64

const QUOTE = 0x22
const BACKSLASH = 0x5c

const NO_BYTES = Buffer.alloc(0)

/** An empty output. */
export function jsonOutput(): JsonOutput {
  return { pieces: [], bytes: NO_BYTES, start: 0, end: 0 }
}

/** Writes bytes that are JSON already. */
export function writeBytes(output: JsonOutput, json: Uint8Array): void {
  const { length } = json
  if (output.bytes.length - output.end < length) makeRoom(output, length)
  const { bytes, end } = output
  if (length > SHORT) bytes.set(json, end)
  else for (let at = 0; at < length; at++) bytes[end + at] = json[at] ?? 0
  output.end = end + length
}

/** Writes one ASCII character by its code. */
export function writeCharacter(output: JsonOutput, code: number): void {
  if (output.end === output.bytes.length) makeRoom(output, 1)
  output.bytes[output.end++] = code
}

/** Writes text that is JSON already. */
export function writeJson(output: JsonOutput, json: string): void {
  const most = json.length * 3
  if (output.bytes.length - output.end < most) makeRoom(output, most)
  output.end += output.bytes.write(json, output.end)
}

/** Writes a text as a JSON string. */
export function writeText(output: JsonOutput, text: string): void {
  if (text.length > SHORT || !writeShort(output, text)) writeJson(output, JSON.stringify(text))
}

/** Whether the text could be written as it is: JSON escapes nothing of it, and each character takes one byte. */
function writeShort(output: JsonOutput, text: string): boolean {
  const { length } = text
  if (output.bytes.length - output.end < length + 2) makeRoom(output, length + 2)
  const { bytes, end } = output
  bytes[end] = QUOTE
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x20 || code > 0x7e || code === QUOTE || code === BACKSLASH) return false
    bytes[end + 1 + at] = code
  }
  bytes[end + 1 + length] = QUOTE
  output.end = end + length + 2
  return true
}

function makeRoom(output: JsonOutput, needed: number): void {
  keepWritten(output)
  const size = Math.min(Math.max(output.bytes.length * 2, FEWEST_BYTES), MOST_BYTES)
  output.bytes = Buffer.allocUnsafeSlow(Math.max(size, needed))
  output.start = 0
  output.end = 0
}

/** Always one piece, though it be empty: the first one behind a mark is of the bytes where the mark is. */
function keepWritten(output: JsonOutput): void {
  output.pieces.push(output.bytes.subarray(output.start, output.end))
  output.start = output.end
}

/** Forgets what was written since a mark. */
export function goBack(output: JsonOutput, { pieces, bytes, start, end }: OutputMark): void {
  output.pieces.length = pieces
  output.bytes = bytes
  output.start = start
  output.end = end
}

/** A copy of what was written since a mark; undefined where it is not in one piece. */
export function writtenSince(output: JsonOutput, { pieces, bytes, end }: OutputMark): Uint8Array | undefined {
  const whole = output.bytes === bytes && output.pieces.length === pieces
  return whole ? new Uint8Array(bytes.subarray(end, output.end)) : undefined
}

/** A place for what comes later: an output of its own. */
export function laterOutput(output: JsonOutput): JsonOutput {
  const later = jsonOutput()
  keepWritten(output)
  output.pieces.push(later)
  return later
}

/** Moves what was written since a mark, of which parts come later, to an output of its own in the same place. */
export function moveSince(output: JsonOutput, mark: OutputMark): JsonOutput {
  keepWritten(output)
  const since = output.pieces.splice(mark.pieces)
  const [first] = since
  if (first instanceof Uint8Array) {
    const before = mark.end - mark.start
    output.pieces.push(first.subarray(0, before))
    since[0] = first.subarray(before)
  }
  const moved = { ...jsonOutput(), pieces: since }
  output.pieces.push(moved)
  return moved
}

/** Forgets all that an output holds. */
export function empty(output: JsonOutput): void {
  output.pieces.length = 0
  output.start = output.end
}

/** All that an output holds, in order, once nothing of it is written any more. */
export function piecesOf({ pieces, bytes, start, end }: JsonOutput): Uint8Array[] {
  const written = pieces.flatMap((piece) => (piece instanceof Uint8Array ? [piece] : piecesOf(piece)))
  written.push(bytes.subarray(start, end))
  return written
}
