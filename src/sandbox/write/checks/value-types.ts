/** Which texts are values of DHIS2's value types (`ValidationUtils.valueIsValid`). */
import { isUid } from '../../tracker/parameters.ts'

const longest = 50_000

/** DHIS2's key of what is wrong with a value, such as `value_not_numeric`; undefined for a good or blank one. */
export function valueMistake(value: string, valueType: string): string | undefined {
  if (value.trim() === '') return undefined
  if (value.length > longest) return 'value_length_greater_than_max_length'
  const rule = rules[valueType]
  return rule === undefined || rule.accepts(value) ? undefined : rule.key
}

interface Rule {
  key: string
  accepts: (value: string) => boolean
}

const numeric = /^-?(0|[1-9]\d*)(\.\d+)?(E[-+]?\d+)?$/
const integer = /^(0|-?[1-9]\d*)$/
const isInteger = (value: string): boolean => integer.test(value) && Math.abs(Number(value)) <= 2_147_483_647
const isNumberWithin = (value: string, least: number, greatest: number): boolean =>
  numeric.test(value) && Number(value) >= least && Number(value) <= greatest

const rules: Readonly<Record<string, Rule>> = {
  LETTER: { key: 'value_not_valid_letter', accepts: (value) => /^\p{L}$/u.test(value) },
  NUMBER: { key: 'value_not_numeric', accepts: (value) => numeric.test(value) },
  UNIT_INTERVAL: { key: 'value_not_unit_interval', accepts: (value) => isNumberWithin(value, 0, 1) },
  PERCENTAGE: { key: 'value_not_percentage', accepts: (value) => isNumberWithin(value, 0, 100) },
  INTEGER: { key: 'value_not_integer', accepts: isInteger },
  INTEGER_POSITIVE: {
    key: 'value_not_positive_integer',
    accepts: (value) => isInteger(value) && Number(value) > 0,
  },
  INTEGER_NEGATIVE: {
    key: 'value_not_negative_integer',
    accepts: (value) => isInteger(value) && Number(value) < 0,
  },
  INTEGER_ZERO_OR_POSITIVE: {
    key: 'value_not_zero_or_positive_integer',
    accepts: (value) => isInteger(value) && Number(value) >= 0,
  },
  PHONE_NUMBER: {
    key: 'value_not_phone_number',
    accepts: (value) => /^[0-9+()#.\s/ext-]{6,50}$/.test(value),
  },
  EMAIL: { key: 'value_not_valid_email', accepts: (value) => /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value) },
  BOOLEAN: { key: 'value_not_bool', accepts: (value) => /^(true|false|1|0|t|f)$/i.test(value) },
  TRUE_ONLY: { key: 'value_not_true_only', accepts: (value) => value.toLowerCase() === 'true' },
  DATE: { key: 'value_not_valid_date', accepts: isDay },
  AGE: { key: 'value_not_valid_age', accepts: isDay },
  DATETIME: { key: 'value_not_valid_datetime', accepts: isDateTime },
  TIME: { key: 'value_not_valid_time', accepts: (value) => /^([0-9]|[01][0-9]|2[0-3]):[0-5][0-9]$/.test(value) },
  COORDINATE: { key: 'value_not_coordinate', accepts: isCoordinate },
  URL: { key: 'value_not_url', accepts: (value) => /^https?:\/\/[^\s/.]+\.[^\s]+$/.test(value) },
  FILE_RESOURCE: { key: 'value_not_valid_file_resource_uid', accepts: isUid },
  IMAGE: { key: 'value_not_valid_file_resource_uid', accepts: isUid },
  ORGANISATION_UNIT: { key: 'value_not_valid_org_unit_uid', accepts: isUid },
  USERNAME: {
    key: 'value_not_valid_username',
    accepts: (value) => /^(?=.{4,255}$)(?![-_.@])(?!.*[-_.@]{2})[-_.@a-zA-Z0-9]+(?<![-_.@])$/.test(value),
  },
}

function isDay(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})(T.*)?$/.exec(value)
  if (match === null) return false
  const [, year, month, day] = match
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
}

function isDateTime(value: string): boolean {
  return isDay(value) && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/.test(value)
}

function isCoordinate(value: string): boolean {
  const [, longitude = '', latitude = ''] = /^\[([^,]+),\s?([^,]+)\]$/.exec(value) ?? []
  return isNumberWithin(longitude.trim(), -180, 180) && isNumberWithin(latitude.trim(), -90, 90)
}
