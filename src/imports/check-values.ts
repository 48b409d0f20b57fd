import type { EventStatus } from '../model/tracker.ts'
import { type BundleItem, identifierPath, itemsOf, trackedEntityOf } from './bundle-items.ts'
import type { BundleObject } from './bundle-objects.ts'
import { fitsValueType } from './fits-value-type.ts'
import { type FormCode, type FormIssue, formIssue } from './form-issue.ts'
import type { FormStage } from './form-metadata.ts'
import type { FormRules } from './form-rules.ts'

/** The objects of a bundle by UID; those without under `undefined`. */
export type ObjectsByUid = ReadonlyMap<string | undefined, readonly BundleObject[]>

/** A tracked entity's attributes: known, of their types, and all that its type demands. */
export function checkTrackedEntityValues(
  entry: BundleObject & { trackerType: 'TRACKED_ENTITY' },
  rules: FormRules,
): FormIssue[] {
  const { metadata, options } = rules
  const type = entry.object.trackedEntityType
  const places = (type ? metadata.trackedEntityType(type) : undefined)?.trackedEntityTypeAttributes
  const placed = placedAttributes(places)
  const mandatory = placedAttributes(places?.filter((place) => place.mandatory === true))
  const items = itemsOf(entry)
  const given = new Set(items.map(({ identifier }) => identifier))
  // What is stored already counts as well, so that only of a new entity it is known what is missing.
  const lacking = options.importStrategy === 'CREATE' ? [...mandatory].filter((id) => !given.has(id)) : []
  return [
    ...items.flatMap((item) => checkAttribute(entry, item, { placed, isComplete: false, mandatory }, rules)),
    ...lacking.map((id) => formIssue(entry, 'E1090', [id, type ?? '', entry.uid ?? 'null'], 'attributes')),
  ]
}

/** An enrollment's attributes: of the program, of their types, and, with the tracked entity's, all that the program demands. */
export function checkEnrollmentValues(
  entry: BundleObject & { trackerType: 'ENROLLMENT' },
  rules: FormRules,
  byUid: ObjectsByUid,
): FormIssue[] {
  const { metadata, options } = rules
  const id = entry.object.program
  const places = (id ? metadata.program(id) : undefined)?.programTrackedEntityAttributes
  const placed = placedAttributes(places)
  const mandatory = placedAttributes(places?.filter((place) => place.mandatory === true))
  const items = itemsOf(entry)
  const trackedEntity = trackedEntityOf(entry, byUid)
  const isNew = options.importStrategy === 'CREATE' && trackedEntity !== undefined
  // One without a value is as good as missing.
  const all = [...items, ...(trackedEntity ? itemsOf(trackedEntity) : [])]
  const given = new Set(all.filter(({ value }) => value).map((item) => item.identifier))
  const lacking = isNew ? [...mandatory].filter((one) => !given.has(one)) : []
  const isComplete = places !== undefined
  return [
    ...items.flatMap((item) => checkAttribute(entry, item, { placed, isComplete, mandatory }, rules)),
    ...lacking.map((one) => formIssue(entry, 'E1018', [one, id ?? '', entry.uid ?? 'null'], 'attributes')),
  ]
}

/** An event's data values: of the stage, of their types, and all that the stage demands in the event's status. */
export function checkEventValues(entry: BundleObject & { trackerType: 'EVENT' }, rules: FormRules): FormIssue[] {
  const { programStage, status } = entry.object
  const stage = programStage ? rules.metadata.programStage(programStage) : undefined
  const places = stage?.programStageDataElements
  const placed = new Set(places?.flatMap(({ dataElement }) => dataElement?.id ?? []))
  const demanded = stage && demandsValues(stage, status ?? 'ACTIVE') ? (places ?? []) : []
  const compulsory = new Set(demanded.flatMap((one) => (one.compulsory && one.dataElement ? one.dataElement.id : [])))
  const items = itemsOf(entry)
  const given = new Set(items.map(({ identifier }) => identifier))
  const lacking = rules.options.importStrategy === 'CREATE' ? [...compulsory].filter((id) => !given.has(id)) : []
  return [
    ...items.flatMap((item) => checkDataValue(entry, item, { placed, stage: places && stage, compulsory }, rules)),
    ...lacking.map((id) => formIssue(entry, 'E1303', [id], 'dataValues')),
  ]
}

function placedAttributes(places: readonly { trackedEntityAttribute?: { id: string } }[] | undefined): Set<string> {
  return new Set(places?.flatMap(({ trackedEntityAttribute }) => trackedEntityAttribute?.id ?? []))
}

/** A stage demands its compulsory data elements of completed events alone, or of all that have happened. */
function demandsValues({ validationStrategy }: FormStage, status: EventStatus): boolean {
  if (status === 'SCHEDULE' || status === 'SKIPPED' || status === 'OVERDUE') return false
  return validationStrategy === 'ON_UPDATE_AND_INSERT' || status === 'COMPLETED'
}

interface AttributePlaces {
  /** The attributes of the entity's type or of the enrollment's program. */
  placed: ReadonlySet<string>
  /** Whether an attribute outside of them is refused. */
  isComplete: boolean
  mandatory: ReadonlySet<string>
}

function checkAttribute(
  entry: BundleObject,
  item: BundleItem,
  { placed, isComplete, mandatory }: AttributePlaces,
  rules: FormRules,
): FormIssue[] {
  const { identifier, value } = item
  if (!identifier) return []
  const attribute = rules.metadata.trackedEntityAttribute(identifier)
  // An attribute that DHIS2 hides from the caller may still be written where its place says that it exists.
  if (!attribute && !placed.has(identifier)) return [identifierIssue(entry, item, 'E1006', [identifier])]
  if (value === null || value === undefined) {
    return mandatory.has(identifier) ? [valueIssue(entry, item, 'E1076', ['TrackedEntityAttribute', identifier])] : []
  }
  if (isComplete && !placed.has(identifier)) {
    return [identifierIssue(entry, item, 'E1019', [`${identifier}=${value}`])]
  }
  return attribute ? checkValue(entry, item, { ...attribute, value, code: 'E1007' }, rules) : []
}

function checkDataValue(
  entry: BundleObject,
  item: BundleItem,
  {
    placed,
    stage,
    compulsory,
  }: { placed: ReadonlySet<string>; stage: FormStage | undefined; compulsory: ReadonlySet<string> },
  rules: FormRules,
): FormIssue[] {
  const { identifier, value } = item
  const dataElement = rules.metadata.dataElement(identifier)
  if (stage && !placed.has(identifier)) {
    return [
      ...(dataElement ? [] : [identifierIssue(entry, item, 'E1304', [identifier])]),
      identifierIssue(entry, item, 'E1305', [identifier, stage.id]),
    ]
  }
  if (value === null || value === undefined) {
    return compulsory.has(identifier) ? [valueIssue(entry, item, 'E1076', ['DataElement', identifier])] : []
  }
  return dataElement ? checkValue(entry, item, { ...dataElement, value, code: 'E1302' }, rules) : []
}

interface TypedValue {
  value: string
  valueType?: string
  optionSet?: { id: string }
  /** The code of a type error. */
  code: FormCode
}

/** With an option set the options alone decide; the type is only told where there is none, as up to 2.40. */
function checkValue(entry: BundleObject, item: BundleItem, typed: TypedValue, rules: FormRules): FormIssue[] {
  const { value, valueType, optionSet, code } = typed
  if (optionSet) {
    const isOption = isOptionOf(optionSet.id, valueType === 'MULTI_TEXT' ? value.split(',') : [value], rules)
    return isOption ? [] : [valueIssue(entry, item, 'E1125', [value, optionSet.id])]
  }
  if (!valueType || fitsValueType(value, valueType, rules.major)) return []
  return [valueIssue(entry, item, code, [valueType, `Value type is ${valueType} but the value \`${value}\` is not.`])]
}

/** Up to 2.40 DHIS2 takes a code in any letter case. */
function isOptionOf(optionSet: string, values: readonly string[], { metadata, major }: FormRules): boolean {
  const options = metadata.optionSet(optionSet)?.options
  if (!options || values.join('').trim() === '') return true
  const fold = (code: string): string => (major < 41 ? code.toLowerCase() : code)
  const codes = new Set(options.flatMap(({ code }) => (code === undefined ? [] : fold(code))))
  return values.every((value) => codes.has(fold(value)))
}

function identifierIssue(entry: BundleObject, item: BundleItem, code: FormCode, args: readonly string[]): FormIssue {
  return formIssue(entry, code, args, ...identifierPath(item).slice(entry.path.length))
}

function valueIssue(entry: BundleObject, item: BundleItem, code: FormCode, args: readonly string[]): FormIssue {
  return formIssue(entry, code, args, ...item.path.slice(entry.path.length), 'value')
}
