import { createHash } from 'node:crypto'
import { objectsOf } from '../../imports/bundle-objects.ts'
import { fillIdentifiers } from '../../imports/fill-identifiers.ts'
import { seededUids } from '../../load/uid-source.ts'
import type { TrackerBundle } from '../../model/import-bundle.ts'
import type { ImportStrategy } from '../../model/import-options.ts'
import { shapeBundle } from './bundle-shape.ts'
import type { ImportRecord } from './import-unit.ts'
import { InputError } from './input-error.ts'
import { type InputFile, type InputPiece, readPieces } from './input-pieces.ts'
import { nestBundle } from './nest-bundle.ts'

/** An input that was read once from end to end, and found sound. */
export interface ScannedInput {
  /** SHA-256 of its content, unpacked. */
  hash: string
  objects: number
  /** The input's records from the start, with all UIDs: the same each time. */
  read: () => AsyncIterable<ImportRecord>
}

/**
 * Reads the whole input before anything is sent; throws an InputError for what cannot be used. The UIDs that it leaves out
 * are made of its content, so that the same input, imported again, names the same objects.
 */
export async function scanInput(files: readonly InputFile[], strategy: ImportStrategy): Promise<ScannedInput> {
  const hash = createHash('sha256')
  let objects = 0
  for (const file of files)
    for await (const piece of readPieces(file, (bytes) => hash.update(bytes))) {
      const inside = objectsOf(shaped(piece).bundle)
      if (!creates(strategy) && inside.some(({ uid }) => !uid))
        throw new InputError(
          `${placeName(piece)} has an object without UID: ${strategy} needs it to say which is meant.`,
        )
      objects += inside.length
    }
  const key = hash.digest('hex')
  return { hash: key, objects, read: () => readRecords(files, strategy, key) }
}

async function* readRecords(
  files: readonly InputFile[],
  strategy: ImportStrategy,
  key: string,
): AsyncGenerator<ImportRecord> {
  for (const [index, file] of files.entries())
    for await (const piece of readPieces(file)) {
      const { bundle, alone } = shaped(piece)
      const newUid = seededUids(JSON.stringify([key, index, piece.line, piece.path]))
      const filled = fillIdentifiers(bundle, newUid, creates(strategy))
      // What is deleted goes children first, each by itself.
      const nested = strategy === 'DELETE' ? undefined : nestBundle(filled.bundle)
      yield {
        bundle: nested?.bundle ?? filled.bundle,
        generated: filled.generated,
        placeOf(path) {
          const before = nested?.placeBefore(path) ?? path
          return { file: piece.file, line: piece.line, path: [...piece.path, ...(alone ? before.slice(2) : before)] }
        },
      }
    }
}

function shaped(piece: InputPiece): { bundle: TrackerBundle; alone?: string } {
  const answer = shapeBundle(piece.value)
  if ('fault' in answer) throw new InputError(`${placeName(piece)}: ${answer.fault}.`)
  return answer
}

function placeName({ file, line, path }: InputPiece): string {
  if (line !== undefined) return `${file} line ${line}`
  return path.length === 0 ? file : `${file} [${path.join('.')}]`
}

function creates(strategy: ImportStrategy): boolean {
  return strategy === 'CREATE' || strategy === 'CREATE_AND_UPDATE'
}
