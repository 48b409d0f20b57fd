import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { InputFile } from './input-pieces.ts'

/** The files of an input that can be read more than once, which standard input (`-`) cannot: it is kept in a file till `close`. */
export async function openInputFiles(
  names: readonly string[],
  stdin: Readable,
): Promise<{ files: InputFile[]; close(): Promise<void> }> {
  if (!names.includes('-')) return { files: names.map((name) => ({ path: name, name })), close: async () => {} }
  const folder = await mkdtemp(join(tmpdir(), 'tracker-import-'))
  const close = () => rm(folder, { recursive: true, force: true })
  const path = join(folder, 'stdin')
  try {
    await pipeline(stdin, createWriteStream(path, { mode: 0o600 }))
  } catch (error) {
    await close()
    throw error
  }
  return { files: names.map((name) => (name === '-' ? { path, name: 'stdin' } : { path: name, name })), close }
}
