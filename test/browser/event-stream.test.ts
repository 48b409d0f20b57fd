import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readEventStream } from '../../src/http/graphiql/page/event-stream.ts'

function streamOf(bytes: Uint8Array, cuts: readonly number[], onCancel = () => {}): ReadableStream<Uint8Array> {
  const edges = [0, ...[...cuts].sort((a, b) => a - b).map((cut) => Math.min(cut, bytes.length)), bytes.length]
  return new ReadableStream({
    start(controller) {
      edges.forEach((edge, index) => {
        if (index > 0) controller.enqueue(bytes.slice(edges[index - 1], edge))
      })
    },
    cancel: onCancel,
  })
}

const bytesOf = (text: string) => new TextEncoder().encode(text)

test('results come out whole however the network cuts them, and the stream ends at complete', async () => {
  const results = fc.array(fc.record({ data: fc.record({ name: fc.string({ unit: 'grapheme' }) }) }))
  const lineEnd = fc.constantFrom('\n', '\r\n')
  await fc.assert(
    fc.asyncProperty(results, lineEnd, fc.array(fc.nat(2000)), async (expected, end, cuts) => {
      const messages = expected.map((result) => `event: next${end}data: ${JSON.stringify(result)}${end}${end}`)
      const text = `:${end}${end}${messages.join('')}event: complete${end}data:${end}${end}event: next${end}data: {}${end}${end}`
      const got: object[] = []
      for await (const result of readEventStream(streamOf(bytesOf(text), cuts))) got.push(result)
      expect(got).toEqual(expected)
    }),
  )
})

test('leaving early cancels the request', async () => {
  let cancelled = false
  const text = 'event: next\ndata: {"data":1}\n\n'
  const stream = streamOf(bytesOf(text), [], () => {
    cancelled = true
  })
  for await (const result of readEventStream(stream)) {
    expect(result).toEqual({ data: 1 })
    break
  }
  expect(cancelled).toBe(true)
})
