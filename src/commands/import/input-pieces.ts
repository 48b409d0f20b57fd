import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { InputError } from './input-error.ts'
import { linesOf, type NumberedLine } from './lines.ts'

/** A file of the input: where it lies, and what it is called in messages. */
export interface InputFile {
  path: string
  name: string
}

/** One JSON value of the input: of a line, or of a whole file, or of its list. */
export interface InputPiece {
  file: string
  /** Counted from 1, in NDJSON only. */
  line?: number
  path: string[]
  value: unknown
}

/** Characters at most of a line, or of a file that is one JSON value. */
const LARGEST_PIECE = 256 * 1024 * 1024

/**
 * The JSON values of a file, gzipped or not, told by its content: one a line (NDJSON) where the first line is one, else one
 * for the file, or each of its list. `onBytes` gets the content as it is read. Throws an InputError that names the place.
 */
export async function* readPieces(file: InputFile, onBytes?: (bytes: Buffer) => void): AsyncGenerator<InputPiece> {
  const { name } = file
  let opening: string | undefined
  let rest: NumberedLine[] = []
  let size = 0
  for await (const line of readable(name, linesOf(await openContent(file), LARGEST_PIECE, onBytes))) {
    if (opening === undefined) {
      if (line.text.trim() === '') continue
      const value = parsed(line.text)
      opening = value === undefined ? 'JSON' : 'NDJSON'
    }
    if (opening === 'NDJSON') {
      if (line.text.trim() !== '') yield { file: name, line: line.number, path: [], value: parseLine(name, line) }
      continue
    }
    size += line.text.length + 1
    if (size > LARGEST_PIECE) throw new InputError(tooLarge(name))
    rest.push(line)
  }
  if (rest.length > 0) yield* wholeFile(name, rest)
  rest = []
}

function* wholeFile(name: string, lines: readonly NumberedLine[]): Generator<InputPiece> {
  const [first, second] = lines.filter(({ text }) => text.trim() !== '')
  if (first && second && parsed(second.text) !== undefined && /^\s*\{"/.test(second.text)) parseLine(name, first)
  const value = parse(lines.map(({ text }) => text).join('\n'), (at) => `${name} is not JSON${at}.`)
  if (Array.isArray(value))
    yield* value.map((one: unknown, index) => ({ file: name, path: [String(index)], value: one }))
  else yield { file: name, path: [], value }
}

/** The bytes of a file, unpacked where they are gzipped. */
async function openContent({ path, name }: InputFile): Promise<Readable> {
  try {
    const handle = await open(path)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    await handle.close()
    const file = createReadStream(path)
    if (bytesRead < 2 || buffer[0] !== 0x1f || buffer[1] !== 0x8b) return file
    const unpacked = createGunzip()
    file.on('error', (error) => unpacked.destroy(error))
    unpacked.on('close', () => file.destroy())
    return file.pipe(unpacked)
  } catch (error) {
    throw unreadable(name, error)
  }
}

async function* readable<Item>(name: string, items: AsyncIterable<Item>): AsyncGenerator<Item> {
  try {
    yield* items
  } catch (error) {
    throw unreadable(name, error)
  }
}

function unreadable(name: string, error: unknown): unknown {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  switch (code) {
    case 'ENOENT':
      return new InputError(`There is no file ${name}.`)
    case 'EISDIR':
      return new InputError(`${name} is a folder, not a file.`)
    case 'EACCES':
      return new InputError(`${name} may not be read by this user.`)
    case 'ERR_ENCODING_INVALID_ENCODED_DATA':
      return new InputError(`${name} is not text in UTF-8.`)
    case 'ERR_LINE_TOO_LONG':
      return new InputError(tooLarge(name))
    default:
      return typeof code === 'string' && code.startsWith('Z_')
        ? new InputError(`${name} is a broken or cut gzip file.`)
        : error
  }
}

function tooLarge(name: string): string {
  return `${name} holds more than 256 MB in one JSON value: write it as NDJSON, one object a line.`
}

function parseLine(name: string, { number, text }: NumberedLine): unknown {
  return parse(text, (at) => `${name} line ${number} is not JSON${at.replace('line 1 ', '')}.`)
}

function parsed(text: string): unknown {
  try {
    return parse(text, () => '')
  } catch {
    return undefined
  }
}

/** The import API has the category options of an event as one text, the model as a list. */
function parse(text: string, fault: (at: string) => string): unknown {
  try {
    if (!text.includes('attributeCategoryOptions')) return JSON.parse(text)
    return JSON.parse(text, (key, value: unknown) =>
      key === 'attributeCategoryOptions' && typeof value === 'string' ? value.split(/[;,]\s*/) : value,
    )
  } catch (error) {
    // The message of the parser also quotes what stands there, which may be somebody's name.
    const at = /\(line \d+ column \d+\)/.exec(error instanceof Error ? error.message : '')?.[0]
    throw new InputError(fault(at === undefined ? ': it ends too early, or is something else' : ` ${at}`))
  }
}
