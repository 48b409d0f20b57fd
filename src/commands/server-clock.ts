/**
 * The instant (epoch milliseconds) of a `serverDate` of DHIS2 (`2026-11-21T04:02:16.810`, up to 2.43 the local time of the
 * server's zone); undefined where the date or the zone is unknown to this machine.
 */
export function serverInstant(serverDate: string, timeZone: string): number | undefined {
  const asUtc = Date.parse(`${serverDate.replace(/(Z|[+-]\d\d:?\d\d)$/, '')}Z`)
  if (Number.isNaN(asUtc)) return undefined
  try {
    const first = asUtc - zoneOffset(asUtc, timeZone)
    // Near a change of summer time the offset at the local time read as UTC is not the one at the instant.
    return asUtc - zoneOffset(first, timeZone)
  } catch {
    return undefined
  }
}

/** How far the zone is ahead of UTC at an instant, in milliseconds; throws a RangeError for an unknown zone. */
function zoneOffset(instant: number, timeZone: string): number {
  // Java also writes a zone as GMT+03:00, which Intl knows as +03:00.
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timeZone.replace(/^(GMT|UTC)(?=[+-])/, ''),
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  })
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000
}
