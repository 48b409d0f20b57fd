import { z } from 'zod'

/** A zod schema that reads a setting's text; its issue says what the text must be, without repeating it. */
export function fromText<Value>(expected: string, read: (text: string) => Value | undefined) {
  return z.string().transform((text, context): Value => {
    const value = read(text.trim())
    if (value !== undefined) return value
    context.addIssue({ code: 'custom', message: expected })
    return z.NEVER
  })
}

/** A whole number between two bounds, both included. */
export function wholeNumber(least: number, most: number) {
  return fromText(`a whole number from ${least} to ${most}`, (text) => {
    const value = Number(text)
    return /^\d{1,9}$/.test(text) && value >= least && value <= most ? value : undefined
  })
}

const durationUnits: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
const sizeUnits: Record<string, number> = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 }

/** A duration such as `500ms`, `5s`, `10m` or `1h`, read as milliseconds; the bounds are written the same way. */
export function duration(least: string, most: string) {
  const [lowest = 0, highest = 0] = [readDuration(least), readDuration(most)]
  return fromText(`a duration from ${least} to ${most}, such as 500ms, 5s or 10m`, (text) =>
    between(readDuration(text), lowest, highest),
  )
}

/** A size such as `64MB`, read as bytes (1 KB is 1024 bytes); the bounds are written the same way. */
export function size(least: string, most: string) {
  const [lowest = 0, highest = 0] = [readQuantity(least, sizeUnits), readQuantity(most, sizeUnits)]
  return fromText(`a size from ${least} to ${most}, such as 512KB or 64MB`, (text) =>
    between(readQuantity(text, sizeUnits), lowest, highest),
  )
}

/** The milliseconds of a duration such as `500ms`, `5s`, `10m`, `1h` or `0`; undefined for any other text. */
export function readDuration(text: string): number | undefined {
  return readQuantity(text, durationUnits)
}

/** The version of DHIS2 that the embedded sandbox stands for. */
export function sandboxVersion() {
  return oneOf(['2.35', '2.38', '2.40', '2.41', '2.42', '2.43'])
}

/** One of some words, in any case of letters. */
export function oneOf<const Word extends string>(words: readonly Word[]) {
  return fromText(words.length === 2 ? words.join(' or ') : `one of ${words.join(', ')}`, (text) =>
    words.find((word) => word === text.toLowerCase()),
  )
}

/** `on` or `off`, read as a boolean. */
export function onOrOff() {
  return fromText('on or off', (text) => ({ on: true, off: false })[text.toLowerCase()])
}

/** The base URL of a server, with its context path and without a slash at its end. */
export function baseUrl() {
  return fromText(
    'an http or https URL such as https://dhis2.example.org/dhis, without user name, password, ? or #',
    (text) => {
      const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null
      if (url === null || url.username !== '' || url.password !== '') return undefined
      if (/[?#\s]/.test(text)) return undefined
      return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
    },
  )
}

/** The whole value of an `Authorization` header that DHIS2 knows: Basic, ApiToken or Bearer. */
export function authorization() {
  return fromText(
    'a whole Authorization value: Basic, ApiToken or Bearer, a space, and the credentials of that scheme',
    (text) => (/^(Basic|ApiToken|Bearer) [\x21-\x7e]+$/i.test(text) ? text : undefined),
  )
}

/** A host name or IP address to listen at. */
export function hostName() {
  return fromText('a host name or IP address such as 127.0.0.1, without port', (text) =>
    /^[\w.-]+$|^[\da-f:.]+$/i.test(text) ? text : undefined,
  )
}

/** Web origins separated by commas, such as `https://app.example.org,http://localhost:3000`; empty for none. */
export function origins() {
  return fromText('web origins such as https://app.example.org (no path), separated by commas', (text) => {
    const list = text.split(',').flatMap((item) => (item.trim() === '' ? [] : [item.trim()]))
    return list.every((origin) => URL.parse(origin)?.origin === origin.toLowerCase()) ? list : undefined
  })
}

function between(value: number | undefined, least: number, most: number): number | undefined {
  return value !== undefined && value >= least && value <= most ? value : undefined
}

function readQuantity(text: string, units: Record<string, number>): number | undefined {
  if (text === '0') return 0
  const [, number, name = ''] = /^(\d{1,12}(?:\.\d{1,6})?) ?([a-z]{1,2})$/i.exec(text) ?? []
  const unit = units[name.toLowerCase()]
  return number === undefined || unit === undefined ? undefined : Math.round(Number(number) * unit)
}
