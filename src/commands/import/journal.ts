import { type FileHandle, readFile } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { InputError } from './input-error.ts'
import { openOutput } from './output-file.ts'

/** What must be the same for a batch to be the same: the content of the input, the server, and how it is imported. */
export interface JournalHead {
  /** How the input is cut into batches: another number where a version of this program does it otherwise. */
  batching: number
  input: string
  server: string
  strategy: string
  /** Whatever else of the options changes what is stored. */
  options: Record<string, unknown>
  limits: { objects: number; events: number; nested: boolean }
}

const countsShape = z.object({
  created: z.number(),
  updated: z.number(),
  deleted: z.number(),
  unchanged: z.number(),
  valid: z.number(),
  refused: z.number(),
  unknown: z.number(),
})

/** How many objects came to what; each is counted once. `unchanged`: there was nothing to do; `valid`: a trial found no fault. */
export type BatchCounts = z.output<typeof countsShape>

const headShape = z.object({
  batching: z.number(),
  input: z.string(),
  server: z.string(),
  strategy: z.string(),
  options: z.record(z.string(), z.unknown()),
  limits: z.object({ objects: z.number(), events: z.number(), nested: z.boolean() }),
})
const lineShape = z.union([
  z.object({ import: headShape }),
  z.object({ sent: z.number() }),
  z.object({ done: z.number(), ...countsShape.shape }),
])
type JournalLine = z.output<typeof lineShape>

/** What an earlier run of the same import did. */
export interface EarlierRun {
  /** The batches that are done, and what came of each. */
  done: ReadonlyMap<number, BatchCounts>
  /** The batches that were sent and not told done: whether they are stored is not known. */
  unsure: ReadonlySet<number>
}

/** The record of what was done, batch by batch; with a file each line is on the disk before the import goes on. */
export interface Journal {
  earlier: EarlierRun
  sent(batch: number): Promise<void>
  done(batch: number, counts: BatchCounts): Promise<void>
  /** Writes what was recorded into a new file, where none was kept. */
  saveAs(path: string): Promise<void>
  close(): Promise<void>
}

/** Reads the head of a resume file, undefined where there is no such file; throws an InputError for one of another kind. */
export async function readJournal(
  path: string,
): Promise<{ head: JournalHead; earlier: EarlierRun; bytes: number } | undefined> {
  const content = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return ''
    throw new InputError(`The resume file ${path} cannot be read.`)
  })
  // What follows the last end of a line was being written when the machine stopped.
  const whole = content.slice(0, content.lastIndexOf('\n') + 1)
  if (content === '') return undefined
  const [first, ...others] = whole.split('\n').filter(Boolean).map(readLine)
  if (first === undefined || !('import' in first)) throw new InputError(`${path} is no resume file of an import.`)
  return { head: first.import, earlier: earlierRun(others), bytes: Buffer.byteLength(whole) }
}

/** Begins a record, or goes on with the one that was read from `path`; without a path it is kept in memory. */
export async function openJournal(
  path: string | undefined,
  head: JournalHead,
  read: Awaited<ReturnType<typeof readJournal>>,
): Promise<Journal> {
  const kept: string[] = []
  const file = path === undefined ? undefined : await openRecord(path, read?.bytes ?? 0)
  async function write(line: JournalLine): Promise<void> {
    const text = `${JSON.stringify(line)}\n`
    if (file === undefined) kept.push(text)
    else await writeThrough(file, text)
  }
  if (!read) await write({ import: head })
  return {
    earlier: read?.earlier ?? { done: new Map(), unsure: new Set() },
    sent: (batch) => write({ sent: batch }),
    done: (batch, counts) => write({ done: batch, ...counts }),
    async saveAs(other) {
      const handle = await openOutput(other, 'w')
      await writeThrough(handle, kept.join('')).finally(() => handle.close())
    },
    close: async () => file?.close(),
  }
}

/** In what the import of a resume file differs from the one asked for, in words; undefined where it is the same. */
export function differenceOf(head: JournalHead, wanted: JournalHead): string | undefined {
  if (head.batching !== wanted.batching) return 'was begun by another version of this program'
  if (head.input !== wanted.input) return 'is of another input, or the input has changed'
  if (head.server !== wanted.server) return `is of an import into ${head.server}`
  if (head.strategy !== wanted.strategy) return `was begun with --strategy ${head.strategy}`
  if (!isDeepStrictEqual(head.options, JSON.parse(JSON.stringify(wanted.options))))
    return 'was begun with other options'
  return undefined
}

async function openRecord(path: string, bytes: number): Promise<FileHandle> {
  const file = await openOutput(path, 'a')
  await file.truncate(bytes)
  return file
}

async function writeThrough(file: FileHandle, text: string): Promise<void> {
  await file.appendFile(text)
  await file.datasync()
}

function readLine(text: string): JournalLine | undefined {
  try {
    return lineShape.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function earlierRun(lines: readonly (JournalLine | undefined)[]): EarlierRun {
  const done = new Map<number, BatchCounts>()
  const unsure = new Set<number>()
  for (const line of lines) {
    if (line && 'sent' in line) unsure.add(line.sent)
    if (line && 'done' in line) {
      const { done: batch, ...counts } = line
      done.set(batch, counts)
      unsure.delete(batch)
    }
  }
  return { done, unsure }
}
