/** Checks of the values of attributes and data elements: by value type, by option set, and against what else is stored. */
import { type MetadataObject, referenceId, referenceIds } from '../../dataset-metadata.ts'
import { fileHolder } from '../../file-holder.ts'
import type { BundleItem } from '../bundle/bundle.ts'
import { type ImportRun, strategyOf } from '../import-run.ts'
import { wordArgument } from '../issues/issue-arguments.ts'
import { valueMistake } from './value-types.ts'

const longestAttribute = 1200

/** Checks one value of an attribute, which is not null, as an error of the object that holds it. */
export function checkAttributeValue(run: ImportRun, item: BundleItem, attribute: MetadataObject, value: string): void {
  const { issues, facts } = run
  if (value.length > longestAttribute) issues.addError(item, 'E1077', value, String(longestAttribute))
  const valueType = String(attribute['valueType'])
  const mistake = valueMistake(value, valueType)
  if (facts.valueMessages === 'keys' && mistake !== undefined) {
    issues.addError(item, 'E1085', attribute.id, mistake)
    issues.addError(item, 'E1007', wordArgument(facts, valueType), `Invalid format: "${value}"`)
  } else {
    const error = mistake === undefined ? missingReference(run, valueType, value) : sentence(valueType, value)
    if (error !== undefined) issues.addError(item, 'E1007', wordArgument(facts, valueType), error)
  }
  checkOption(run, item, attribute, 'TrackedEntityAttribute', value)
  checkFile(run, item, valueType, value)
}

/** Checks one value of a data element, which is not null. */
export function checkDataValue(run: ImportRun, item: BundleItem, element: MetadataObject, value: string): void {
  const { issues, facts } = run
  const valueType = String(element['valueType'])
  const hasOptions = referenceId(element['optionSet']) !== undefined
  const mistake = valueMistake(value, valueType)
  checkOption(run, item, element, 'DataElement', value)
  if (facts.valueMessages === 'keys') {
    if (mistake !== undefined && !hasOptions) issues.addError(item, 'E1302', element.id, mistake)
  } else {
    const error = mistake === undefined ? missingReference(run, valueType, value) : sentence(valueType, value)
    if (error !== undefined) issues.addError(item, 'E1302', wordArgument(facts, valueType), error)
  }
  checkFile(run, item, valueType, value)
}

const sentence = (valueType: string, value: string): string =>
  `Value type is ${valueType} but the value \`${value}\` is not.`

/** What is wrong with a well-formed value that names something that there is not. */
function missingReference({ dataset, names }: ImportRun, valueType: string, value: string): string | undefined {
  const isFile = valueType === 'FILE_RESOURCE' || valueType === 'IMAGE'
  if (isFile && dataset.metadata.get('fileResources')?.has(value) !== true) {
    return `File resource \`${value}\` could not be found.`
  }
  if (valueType === 'ORGANISATION_UNIT' && names.find('organisationUnits', value) === undefined) {
    return `Organisation unit \`${value}\` could not be found.`
  }
  return valueType === 'USERNAME' && !dataset.users.has(value) ? `Username \`${value}\` could not be found.` : undefined
}

/** The codes of an option set, by the object that has it. */
function checkOption(run: ImportRun, item: BundleItem, holder: MetadataObject, className: string, value: string): void {
  const { issues, dataset, facts } = run
  const set = dataset.metadata.get('optionSets')?.get(referenceId(holder['optionSet']) ?? '')
  if (set === undefined) return
  const options = dataset.metadata.get('options')
  const codes = referenceIds(set['options']).map((id) => String(options?.get(id)?.['code']))
  const given = holder['valueType'] === 'MULTI_TEXT' ? value.split(',') : [value]
  if (given.every((code) => codes.includes(code))) return
  // Up to 2.40 the message has four arguments, of which the last lists the codes.
  if (facts.messages < '2.41') issues.addError(item, 'E1125', value, holder.id, className, codes.sort().join(','))
  else issues.addError(item, 'E1125', value, set.id)
}

/** A file belongs to one object alone. */
function checkFile(run: ImportRun, item: BundleItem, valueType: string, value: string): void {
  if (valueType !== 'FILE_RESOURCE' && valueType !== 'IMAGE') return
  const holder = fileHolder(run.dataset, value)
  const isOwn = strategyOf(run, item) === 'UPDATE' && holder === item.uid
  if (holder !== undefined && !isOwn) run.issues.addError(item, 'E1009', value)
}

/** A unique attribute has a value once: among what is stored and in the bundle itself. */
export function checkUniqueness(
  run: ImportRun,
  item: BundleItem,
  attribute: MetadataObject,
  value: string,
  trackedEntity: string | undefined,
): void {
  if (attribute['unique'] !== true) return
  const others = [...run.lookups.holdersOf(attribute.id, value)].filter((holder) => holder !== trackedEntity)
  if (others.length === 0) return
  const { id, valueType } = attribute
  const dump = `TrackedEntityAttribute{valueType=${String(valueType)}, unique=true}`
  run.issues.addError(item, 'E1064', value, { text: id, dump })
}
