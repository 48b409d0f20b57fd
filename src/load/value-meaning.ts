import type { MetadataType } from '../model/metadata.ts'
import type { ValuePart } from '../plan/need.ts'
import type { MetadataLoad } from './metadata-load.ts'
import { textAt } from './rows.ts'

/** Where a stored value's definition is found. */
export interface DefinitionKey {
  type: 'trackedEntityAttributes' | 'dataElements'
  key: string
}

/** A metadata record that gives a stored value its meaning. */
export interface MeaningKey {
  type: MetadataType
  key: string
}

/** The attribute or data element that a stored value belongs to. */
export function definitionOf(row: object): DefinitionKey | undefined {
  const attribute = textAt(row, 'attribute')
  if (attribute !== undefined) return { type: 'trackedEntityAttributes', key: attribute }
  const dataElement = textAt(row, 'dataElement')
  return dataElement === undefined ? undefined : { type: 'dataElements', key: dataElement }
}

/** The types of metadata that a part of a value's meaning may be found in; a file is none. */
export const MEANING_TYPES: Partial<Record<ValuePart, MetadataType>> = {
  option: 'optionSets',
  orgUnit: 'organisationUnits',
  user: 'users',
}

/** What a stored value points at, as far as its definition is known: its option set, organisation unit or user. */
export function meaningOf(metadata: MetadataLoad, row: object, parts: readonly ValuePart[]): MeaningKey | undefined {
  const definition = definitionOf(row)
  const value = textAt(row, 'value')
  const record = definition && value !== undefined && metadata.peek(definition.type, definition.key)
  if (!record) return undefined
  const { optionSet, valueType } = record
  if (optionSet && parts.includes('option')) return { type: 'optionSets', key: optionSet.id }
  if (pointsAtOrgUnit(valueType, value) && parts.includes('orgUnit')) return { type: 'organisationUnits', key: value }
  if (pointsAtUser(valueType, value) && parts.includes('user')) return { type: 'users', key: value }
  return undefined
}

/** Whether a value is an organisation unit's UID. Stored text is no argument to be trusted: only a UID goes upstream. */
export function pointsAtOrgUnit(valueType: string | undefined, value: string): boolean {
  return valueType === 'ORGANISATION_UNIT' && /^[A-Za-z][A-Za-z0-9]{10}$/.test(value)
}

/** Whether a value is a username (DHIS2's are letters, digits and `._@-`; anything else would break the filter's list). */
export function pointsAtUser(valueType: string | undefined, value: string): boolean {
  return valueType === 'USERNAME' && /^[\w.@+-]+$/.test(value)
}
