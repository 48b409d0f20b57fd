import { expect, test } from 'vitest'
import { durationStart, readTime } from '../../../src/sandbox/tracker/parameters.ts'
import { ask, column, ids } from './asking.ts'

const time = (text: string, edge: 'start' | 'end'): string | undefined =>
  readTime(new URLSearchParams({ at: text }), 'at', edge)

test.each([
  ['2026-01-31', '2026-01-31T00:00:00.000', '2026-01-31T23:59:59.999'],
  ['2026-01', '2026-01-01T00:00:00.000', '2026-01-01T23:59:59.999'],
  ['2026-01-31T10:20', '2026-01-31T10:20:00.000', '2026-01-31T10:20:00.000'],
  ['2026-01-31T10:20:30.5', '2026-01-31T10:20:30.500', '2026-01-31T10:20:30.500'],
  ['2026-01-31T01:00:00+02:00', '2026-01-30T23:00:00.000', '2026-01-30T23:00:00.000'],
])('%s means its first moment as a start and its last as an end', (text, start, end) => {
  expect([time(text, 'start'), time(text, 'end')]).toEqual([start, end])
})

test.each(['yesterday', '2026-13-01', '31-01-2026', '2026-01-31 10:20'])('%s is no time', (text) => {
  expect(() => time(text, 'start')).toThrow('is not valid for parameter at')
})

test('a duration counts back from now; ISO durations are none', () => {
  expect(durationStart('2d', '2026-01-03T12:00:00.000')).toBe('2026-01-01T12:00:00.000')
  expect(durationStart('90m', '2026-01-03T12:00:00.000')).toBe('2026-01-03T10:30:00.000')
  expect(durationStart('P1D', '2026-01-03T12:00:00.000')).toBeUndefined()
})

test('the days of a month hold the events of that month, its last day included', () => {
  const list = `events?program=${ids.inpatient}&paging=false&fields=event,occurredAt`
  const january = column(ask(`${list}&occurredAfter=2026-01-01&occurredBefore=2026-01-31`), 'occurredAt')
  const all = column(ask(list), 'occurredAt')
  expect(january.length).toBeGreaterThan(0)
  expect(january).toEqual(all.filter((occurredAt) => occurredAt.startsWith('2026-01')))
})

test('everything was updated within a day of the sandbox’s clock, nothing within a minute', () => {
  const list = `enrollments?program=${ids.childProgramme}&paging=false&fields=enrollment`
  expect(column(ask(`${list}&updatedWithin=1d`), 'enrollment')).toEqual(column(ask(list), 'enrollment'))
  expect(column(ask(`${list}&updatedWithin=1m`), 'enrollment')).toEqual([])
  expect(ask(`${list}&updatedWithin=soon`).status).toBe(400)
})
