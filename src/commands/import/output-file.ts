import { type FileHandle, open } from 'node:fs/promises'
import { InputError } from './input-error.ts'

/** Opens a file that only its owner may read, to write it anew (`w`) or behind its end (`a`); throws an InputError where that cannot be. */
export async function openOutput(path: string, flags: 'w' | 'a'): Promise<FileHandle> {
  try {
    return await open(path, flags, 0o600)
  } catch (error) {
    const code = error instanceof Error ? String(Reflect.get(error, 'code')) : ''
    throw new InputError(`${path} cannot be written (${code}).`)
  }
}
