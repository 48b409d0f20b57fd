/** The attributes of an enrollment: those of its program, and the mandatory ones among them. */
import type { MetadataObject } from '../../dataset-metadata.ts'
import type { EnrollmentItem } from '../bundle/bundle.ts'
import type { ImportRun } from '../import-run.ts'
import { programAttributes } from '../program-metadata.ts'
import { attributeIds } from './tracked-entities.ts'
import { checkAttributeValue, checkUniqueness } from './values.ts'

/** Checks the attributes that an enrollment gives and needs. */
export function checkEnrollmentAttributes(run: ImportRun, item: EnrollmentItem, program: MetadataObject): void {
  const { issues, names } = run
  const ofProgram = programAttributes(program)
  const withValue = new Map<string, string>()
  for (const { attribute: identifier, value } of item.attributes) {
    if (identifier === '') {
      issues.addError(item, 'E1075', `Attribute(attribute=, value=${value ?? null})`)
      continue
    }
    const given = names.given('trackedEntityAttributes', identifier)
    const attribute = names.find('trackedEntityAttributes', identifier)
    const isMandatory = ofProgram.some((link) => link.id === attribute?.id && link.isMandatory)
    if (isMandatory && value === undefined) issues.addError(item, 'E1076', 'TrackedEntityAttribute', given)
    if (attribute === undefined) issues.addError(item, 'E1006', given)
    if (attribute === undefined || value === undefined) continue
    withValue.set(attribute.id, `${identifier}=${value}`)
    checkAttributeValue(run, item, attribute, value)
    checkUniqueness(run, item, attribute, value, item.trackedEntity)
  }
  for (const [id, text] of withValue) {
    if (!ofProgram.some((link) => link.id === id)) issues.addError(item, 'E1019', text)
  }
  mandatoryAttributes(run, item, program, new Set(withValue.keys()))
}

/** A mandatory attribute stands in the enrollment or on the tracked entity. */
function mandatoryAttributes(
  run: ImportRun,
  item: EnrollmentItem,
  program: MetadataObject,
  present: Set<string>,
): void {
  const { issues, names, dataset, lookups, facts } = run
  for (const { attribute } of dataset.trackedEntities.get(item.trackedEntity ?? '')?.attributes ?? []) {
    present.add(attribute)
  }
  const entity = lookups.trackedEntity(item.trackedEntity)
  if (entity !== undefined && facts.enrollmentsInheritAttributes) {
    for (const id of attributeIds(run, entity.attributes)) present.add(id)
  }
  for (const { id, isMandatory } of programAttributes(program)) {
    const attribute = dataset.metadata.get('trackedEntityAttributes')?.get(id)
    if (!isMandatory || attribute === undefined || present.has(id)) continue
    issues.addError(item, 'E1018', names.expected('trackedEntityAttributes', attribute), program.id, item.uid)
  }
}
