import type { MetadataType, MetadataTypes } from '../../model/metadata.ts'
import { Dhis2Error } from '../errors.ts'

const NAMES = 'id,code,name,displayName,created,lastUpdated'
const LABELS = `${NAMES},shortName,displayShortName,description,displayDescription`
const DESCRIBED = `${NAMES},description,displayDescription`
const CONSTRAINT = 'relationshipEntity,program[id],programStage[id],trackedEntityType[id]'

/** The properties of each type's record, in DHIS2's `fields` syntax: all that is cheap, so that every query shares one cache entry. */
export const RECORD_FIELDS: Record<MetadataType, string> = {
  programs: `${LABELS},programType,accessLevel,version,trackedEntityType[id],categoryCombo[id],programStages[id],featureType,displayIncidentDate,displayEnrollmentDateLabel,displayIncidentDateLabel,onlyEnrollOnce,selectEnrollmentDatesInFuture,selectIncidentDatesInFuture,minAttributesRequiredToSearch,maxTeiCountToReturn,expiryDays,completeEventsExpiryDays`,
  programStages: `${DESCRIBED},program[id],sortOrder,repeatable,featureType,validationStrategy,minDaysFromStart,standardInterval,autoGenerateEvent,hideDueDate,blockEntryForm,enableUserAssignment,displayExecutionDateLabel,displayDueDateLabel`,
  programSections: `${DESCRIBED},sortOrder,program[id]`,
  programStageSections: `${DESCRIBED},sortOrder,programStage[id]`,
  trackedEntityTypes: `${LABELS},featureType,minAttributesRequiredToSearch,maxTeiCountToReturn`,
  trackedEntityAttributes: `${LABELS},formName,displayFormName,valueType,unique,generated,pattern,confidential,inherit,orgunitScope,optionSet[id]`,
  dataElements: `${LABELS},formName,displayFormName,valueType,domainType,aggregationType,optionSet[id]`,
  optionSets: `${DESCRIBED},valueType,options[id,code,name,displayName,sortOrder]`,
  options: 'id,code,name,displayName,sortOrder',
  organisationUnits: `${LABELS},level,path,parent[id],openingDate,closedDate`,
  organisationUnitGroups: LABELS,
  categoryCombos: `${NAMES},isDefault`,
  categories: `${LABELS},isDefault`,
  categoryOptions: `${LABELS},isDefault`,
  categoryOptionCombos: `${NAMES},categoryCombo[id]`,
  programIndicators: `${LABELS},program[id],expression,filter,analyticsType,aggregationType`,
  programRules: `${DESCRIBED},program[id],programStage[id],condition,priority`,
  programRuleActions:
    'id,code,created,lastUpdated,programRule[id],programRuleActionType,content,data,location,dataElement[id],trackedEntityAttribute[id]',
  programRuleVariables: `${NAMES},program[id],programStage[id],programRuleVariableSourceType,dataElement[id],trackedEntityAttribute[id]`,
  relationshipTypes: `${DESCRIBED},bidirectional,displayFromToName,displayToFromName,fromConstraint[${CONSTRAINT}],toConstraint[${CONSTRAINT}]`,
  userGroups: NAMES,
  userRoles: DESCRIBED,
  users: 'id,username,displayName,firstName,surname',
}

/** The property by which a type's records are asked for and cached. */
export function keyProperty(type: MetadataType): 'id' | 'username' {
  return type === 'users' ? 'username' : 'id'
}

/** The records of a metadata list, by key, in the list's order. */
export function recordsFromWire<Type extends MetadataType>(
  type: Type,
  body: unknown,
): Map<string, MetadataTypes[Type]> {
  const property = keyProperty(type)
  const records = new Map<string, MetadataTypes[Type]>()
  for (const row of metadataRows(type, body)) {
    const key: unknown = Reflect.get(row, property)
    if (typeof key === 'string') records.set(key, row as MetadataTypes[Type])
  }
  return records
}

/** The objects of a metadata list. */
export function metadataRows(type: MetadataType, body: unknown): object[] {
  const rows: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, type) : undefined
  if (!Array.isArray(rows)) throw new Dhis2Error('unexpected', `DHIS2's answer has no list "${type}"`)
  return rows.filter((row) => typeof row === 'object' && row !== null)
}
