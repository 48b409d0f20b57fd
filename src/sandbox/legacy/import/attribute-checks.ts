import type { MetadataObject } from '../../dataset.ts'
import { referenceId, referenceIds } from '../../dataset-metadata.ts'
import type { LegacyImport } from './legacy-import.ts'
import { timeOf } from './row-values.ts'

const longestValue = 1200

/** What is wrong with the value of a tracked entity attribute for its type; numbers other than NUMBER are not looked at, as in DHIS2's `DefaultTrackedEntityAttributeService`. */
export function attributeTypeError(
  context: LegacyImport,
  attribute: MetadataObject,
  value: string,
): string | undefined {
  const { dataset } = context
  const shown = value.slice(0, 30)
  const wrong = (what: string): string => `Value '${shown}' is not a valid ${what} for attribute ${attribute.id}`
  switch (attribute['valueType']) {
    case 'NUMBER':
      return Number.isNaN(Number(value)) ? wrong('numeric type') : undefined
    case 'BOOLEAN':
      return value === 'true' || value === 'false' ? undefined : wrong('boolean type')
    case 'DATE':
      return timeOf(value) === undefined ? wrong('date type') : undefined
    case 'TRUE_ONLY':
      if (value === 'true') return undefined
      return `Value '${shown}' is not true (true-only type) for attribute ${attribute.id}`
    case 'USERNAME':
      return dataset.users.has(value) ? undefined : wrong('username')
    case 'DATETIME':
      return timeOf(value) === undefined ? wrong('datetime') : undefined
    case 'FILE_RESOURCE':
    case 'IMAGE':
      return dataset.metadata.get('fileResources')?.has(value)
        ? undefined
        : `Value '${value}' is not a valid file resource.`
    case 'ORGANISATION_UNIT':
      if (dataset.metadata.get('organisationUnits')?.has(value)) return undefined
      return `Value '${value}' is not a valid organisation unit.`
    default:
      return optionError(context, attribute, value)
  }
}

function optionError(context: LegacyImport, attribute: MetadataObject, value: string): string | undefined {
  const optionSet = referenceId(attribute['optionSet'])
  if (optionSet === undefined) return undefined
  const isOption = optionCodes(context, optionSet).some((code) => code.toLowerCase() === value.toLowerCase())
  if (isOption) return undefined
  const shown = value.slice(0, 30)
  return `Value '${shown}' is not a valid option for attribute ${attribute.id} and option set ${optionSet}`
}

/** The codes of the options of a set. */
export function optionCodes({ dataset: { metadata } }: LegacyImport, optionSet: string): string[] {
  const options = metadata.get('options')
  return referenceIds(metadata.get('optionSets')?.get(optionSet)?.['options']).map((id) =>
    String(options?.get(id)?.['code']),
  )
}

/** That a value is longer than any may be. */
export function lengthError(value: string): string | undefined {
  if (value.length <= longestValue) return undefined
  return `Value exceeds the character limit of ${longestValue} characters: '${value.slice(0, 25)}...'`
}

/** That another tracked entity has the same value of an attribute that must be unique. */
export function uniquenessError(
  { dataset }: LegacyImport,
  attribute: MetadataObject,
  value: string,
  trackedEntity: string | undefined,
): string | undefined {
  if (attribute['unique'] !== true) return undefined
  for (const entity of dataset.trackedEntities.values()) {
    if (entity.deleted === true || entity.trackedEntity === trackedEntity) continue
    const hasValue = entity.attributes.some((own) => own.attribute === attribute.id && own.value === value)
    if (hasValue) return `Non-unique attribute value '${value}' for attribute ${attribute.id}`
  }
  return undefined
}
