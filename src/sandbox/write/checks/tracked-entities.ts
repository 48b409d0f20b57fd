/** The checks of tracked entities, in DHIS2's order. */
import type { AttributeItem, TrackedEntityItem } from '../bundle/bundle.ts'
import { always, type Check, type ImportRun, storing, strategyOf } from '../import-run.ts'
import { entityArgument, userArgument } from '../issues/issue-arguments.ts'
import { typeAttributes } from '../program-metadata.ts'
import { existence, wellFormedUids } from './existence.ts'
import { checkAttributeValue, checkUniqueness } from './values.ts'
import { checkCaptureScope, checkEntityAccess, checkEntityScope, checkTypeAccess } from './write-rights.ts'

/** The steps of checking a tracked entity. */
export const trackedEntityChecks: readonly Check<TrackedEntityItem>[] = [
  wellFormedUids,
  existence,
  { on: storing, check: requiredProperties },
  { on: storing, check: knownMetadata },
  { on: ['UPDATE'], check: fixedProperties },
  { on: always, check: access },
  { on: storing, check: attributes },
]

function requiredProperties({ issues }: ImportRun, item: TrackedEntityItem): void {
  if (item.trackedEntityType === undefined) issues.addError(item, 'E1121', 'trackedEntityType')
  if (item.orgUnit === undefined) issues.addError(item, 'E1121', 'orgUnit')
}

function knownMetadata({ issues, names }: ImportRun, item: TrackedEntityItem): void {
  if (names.find('organisationUnits', item.orgUnit) === undefined) {
    issues.addError(item, 'E1049', names.given('organisationUnits', item.orgUnit))
  }
  if (names.find('trackedEntityTypes', item.trackedEntityType) === undefined) {
    issues.addError(item, 'E1005', names.given('trackedEntityTypes', item.trackedEntityType))
  }
}

function fixedProperties({ issues, names, dataset }: ImportRun, item: TrackedEntityItem): void {
  const stored = dataset.trackedEntities.get(item.uid)
  if (names.find('trackedEntityTypes', item.trackedEntityType)?.id !== stored?.trackedEntityType) {
    issues.addError(item, 'E1126', 'trackedEntityType')
  }
}

function access(run: ImportRun, item: TrackedEntityItem): void {
  const strategy = strategyOf(run, item)
  if (strategy === 'CREATE') {
    mayCreate(run, item)
    return
  }
  const { dataset, names, facts, issues, user } = run
  const stored = dataset.trackedEntities.get(item.uid)
  if (stored === undefined) return
  const storedUnit = dataset.metadata.get('organisationUnits')?.get(stored.orgUnit)
  if (strategy === 'DELETE' && storedUnit !== undefined) checkEntityScope(run, item, storedUnit)
  checkEntityAccess(run, item, stored)
  const unit = names.find('organisationUnits', item.orgUnit)
  if (facts.entityAccess === 'explained' && strategy === 'UPDATE' && unit !== undefined && unit.id !== stored.orgUnit) {
    checkCaptureScope(run, item, unit)
  }
  const hasEnrollments = stored.enrollments.some((id) => dataset.enrollments.get(id)?.deleted !== true)
  if (strategy === 'DELETE' && hasEnrollments && !run.reader.hasAuthority('F_TEI_CASCADE_DELETE')) {
    issues.addError(item, 'E1100', userArgument(facts, user), entityArgument(stored))
  }
}

function mayCreate(run: ImportRun, item: TrackedEntityItem): void {
  const type = run.names.find('trackedEntityTypes', item.trackedEntityType)
  const unit = run.names.find('organisationUnits', item.orgUnit)
  if (type !== undefined) checkTypeAccess(run, item, type)
  if (unit !== undefined) checkEntityScope(run, item, unit)
}

function attributes(run: ImportRun, item: TrackedEntityItem): void {
  const { issues, names, dataset } = run
  const type = names.find('trackedEntityTypes', item.trackedEntityType)
  if (type === undefined) return
  const mandatory = typeAttributes(type).filter(({ isMandatory }) => isMandatory)
  const present = attributeIds(run, item.attributes)
  for (const { attribute } of dataset.trackedEntities.get(item.uid)?.attributes ?? []) present.add(attribute)
  for (const { id } of mandatory) {
    const attribute = dataset.metadata.get('trackedEntityAttributes')?.get(id)
    if (attribute === undefined || present.has(id)) continue
    issues.addError(item, 'E1090', names.expected('trackedEntityAttributes', attribute), type.id, item.uid)
  }
  for (const { attribute: identifier, value } of item.attributes) {
    const given = names.given('trackedEntityAttributes', identifier)
    const attribute = names.find('trackedEntityAttributes', identifier)
    if (attribute === undefined) issues.addError(item, 'E1006', given)
    else if (value !== undefined) {
      checkAttributeValue(run, item, attribute, value)
      checkUniqueness(run, item, attribute, value, item.uid)
    } else if (mandatory.some(({ id }) => id === attribute.id)) {
      issues.addError(item, 'E1076', 'TrackedEntityAttribute', given)
    }
  }
}

/** The ids of the attributes that are named, with a value or not. */
export function attributeIds({ names }: ImportRun, items: readonly AttributeItem[]): Set<string> {
  return new Set(items.flatMap(({ attribute }) => names.find('trackedEntityAttributes', attribute)?.id ?? []))
}
