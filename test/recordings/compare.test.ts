import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differences } from './compare.ts'

const answer = (body: unknown, status = 200): { status: number; headers: Record<string, string>; body: unknown } => ({
  status,
  headers: { 'content-type': 'application/json' },
  body,
})

const recorded = {
  pager: { page: 1, pageSize: 50 },
  events: [
    {
      event: 'a',
      createdAt: '2026-11-21T04:01:43.985',
      dataValues: [
        { dataElement: 'x', value: '1' },
        { dataElement: 'y', value: '2' },
      ],
    },
    { event: 'b', createdAt: '2026-11-21T04:01:43.986', dataValues: [] },
  ],
}

test('an answer is the same as itself, with other times and its sets in another order', () => {
  const other = structuredClone(recorded)
  for (const event of other.events) {
    event.createdAt = '2020-01-01T00:00:00.000'
    event.dataValues.reverse()
  }
  expect(differences(answer(recorded), answer(other))).toEqual([])
})

test.each([
  ['another status', answer(recorded, 404)],
  ['another order of the list', answer({ ...recorded, events: recorded.events.toReversed() })],
  ['a missing item', answer({ ...recorded, events: recorded.events.slice(1) })],
  ['a property too many', answer({ ...recorded, more: 1 })],
  ['a property missing', answer({ events: recorded.events })],
  [
    'a time that is none',
    answer({ ...recorded, events: recorded.events.map((event) => ({ ...event, createdAt: 5 })) }),
  ],
  ['another media type', { ...answer(recorded), headers: { 'content-type': 'text/html' } }],
])('%s is a difference', (_, actual) => {
  expect(differences(answer(recorded), actual)).not.toEqual([])
})

test('two JSON bodies without times or sets are the same only if they are equal', () => {
  const jsonBody = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)))
  fc.assert(
    fc.property(jsonBody, jsonBody, (one, other) => {
      expect(differences(answer(one), answer(one))).toEqual([])
      const same = JSON.stringify(one) === JSON.stringify(other)
      fc.pre(!same)
      expect(differences(answer({ body: one }), answer({ body: [other, one] }))).not.toEqual([])
    }),
  )
})
