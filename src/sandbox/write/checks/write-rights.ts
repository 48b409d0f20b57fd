/** Who may write what: capture scope, sharing of data, and ownership, as errors of the object that is imported. */
import type { TrackedEntityRecord } from '../../dataset.ts'
import type { MetadataObject } from '../../dataset-metadata.ts'
import { referenceId, referenceIds } from '../../dataset-metadata.ts'
import { canWriteObjectData } from '../../sharing.ts'
import type { ProgramInfo } from '../../tracker/tracker-metadata.ts'
import type { BundleItem } from '../bundle/bundle.ts'
import type { ImportRun } from '../import-run.ts'
import { objectArgument, userArgument } from '../issues/issue-arguments.ts'
import type { IssueArgument } from '../issues/issues.ts'

/** E1000 where the org unit is outside the user's capture scope. */
export function checkCaptureScope(run: ImportRun, item: BundleItem, orgUnit: MetadataObject): void {
  const { issues, facts, user, reader } = run
  if (user.isSuperuser || reader.isInCaptureScope(orgUnit.id)) return
  issues.addError(item, 'E1000', userArgument(facts, user), orgUnitArgument(run, orgUnit))
}

/** Whether the user may write data of the object. */
export const mayWrite = ({ user }: ImportRun, object: MetadataObject): boolean => canWriteObjectData(user, object)

/** E1104 and E1102 where the user may not read the type of a program's tracked entities, or its owner is out of reach. */
export function checkOwnership(
  run: ImportRun,
  item: BundleItem,
  program: MetadataObject,
  owned: { trackedEntity: string; owner: string | undefined },
): void {
  const { issues, facts, user, reader, index } = run
  const who = userArgument(facts, user)
  const what = objectArgument(facts, 'program.Program', program)
  const type = index.metadata.types.get(referenceId(program['trackedEntityType']) ?? '')?.object
  if (type !== undefined && !reader.canReadData(type)) {
    issues.addError(item, 'E1104', who, what, objectArgument(facts, 'trackedentity.TrackedEntityType', type))
  }
  const info = index.metadata.programs.get(program.id)
  if (info === undefined || owned.owner === undefined) return
  if (!reader.canReachOwner(info, owned.owner, owned.trackedEntity)) {
    issues.addError(item, 'E1102', who, owned.trackedEntity, what)
  }
}

/** E1099 for each option of an option combo that the user may not write. */
export function checkCategoryOptions(run: ImportRun, item: BundleItem, optionCombo: MetadataObject | undefined): void {
  const { issues, facts, user, dataset } = run
  for (const id of referenceIds(optionCombo?.['categoryOptions'])) {
    const option = dataset.metadata.get('categoryOptions')?.get(id)
    if (option === undefined || mayWrite(run, option)) continue
    issues.addError(item, 'E1099', userArgument(facts, user), objectArgument(facts, 'category.CategoryOption', option))
  }
}

/** The errors of changing or deleting a stored tracked entity: what each version says of one that the user may not write. */
export function checkEntityAccess(run: ImportRun, item: BundleItem, entity: TrackedEntityRecord): void {
  const { issues, facts, user, index } = run
  if (user.isSuperuser) return
  const type = index.metadata.types.get(entity.trackedEntityType)
  const mayWriteType = type !== undefined && mayWrite(run, type.object)
  if (facts.entityAccess === 'type') {
    if (!mayWriteType && type !== undefined) issues.addError(item, 'E1001', userArgument(facts, user), type.id)
    return
  }
  const programs = [...index.metadata.programs.values()].filter(
    (program) => program.isRegistration && program.trackedEntityType === entity.trackedEntityType,
  )
  const isReached = programs.some((program) => mayWrite(run, program.object) && reachesOwner(run, entity, program))
  if (facts.entityAccess === 'owned') {
    if (!mayWriteType || !isReached) issues.addError(item, 'E1003', user.id, entity.trackedEntity)
    return
  }
  if (!mayWriteType) issues.addError(item, 'E1001', user.id, listed(entity.trackedEntityType))
  const isReader = programs.some((program) => run.reader.canReadData(program.object))
  if (!isReader) issues.addError(item, 'E1323', user.id, listed(entity.trackedEntityType))
  else if (!isReached) issues.addError(item, 'E1324', user.id, listed(entity.trackedEntity))
}

/** 2.43 prints the list that holds an argument (`DefaultTrackerAccessManager`). */
function listed(text: string): IssueArgument {
  return { text: `[${text}]`, dump: `[${text}]` }
}

/** E1001 where the user may not write tracked entities of a type, as each version tells it. */
export function checkTypeAccess(run: ImportRun, item: BundleItem, type: MetadataObject): void {
  const { issues, facts, user } = run
  if (mayWrite(run, type)) return
  if (facts.entityAccess === 'explained') issues.addError(item, 'E1001', user.id, listed(type.id))
  else {
    const what = objectArgument(facts, 'trackedentity.TrackedEntityType', type)
    issues.addError(item, 'E1001', userArgument(facts, user), what)
  }
}

/** The capture scope of a tracked entity's own org unit; 2.43 prints the org unit as a list of one. */
export function checkEntityScope(run: ImportRun, item: BundleItem, orgUnit: MetadataObject): void {
  const { issues, facts, user, reader } = run
  if (facts.entityAccess !== 'explained') checkCaptureScope(run, item, orgUnit)
  else if (!user.isSuperuser && !reader.isInCaptureScope(orgUnit.id)) {
    issues.addError(item, 'E1000', user.id, listed(orgUnitArgument(run, orgUnit).dump))
  }
}

function reachesOwner({ index, reader }: ImportRun, entity: TrackedEntityRecord, program: ProgramInfo): boolean {
  const owner = index.ownerOf(entity.trackedEntity, program.id) ?? entity.orgUnit
  return reader.canReachOwner(program, owner, entity.trackedEntity)
}

/** An org unit as an argument. */
export function orgUnitArgument({ facts }: ImportRun, orgUnit: MetadataObject) {
  return objectArgument(facts, 'organisationunit.OrganisationUnit', orgUnit)
}
