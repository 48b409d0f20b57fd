import type { MetadataObject } from '../../dataset.ts'
import { referenceId } from '../../dataset-metadata.ts'
import { isUid } from '../../tracker/parameters.ts'
import { type Row, rowsOf } from '../legacy-rows.ts'
import { optionCodes } from './attribute-checks.ts'
import { conflicting, type ImportConflict, type ImportSummary } from './import-summary.ts'
import type { LegacyImport } from './legacy-import.ts'
import { textOf, timeOf } from './row-values.ts'

/** What is wrong with the data values of an event: the first wrong one, else the compulsory ones that are missing (`DataValueCheck` of 2.40). */
export function checkDataValues(context: LegacyImport, stage: MetadataObject, row: Row): ImportSummary | undefined {
  const id = textOf(row, 'event')
  const values = rowsOf(row['dataValues'])
  for (const value of values) {
    const conflict = valueConflict(context, textOf(value, 'dataElement'), textOf(value, 'value'))
    if (conflict !== undefined) return conflicting([conflict], id)
  }
  const isBound =
    !context.user.isSuperuser && !context.user.authorities.has('F_IGNORE_TRACKER_REQUIRED_VALUE_VALIDATION')
  const isChecked = stage['validationStrategy'] === 'ON_UPDATE_AND_INSERT' || textOf(row, 'status') === 'COMPLETED'
  if (!isBound || !isChecked) return undefined
  const given = new Set(
    values.flatMap((value) => (textOf(value, 'value') === undefined ? [] : [textOf(value, 'dataElement')])),
  )
  const missing = rowsOf(stage['programStageDataElements']).flatMap((link) => {
    const element = referenceId(link['dataElement'])
    if (element === undefined || link['compulsory'] !== true || given.has(element)) return []
    return [{ object: element, value: 'value_required_but_not_provided' }]
  })
  return missing.length === 0 ? undefined : conflicting(missing, id)
}

function valueConflict(
  context: LegacyImport,
  id: string | undefined,
  value: string | undefined,
): ImportConflict | undefined {
  const element = context.dataset.metadata.get('dataElements')?.get(id ?? '')
  if (element === undefined) return { object: 'dataElement', value: `${id ?? null} is not a valid data element` }
  const error = value === undefined ? undefined : valueError(context, element, value)
  return error === undefined ? undefined : { object: element.id, value: error }
}

function valueError(context: LegacyImport, element: MetadataObject, value: string): string | undefined {
  const { metadata } = context.dataset
  const optionSet = referenceId(element['optionSet'])
  if (optionSet !== undefined) {
    if (optionCodes(context, optionSet).includes(value)) return undefined
    return `Value '${value}' is not a valid option code of option set: ${optionSet}`
  }
  switch (element['valueType']) {
    case 'FILE_RESOURCE':
      return metadata.get('fileResources')?.has(value) ? undefined : `Value is not a valid file resource: ${value}`
    case 'IMAGE':
      return metadata.get('fileResources')?.has(value)
        ? undefined
        : `Value is not a valid image file resource: ${value}`
    case 'ORGANISATION_UNIT':
      return metadata.get('organisationUnits')?.has(value)
        ? undefined
        : `Value is not a valid organisation unit: ${value}`
    default:
      return typeError(String(element['valueType']), value)
  }
}

const isInteger = (value: string): boolean => /^(0|-?[1-9]\d*)$/.test(value)
const isDate = (value: string): boolean => timeOf(value) !== undefined

/** Which texts a type takes, and the code of the refusal of any other (`ValidationUtils.valueIsValid`). */
const rules: Readonly<Record<string, readonly [(value: string) => boolean, string]>> = {
  NUMBER: [(value) => value.trim() !== '' && !Number.isNaN(Number(value)), 'value_not_numeric'],
  UNIT_INTERVAL: [(value) => Number(value) >= 0 && Number(value) <= 1, 'value_not_unit_interval'],
  PERCENTAGE: [(value) => Number(value) >= 0 && Number(value) <= 100, 'value_not_percentage'],
  INTEGER: [isInteger, 'value_not_integer'],
  INTEGER_POSITIVE: [(value) => isInteger(value) && Number(value) > 0, 'value_not_positive_integer'],
  INTEGER_NEGATIVE: [(value) => isInteger(value) && Number(value) < 0, 'value_not_negative_integer'],
  INTEGER_ZERO_OR_POSITIVE: [(value) => isInteger(value) && Number(value) >= 0, 'value_not_zero_or_positive_integer'],
  BOOLEAN: [(value) => /^(true|false)$/i.test(value), 'value_not_bool'],
  TRUE_ONLY: [(value) => value.toLowerCase() === 'true', 'value_not_true_only'],
  DATE: [isDate, 'value_not_valid_date'],
  DATETIME: [isDate, 'value_not_valid_datetime'],
  AGE: [isDate, 'value_not_valid_age'],
  TIME: [(value) => /^([01]\d|2[0-3]):[0-5]\d$/.test(value), 'value_not_valid_time'],
  COORDINATE: [(value) => /^\[-?\d+(\.\d+)?\s*,\s*-?\d+(\.\d+)?\]$/.test(value), 'value_not_coordinate'],
  EMAIL: [(value) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value), 'value_not_valid_email'],
  PHONE_NUMBER: [(value) => /^[0-9+\-()#. ext/]{6,50}$/.test(value), 'value_not_phone_number'],
  URL: [(value) => URL.canParse(value), 'value_not_url'],
  LETTER: [(value) => /^\p{L}$/u.test(value), 'value_not_valid_letter'],
  USERNAME: [(value) => value.length >= 2, 'value_not_valid_username'],
  REFERENCE: [isUid, 'value_not_valid_reference'],
}

function typeError(valueType: string, value: string): string | undefined {
  const [isValid, code] = rules[valueType] ?? []
  return isValid === undefined || isValid(value) ? undefined : code
}
