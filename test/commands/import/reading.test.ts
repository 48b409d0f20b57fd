import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { shapeBundle } from '../../../src/commands/import/bundle-shape.ts'
import { scanInput } from '../../../src/commands/import/import-input.ts'
import { readPieces } from '../../../src/commands/import/input-pieces.ts'
import { linesOf } from '../../../src/commands/import/lines.ts'
import { objectsOf } from '../../../src/imports/bundle-objects.ts'
import { validBundle } from '../../imports/arbitrary-bundle.ts'
import { collect } from '../../support/collect.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reading-test-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(content: string | Buffer, name = 'a'): { path: string; name: string } {
  const path = join(folder, name)
  writeFileSync(path, content)
  return { path, name }
}

async function* chunks(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0
  for (const size of sizes) {
    yield bytes.subarray(at, at + size)
    at += size
  }
  yield bytes.subarray(at)
}

test('lines are the same wherever the chunks end, in the middle of a letter too', async () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'é', '漢', '😀', '\u2028', '"', ' ') })
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.array(fc.nat(9)), fc.constantFrom('\n', '\r\n'), async (lines, sizes, end) => {
      const found = await collect(linesOf(chunks(Buffer.from(`\ufeff${lines.join(end)}`), sizes), 1000))
      expect(found.map(({ text }) => text)).toEqual(lines.length === 0 ? [''] : lines)
      expect(found.map(({ number }) => number)).toEqual(found.map((_, index) => index + 1))
    }),
  )
})

test('a line that is too long ends it before all of it is in memory', async () => {
  let read = 0
  async function* endless(): AsyncGenerator<Buffer> {
    for (;;) {
      read += 10
      yield Buffer.from('0123456789')
    }
  }
  await expect(collect(linesOf(endless(), 100))).rejects.toMatchObject({ code: 'ERR_LINE_TOO_LONG' })
  expect(read).toBeLessThan(200)
})

test('a bundle is read alike as JSON in one line or many, as a list, as NDJSON, and gzipped', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(validBundle, { minLength: 1, maxLength: 3 }), fc.boolean(), async (bundles, packed) => {
      const read = async (text: string) =>
        (await collect(readPieces(file(packed ? gzipSync(text) : text)))).map(({ value }) => value)
      const same = JSON.parse(JSON.stringify(bundles))
      expect(await read(bundles.map((one) => JSON.stringify(one)).join('\n\n'))).toEqual(same)
      expect(await read(JSON.stringify(bundles, null, 2))).toEqual(same)
      expect(await read(JSON.stringify(bundles[0], null, 2))).toEqual(same.slice(0, 1))
    }),
    { numRuns: 20 },
  )
})

test('each object alone is taken for what it is', () => {
  fc.assert(
    fc.property(validBundle, (bundle) => {
      for (const [list, objects] of Object.entries(bundle))
        for (const object of objects ?? []) expect(shapeBundle(object)).toMatchObject({ alone: list })
    }),
  )
})

test.each([
  [{ trackedEntity: 'x' }, 'trackedEntities'],
  [{ enrollment: 'x' }, 'enrollments'],
  [{ event: 'x' }, 'events'],
  [{ relationship: 'x' }, 'relationships'],
  [{ trackedEntity: 'x', enrollments: [{ enrollment: 'y' }] }, 'trackedEntities'],
  [{ enrollment: 'x', trackedEntity: 'y', events: [] }, 'enrollments'],
  [{ event: 'x', enrollment: 'y', trackedEntity: 'z' }, 'events'],
  [{ events: [{ event: 'x' }] }, undefined],
])('%j is of the kind %s', (value, alone) => {
  expect(shapeBundle(value)).toMatchObject(alone ? { alone } : { bundle: value })
})

test('the category options of an event may be one text, as the import API has them', async () => {
  const pieces = await collect(readPieces(file('{"event":"x","attributeCategoryOptions":"a;b"}')))
  expect(pieces[0]?.value).toEqual({ event: 'x', attributeCategoryOptions: ['a', 'b'] })
})

test('UIDs are made of the content, so that the same input has the same ones, and another others', async () => {
  const uids = async (text: string) => {
    const { read, hash, objects } = await scanInput([file(text)], 'CREATE')
    const found = (await collect(read())).flatMap(({ bundle }) => objectsOf(bundle).map(({ uid }) => uid))
    expect(found).toHaveLength(objects)
    return { hash, found }
  }
  const entity = '{"trackedEntityType":"a","enrollments":[{"program":"b"}]}'
  const first = await uids(`${entity}\n${entity}\n`)
  expect(new Set(first.found).size).toBe(4)
  expect(await uids(`${entity}\n${entity}\n`)).toEqual(first)
  const other = await uids(`${entity}\n${entity} \n`)
  expect(other.hash).not.toBe(first.hash)
  expect(other.found.filter((uid) => first.found.includes(uid))).toEqual([])
})

test('what is to be changed or deleted must have its UID', async () => {
  const input = file('{"event":"x"}\n{"programStage":"x"}\n')
  await expect(scanInput([input], 'DELETE')).rejects.toThrow('a line 2 has an object without UID')
})

test.each([
  ['{"trackedEntityType":"x"}\n{"trackedEntityType":\n', 'a line 2 is not JSON'],
  ['{"trackedEntityType":"x"}\n[1]\n', 'a line 2: is no object of JSON.'],
  ['{"trackedEntityType":"x","enrollments":[{"events":{}}]}', 'a line 1: the object.enrollments[0].events is no list.'],
  ['{\n"trackedEntities": [\n', 'a is not JSON'],
  ['{}\n', 'a line 1: is neither a bundle'],
  [gzipSync('{"trackedEntityType":"x"}').subarray(0, 20), 'a is a broken or cut gzip file.'],
  [Buffer.from([0x7b, 0xff, 0x7d]), 'a is not text in UTF-8.'],
])('what cannot be used is refused with its place: %j', async (content, message) => {
  await expect(scanInput([file(content)], 'CREATE')).rejects.toThrow(message)
})

test('a file that is not there, and a folder, are told', async () => {
  await expect(scanInput([{ path: join(folder, 'none'), name: 'none' }], 'CREATE')).rejects.toThrow(
    'There is no file none.',
  )
  await expect(scanInput([{ path: folder, name: 'b' }], 'CREATE')).rejects.toThrow('b is a folder, not a file.')
})
