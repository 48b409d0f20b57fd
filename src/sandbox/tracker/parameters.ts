import { badValue } from './refusal.ts'

const uidPattern = /^[a-zA-Z][a-zA-Z0-9]{10}$/

/** Whether the text has the form of a DHIS2 UID. */
export const isUid = (text: string): boolean => uidPattern.test(text)

const lenient = new WeakSet<URLSearchParams>()

/** Lets the query's parameters hold anything where a UID belongs, as DHIS2 did up to 2.40: nothing has such an id. */
export function takeAnyUid(query: URLSearchParams): void {
  lenient.add(query)
}

const uidRule = (text: string): string =>
  `UID must be an alphanumeric string of 11 characters starting with a letter, but was: ${text}`

/** The one UID of a parameter; an empty or absent one is undefined. */
export function readUid(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name)
  if (text === null || text === '') return undefined
  if (!isUid(text) && !lenient.has(query)) {
    throw badValue(`Value '${text}' is not valid for parameter ${name}. ${uidRule(text)}`)
  }
  return text
}

/** The UIDs of a comma list, repeatable; absent means none. A `;` list is one wrong UID (recording 212). */
export function readUids(query: URLSearchParams, name: string): Set<string> {
  const uids = new Set<string>()
  for (const value of query.getAll(name)) {
    for (const text of value.split(',')) {
      if (text === '') continue
      if (!isUid(text) && !lenient.has(query)) {
        throw badValue(`Value '${value}' is not valid for parameter ${name}. ${uidRule(text)}`)
      }
      uids.add(text)
    }
  }
  return uids
}

/** The UID of a path, whose name there stands in the refusal. */
export function readPathUid(text: string, name = 'uid'): string {
  if (!isUid(text)) throw badValue(`Value '${text}' is not valid for path parameter ${name}. ${uidRule(text)}`)
  return text
}

/** One of the given words, as written. */
export function readWord<Word extends string>(
  query: URLSearchParams,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const text = query.get(name)
  if (text === null || text === '') return undefined
  const word = words.find((candidate) => candidate === text)
  if (word === undefined) {
    throw badValue(`Value '${text}' is not valid for parameter ${name}. Valid values are: [${words.join(', ')}]`)
  }
  return word
}

/** `true` or `false` in the spellings that Spring takes. */
export function readBoolean(query: URLSearchParams, name: string): boolean | undefined {
  const text = query.get(name)?.trim().toLowerCase()
  if (text === undefined || text === '') return undefined
  if (['true', 'on', 'yes', '1'].includes(text)) return true
  if (['false', 'off', 'no', '0'].includes(text)) return false
  throw badValue(`Value '${query.get(name)}' is not valid for parameter ${name}. It should be of type boolean`)
}

/** A whole number. */
export function readInteger(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null || text === '') return undefined
  if (!/^[+-]?\d{1,10}$/.test(text)) {
    throw badValue(`Value '${text}' is not valid for parameter ${name}. It should be of type Integer`)
  }
  return Number(text)
}

const datePattern =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/

/** A date or time in the form of record times, for comparing as text. A day alone means its first or, for `end`, last moment. */
export function readTime(query: URLSearchParams, name: string, edge: 'start' | 'end'): string | undefined {
  const text = query.get(name)
  if (text === null || text === '') return undefined
  const match = datePattern.exec(text)
  const time = match === null ? undefined : timeText(match, edge)
  if (time === undefined) throw badValue(`Value '${text}' is not valid for parameter ${name}. Invalid date: ${text}`)
  return time
}

function timeText(match: RegExpExecArray, edge: 'start' | 'end'): string | undefined {
  const [, year, month = '01', day = '01', minutes, seconds = '00', fraction = '', zone] = match
  const date = `${year}-${month}-${day}`
  const timeOfDay =
    minutes === undefined
      ? edge === 'end'
        ? '23:59:59.999'
        : '00:00:00.000'
      : `${minutes}:${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}`
  const parsed = Date.parse(`${date}T${timeOfDay}${zone ?? 'Z'}`)
  return Number.isNaN(parsed) ? undefined : new Date(parsed).toISOString().slice(0, -1)
}

const unitMilliseconds: Record<string, number> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 }

/** The moment that lies the duration (`10d`, `3h`, `5m`, `30s`) before `now`; undefined when it is no duration. */
export function durationStart(duration: string, now: string): string | undefined {
  const [, count, unit = ''] = /^(\d{1,9})([dhms])$/.exec(duration) ?? []
  const milliseconds = unitMilliseconds[unit]
  if (count === undefined || milliseconds === undefined) return undefined
  return new Date(Date.parse(`${now}Z`) - Number(count) * milliseconds).toISOString().slice(0, -1)
}

/** Whether a record's time lies within the edges given; a record without a time lies in none. */
export function isBetween(time: string | undefined, after: string | undefined, before: string | undefined): boolean {
  if (after !== undefined && (time === undefined || time < after)) return false
  return before === undefined || (time !== undefined && time <= before)
}
