import type { RowCosts } from '../../model/server-info.ts'

/**
 * Milliseconds that real servers took, with a session, for one page of 200 tracked entities, each enrolled once, with 1,030 events (design:
 * principle 1): all nested; without the events; the events as one list.
 */
const MEASURED = {
  38: [130, 45, 109],
  40: [138, 52, 98],
  41: [123, 42, 87],
  42: [402, 88, 78],
  43: [151, 38, 87],
} as const

const ENTITIES = 200
const EVENTS = 1030

/** What the smallest request took. */
const SMALLEST = 15

/** What rows cost on a server of this version, from the differences of the measured pages; a version that was not measured is as the next one. */
export function rowCostsOf(major: number): RowCosts {
  const [nested, withoutEvents, listed] =
    MEASURED[major <= 38 ? 38 : major <= 40 ? 40 : major === 41 ? 41 : major === 42 ? 42 : 43]
  const row = (withoutEvents - SMALLEST) / ENTITIES
  return {
    request: SMALLEST,
    entity: row / 2,
    enrollment: row / 2,
    nestedEvent: (nested - withoutEvents) / EVENTS,
    listedEvent: (listed - SMALLEST) / EVENTS,
  }
}
