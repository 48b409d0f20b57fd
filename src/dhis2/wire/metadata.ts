import type { MetadataType, MetadataTypes } from '../../model/metadata.ts'
import { Dhis2Error } from '../errors.ts'

const NAMES = 'id,code,name,displayName'
const LABELS = `${NAMES},shortName,displayShortName,description,displayDescription`

/** The properties of each type's record, in DHIS2's `fields` syntax: all that is cheap, so that every query shares one cache entry. */
export const RECORD_FIELDS: Record<MetadataType, string> = {
  programs: `${LABELS},programType,accessLevel,version,trackedEntityType[id],programStages[id],displayIncidentDate,displayEnrollmentDateLabel,displayIncidentDateLabel`,
  programStages: `${NAMES},description,displayDescription,program[id],sortOrder,repeatable,displayExecutionDateLabel,displayDueDateLabel`,
  trackedEntityTypes: `${LABELS},featureType`,
  trackedEntityAttributes: `${LABELS},displayFormName,valueType,unique,generated,confidential,optionSet[id]`,
  dataElements: `${LABELS},displayFormName,valueType,optionSet[id]`,
  optionSets: `${NAMES},description,displayDescription,valueType,options[id,code,name,displayName,sortOrder]`,
  organisationUnits: `${LABELS},level,path,parent[id],openingDate,closedDate`,
  categoryOptionCombos: NAMES,
  categoryOptions: `${LABELS}`,
  relationshipTypes: `${NAMES},description,displayDescription,bidirectional,displayFromToName,displayToFromName,fromConstraint[relationshipEntity,program[id],programStage[id],trackedEntityType[id]],toConstraint[relationshipEntity,program[id],programStage[id],trackedEntityType[id]]`,
  users: 'id,username,displayName,firstName,surname',
}

/** The property by which a type's records are asked for and cached. */
export function keyProperty(type: MetadataType): 'id' | 'username' {
  return type === 'users' ? 'username' : 'id'
}

/** The records of a metadata list, by key. */
export function recordsFromWire<Type extends MetadataType>(
  type: Type,
  body: unknown,
): Map<string, MetadataTypes[Type]> {
  const rows: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, type) : undefined
  if (!Array.isArray(rows)) throw new Dhis2Error('unexpected', `DHIS2's answer has no list "${type}"`)
  const property = keyProperty(type)
  const records = new Map<string, MetadataTypes[Type]>()
  for (const row of rows) {
    const key: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, property) : undefined
    if (typeof key === 'string') records.set(key, row as MetadataTypes[Type])
  }
  return records
}
