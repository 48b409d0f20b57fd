import { Dhis2Error } from '../errors.ts'

const ISO_DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/

/**
 * An ISO 8601 duration in the form that DHIS2 takes: one number with one of the units d, h, m, s (DHIS2 docs:
 * `updatedWithin`; recorded: ISO itself is refused).
 */
export function printDuration(iso: string): string {
  const parts = ISO_DURATION.exec(iso)
    ?.slice(1)
    .map((part) => Number(part ?? 0))
  if (!parts)
    throw new Dhis2Error('badRequest', `"${iso}" is not an ISO 8601 duration of weeks, days, hours, minutes, seconds`)
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
  const total = (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds
  if (total % 86_400 === 0) return `${total / 86_400}d`
  if (total % 3_600 === 0) return `${total / 3_600}h`
  return total % 60 === 0 ? `${total / 60}m` : `${total}s`
}
