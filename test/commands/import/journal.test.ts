import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NO_COUNTS } from '../../../src/commands/import/batch-counts.ts'
import { differenceOf, type JournalHead, openJournal, readJournal } from '../../../src/commands/import/journal.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-test-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const head: JournalHead = {
  batching: 1,
  input: 'a',
  server: 'https://dhis2.example.org',
  strategy: 'CREATE',
  options: { importStrategy: 'CREATE', idScheme: undefined },
  limits: { objects: 500, events: 500, nested: true },
}
const counts = { ...NO_COUNTS, created: 2, refused: 1 }

async function begun(name: string): Promise<string> {
  const path = join(folder, name)
  const journal = await openJournal(path, head, undefined)
  await journal.sent(1)
  await journal.done(1, counts)
  await journal.sent(2)
  await journal.close()
  return path
}

test('a record tells what is done, and what was sent without an answer', async () => {
  const read = await readJournal(await begun('told'))
  expect(read?.earlier).toEqual({ done: new Map([[1, counts]]), unsure: new Set([2]) })
  expect(read && differenceOf(read.head, head)).toBeUndefined()
})

test('a line that was cut by a loss of power is left out, and written over', async () => {
  const path = await begun('cut')
  appendFileSync(path, '{"done":2,"crea')
  const read = await readJournal(path)
  expect(read?.earlier.unsure).toEqual(new Set([2]))
  const journal = await openJournal(path, head, read)
  await journal.done(2, counts)
  await journal.close()
  expect((await readJournal(path))?.earlier.done).toEqual(new Map([1, 2].map((batch) => [batch, counts])))
})

test('a file that is cut anywhere is read as far as it goes, or refused', async () => {
  const whole = readFileSync(await begun('anywhere'))
  const path = join(folder, 'anywhere')
  const firstLine = whole.indexOf('\n') + 1
  for (let length = whole.length - 1; length > 0; length--) {
    truncateSync(path, length)
    if (length < firstLine) await expect(readJournal(path)).rejects.toThrow('is no resume file')
    else expect((await readJournal(path))?.head.input).toBe('a')
  }
})

test('an empty file is none yet, and another one is refused', async () => {
  const path = join(folder, 'other')
  writeFileSync(path, '')
  expect(await readJournal(path)).toBeUndefined()
  writeFileSync(path, '{"trackedEntities":[]}\n')
  await expect(readJournal(path)).rejects.toThrow('is no resume file of an import')
})

test.each([
  [{ batching: 2 }, 'was begun by another version of this program'],
  [{ input: 'b' }, 'is of another input'],
  [{ server: 'https://other.example.org' }, 'is of an import into https://dhis2.example.org'],
  [{ strategy: 'DELETE' }, 'was begun with --strategy CREATE'],
  [{ options: { importStrategy: 'CREATE', importMode: 'VALIDATE' } }, 'was begun with other options'],
])('a record of an import that differs in %j is not gone on with', async (change, told) => {
  const read = await readJournal(await begun('differs'))
  expect(read && differenceOf(read.head, { ...head, ...change })).toContain(told)
  rmSync(join(folder, 'differs'))
})

test('without a file the record is kept, and can be written later', async () => {
  const journal = await openJournal(undefined, head, undefined)
  await journal.sent(1)
  await journal.done(1, counts)
  const path = join(folder, 'later')
  await journal.saveAs(path)
  expect((await readJournal(path))?.earlier).toEqual({ done: new Map([[1, counts]]), unsure: new Set() })
})
