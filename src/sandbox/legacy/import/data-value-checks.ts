import type { MetadataObject } from '../../dataset.ts'
import { referenceId } from '../../dataset-metadata.ts'
import { fileHolder } from '../../file-holder.ts'
import { valueMistake } from '../../write/checks/value-types.ts'
import { type Row, rowsOf } from '../legacy-rows.ts'
import { optionCodes } from './attribute-checks.ts'
import { conflicting, type ImportConflict, type ImportSummary } from './import-summary.ts'
import type { LegacyImport } from './legacy-import.ts'
import { textOf } from './row-values.ts'

/** What is wrong with the data values of an event: the first wrong one, else the compulsory ones that are missing (`DataValueCheck` of 2.40). */
export function checkDataValues(context: LegacyImport, stage: MetadataObject, row: Row): ImportSummary | undefined {
  const id = textOf(row, 'event')
  const values = rowsOf(row['dataValues'])
  for (const value of values) {
    const conflict = valueConflict(context, id, textOf(value, 'dataElement'), textOf(value, 'value'))
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
  event: string | undefined,
  id: string | undefined,
  value: string | undefined,
): ImportConflict | undefined {
  const element = context.dataset.metadata.get('dataElements')?.get(id ?? '')
  if (element === undefined) return { object: 'dataElement', value: `${id ?? null} is not a valid data element` }
  const error = value === undefined ? undefined : valueError(context, element, event, value)
  return error === undefined ? undefined : { object: element.id, value: error }
}

function valueError(
  context: LegacyImport,
  element: MetadataObject,
  event: string | undefined,
  value: string,
): string | undefined {
  const { metadata } = context.dataset
  const optionSet = referenceId(element['optionSet'])
  if (optionSet !== undefined) {
    if (optionCodes(context, optionSet).includes(value)) return undefined
    return `Value '${value}' is not a valid option code of option set: ${optionSet}`
  }
  switch (element['valueType']) {
    case 'FILE_RESOURCE':
    case 'IMAGE':
      return fileError(context, element['valueType'] === 'IMAGE' ? 'image file' : 'file', event, value)
    case 'ORGANISATION_UNIT':
      return metadata.get('organisationUnits')?.has(value)
        ? undefined
        : `Value is not a valid organisation unit: ${value}`
    default:
      return valueMistake(value, String(element['valueType']))
  }
}

/** A file that is not there, or that another object has. */
function fileError(
  { dataset }: LegacyImport,
  noun: string,
  event: string | undefined,
  value: string,
): string | undefined {
  if (dataset.metadata.get('fileResources')?.has(value) !== true)
    return `Value is not a valid ${noun} resource: ${value}`
  const holder = fileHolder(dataset, value)
  return holder === undefined || holder === event ? undefined : 'File resource is assigned to another item'
}
