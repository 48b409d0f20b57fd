const UID = /^[A-Za-z][A-Za-z0-9]{10}$/
const NUMBER = /^(-?0|-?[1-9]\d*)(\.\d+)?$/
/** DHIS2 leaves it to the server's calendar whether the day exists: some calendars have a 32nd. */
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[0-2])(.*\w)?$/s
const DATETIME =
  /^[+-]?\d{1,9}-(0?[1-9]|1[0-2])-(0?[1-9]|[12]\d|3[01])[T ]([01]?\d|2[0-3])(:[0-5]?\d(:[0-5]?\d(\.\d{1,9})?)?)?(Z|[+-][\d:]+)?$/

const isNumber = (value: string): boolean => NUMBER.test(value) && value.length < 250
const isWithin = (value: string, low: number, high: number): boolean =>
  isNumber(value) && Number(value) >= low && Number(value) <= high
const isInteger = (value: string, form: RegExp): boolean =>
  form.test(value) && Number(value) >= -(2 ** 31) && Number(value) < 2 ** 31

/** The value types that every version checks. What is not here (texts, GEOJSON, references) holds any text. */
const FORMS: Record<string, (value: string) => boolean> = {
  NUMBER: isNumber,
  UNIT_INTERVAL: (value) => isWithin(value, 0, 1),
  PERCENTAGE: (value) => isWithin(value, 0, 100),
  INTEGER: (value) => isInteger(value, /^(0|-?[1-9]\d*)$/),
  INTEGER_POSITIVE: (value) => isInteger(value, /^[1-9]\d*$/),
  INTEGER_NEGATIVE: (value) => isInteger(value, /^-[1-9]\d*$/),
  INTEGER_ZERO_OR_POSITIVE: (value) => isInteger(value, /^(0|[1-9]\d*)$/),
  BOOLEAN: (value) => /^(true|false)$/i.test(value),
  TRUE_ONLY: (value) => /^true$/i.test(value),
  DATE: (value) => DATE.test(value),
  DATETIME: (value) => DATETIME.test(value),
  LETTER: (value) => value.length === 1 && /\p{L}/u.test(value),
  COORDINATE: isCoordinate,
  URL: (value) => /^(https?|ftp):\/\/[^/?#]/i.test(value),
  FILE_RESOURCE: (value) => UID.test(value),
  IMAGE: (value) => UID.test(value),
  ORGANISATION_UNIT: (value) => UID.test(value),
}

/** What 2.40 and later check as well; before, such a value could be any text. */
const FORMS_FROM_2_40: Record<string, (value: string) => boolean> = {
  AGE: (value) => DATE.test(value),
  TIME: (value) => /^(\d|0\d|1\d|2[0-3]):[0-5]\d$/.test(value),
  PHONE_NUMBER: (value) => /^[0-9+()#.\s/ext-]{6,50}$/.test(value),
  EMAIL: (value) => /^.+@[^@\s]+$/s.test(value),
  USERNAME: (value) => /^(?=.{4,255}$)(?![-_.@])(?!.*[-_.@]{2})[-_.@a-zA-Z0-9]+(?<![-_.@])$/.test(value),
}

/**
 * Whether a value has its type's form, as DHIS2 of this `major` (42 for 2.42) demands it (DHIS2 source: `ValidationUtils`,
 * `MathUtils`, `DateUtils`); where its demand cannot be told exactly, the value passes. Blank values fit any type there.
 */
export function fitsValueType(value: string, valueType: string, major: number): boolean {
  if (value.trim() === '') return true
  const fits = FORMS[valueType] ?? (major >= 40 ? FORMS_FROM_2_40[valueType] : undefined)
  return fits?.(value) ?? true
}

/** `[longitude,latitude]`, with blanks wherever they please. */
function isCoordinate(value: string): boolean {
  const bare = value.replace(/\s+/g, '')
  if (bare.length < 5 || !bare.startsWith('[') || !bare.endsWith(']')) return false
  const [longitude, latitude] = bare.slice(1, -1).split(',').map(floatOf)
  if (longitude === undefined || latitude === undefined) return false
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90
}

/** Java's floats may end in a letter. */
function floatOf(text: string): number {
  const bare = text.replace(/[dDfF]$/, '')
  return bare === '' ? Number.NaN : Number(bare)
}
