import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  empty,
  goBack,
  type JsonOutput,
  jsonOutput,
  laterOutput,
  moveSince,
  piecesOf,
  writeBytes,
  writeCharacter,
  writeJson,
  writeText,
  writtenSince,
} from '../../src/execute/json-output.ts'

function textOf(output: JsonOutput): string {
  return Buffer.concat(piecesOf(output)).toString()
}

function markOf({ pieces, bytes, start, end }: JsonOutput) {
  return { pieces: pieces.length, bytes, start, end }
}

/** Texts of any length and any characters, halves of surrogate pairs among them. */
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 2000 }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes)),
)

test('texts are written as JSON.stringify writes them', () => {
  fc.assert(
    fc.property(fc.array(text), (texts) => {
      const output = jsonOutput()
      for (const one of texts) writeText(output, one)
      expect(textOf(output)).toBe(texts.map((one) => JSON.stringify(one)).join(''))
    }),
  )
})

interface Part {
  text: string
  way: 'now' | 'later' | 'moved' | 'forgotten' | 'emptied' | 'copied'
  parts: Part[]
}

const { part } = fc.letrec<{ part: Part }>((tie) => ({
  part: fc.record({
    text,
    way: fc.constantFrom<Part['way'][]>('now', 'later', 'moved', 'forgotten', 'emptied', 'copied'),
    parts: fc.oneof({ maxDepth: 4 }, fc.constant<Part[]>([]), fc.array(tie('part'), { maxLength: 4 })),
  }),
}))

/** Writes a part in one of the ways that the executor has; what is to come later is written when `later` is run. */
function write(output: JsonOutput, { text: own, way, parts }: Part, later: (() => void)[]): void {
  const mark = markOf(output)
  const all = (to: JsonOutput) => {
    writeText(to, own)
    for (const one of parts) write(to, one, later)
  }
  if (way === 'later') {
    const place = laterOutput(output)
    later.push(() => all(place))
    return
  }
  if (way === 'forgotten') {
    // What is forgotten at once holds nothing that comes later.
    writeText(output, own)
    goBack(output, mark)
    writeJson(output, 'null')
    return
  }
  all(output)
  if (way === 'moved') moveSince(output, mark)
  if (way === 'emptied') {
    const moved = moveSince(output, mark)
    later.push(() => {
      empty(moved)
      writeJson(moved, 'null')
    })
  }
  if (way === 'copied') {
    const copy = writtenSince(output, mark)
    if (!copy) return
    goBack(output, mark)
    writeText(output, 'x'.repeat(copy.length))
    goBack(output, mark)
    writeBytes(output, copy)
  }
}

function expected({ text: own, way, parts }: Part): string {
  if (way === 'forgotten' || way === 'emptied') return 'null'
  return JSON.stringify(own) + parts.map(expected).join('')
}

test('whatever is written now, later, forgotten or moved stands in its place', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const output = jsonOutput()
      const later: (() => void)[] = []
      for (const one of parts) {
        write(output, one, later)
        writeCharacter(output, 0x2c)
      }
      for (let next = later.pop(); next; next = later.pop()) next()
      expect(textOf(output)).toBe(parts.map((one) => `${expected(one)},`).join(''))
    }),
  )
})
