import { expect, test } from 'vitest'
import { serverInstant } from '../../src/commands/server-clock.ts'

test.each([
  ['2026-11-21T04:02:16.810', 'UTC', '2026-11-21T04:02:16.810Z'],
  ['2026-11-21T07:02:16.810', 'Africa/Nairobi', '2026-11-21T04:02:16.810Z'],
  ['2026-11-21T07:02:16.810', 'GMT+03:00', '2026-11-21T04:02:16.810Z'],
  ['2026-07-01T12:00:00.000', 'Europe/Oslo', '2026-07-01T10:00:00.000Z'],
  // A few minutes before and after the clocks of Oslo went forward at 01:00 UTC.
  ['2026-03-29T01:59:00.000', 'Europe/Oslo', '2026-03-29T00:59:00.000Z'],
  ['2026-03-29T03:01:00.000', 'Europe/Oslo', '2026-03-29T01:01:00.000Z'],
  ['2026-11-21T04:02:16', 'Asia/Kathmandu', '2026-11-20T22:17:16.000Z'],
])('%s in %s is %s', (serverDate, timeZone, expected) => {
  expect(new Date(serverInstant(serverDate, timeZone) ?? Number.NaN).toISOString()).toBe(expected)
})

test('a date or a zone that cannot be understood gives no instant', () => {
  expect(serverInstant('yesterday', 'UTC')).toBeUndefined()
  expect(serverInstant('2026-11-21T04:02:16.810', 'Middle/Earth')).toBeUndefined()
})
