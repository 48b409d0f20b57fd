import type { EnrollmentRecord, EventRecord, MetadataObject, TrackedEntityRecord } from '../../dataset.ts'
import { canWriteObjectData } from '../../sharing.ts'
import type { ProgramInfo } from '../../tracker/tracker-metadata.ts'
import { type LegacyImport, ownerOf } from './legacy-import.ts'

const deniedOwnership = 'OWNERSHIP_ACCESS_DENIED'

/** A record to be: what deciding about it needs. */
export type EntityPlace = Pick<TrackedEntityRecord, 'trackedEntity' | 'trackedEntityType' | 'orgUnit'>

/** Where an enrollment or event is or shall be. */
export interface DataPlace {
  program: ProgramInfo
  orgUnit: string | undefined
  /** Undefined for an event without registration. */
  entity: EntityPlace | undefined
}

/** What keeps the user from creating a tracked entity (`DefaultTrackerAccessManager` of 2.40). */
export function createEntityErrors(context: LegacyImport, { trackedEntityType, orgUnit }: EntityPlace): string[] {
  if (context.user.isSuperuser) return []
  return [
    ...typeErrors(context, trackedEntityType, 'tracked entity type'),
    ...(context.reader.isInCaptureScope(orgUnit) ? [] : [`User has no write access to organisation unit: ${orgUnit}`]),
  ]
}

/** What keeps the user from changing or deleting a tracked entity: one program that they may write in and reach it by is enough. */
export function writeEntityErrors(context: LegacyImport, entity: EntityPlace): string[] {
  if (context.user.isSuperuser) return []
  const errors = typeErrors(context, entity.trackedEntityType, 'tracked entity type')
  if (errors.length > 0) return errors
  const programs = [...context.metadata.programs.values()].filter(
    ({ isRegistration, trackedEntityType }) => isRegistration && trackedEntityType === entity.trackedEntityType,
  )
  if (programs.length === 0) return ['User has no access to any program']
  const mayWrite = programs.some((program) => canWrite(context, program.object) && canReach(context, program, entity))
  return mayWrite ? [] : [deniedOwnership]
}

/** What keeps the user from creating, changing or deleting an enrollment. */
export function enrollmentErrors(context: LegacyImport, place: DataPlace, act: 'create' | 'change'): string[] {
  if (context.user.isSuperuser) return []
  return [
    ...(act === 'create' ? scopeErrors(context, place.orgUnit, 'create') : []),
    ...programErrors(context, place.program, 'write'),
    ...entityErrors(context, place),
  ]
}

/** What keeps the user from creating, changing or deleting an event. */
export function eventErrors(
  context: LegacyImport,
  place: DataPlace & { programStage: MetadataObject },
  act: 'create' | 'update' | 'delete',
): string[] {
  if (context.user.isSuperuser) return []
  if (!place.program.isRegistration) {
    const scope = act === 'update' ? [] : scopeErrors(context, place.orgUnit, act)
    return [...scope, ...programErrors(context, place.program, 'write')]
  }
  const stage = place.programStage
  return [
    ...(act === 'create' ? scopeErrors(context, place.orgUnit, act) : []),
    ...(canWrite(context, stage) ? [] : [`User has no data write access to program stage: ${stage.id}`]),
    ...programErrors(context, place.program, 'read'),
    ...(act === 'update' ? searchErrors(context, place.orgUnit) : []),
    ...entityErrors(context, place),
  ]
}

/** Where a stored enrollment is. */
export function placeOfEnrollment(context: LegacyImport, enrollment: EnrollmentRecord): DataPlace | undefined {
  const program = context.metadata.programs.get(enrollment.program)
  const entity = context.dataset.trackedEntities.get(enrollment.trackedEntity)
  return program === undefined ? undefined : { program, orgUnit: enrollment.orgUnit, entity }
}

/** Where a stored event is. */
export function placeOfEvent(
  context: LegacyImport,
  event: EventRecord,
): (DataPlace & { programStage: MetadataObject }) | undefined {
  const program = context.metadata.programs.get(event.program)
  const programStage = context.metadata.stages.get(event.programStage)
  const entity = context.dataset.trackedEntities.get(event.trackedEntity ?? '')
  if (program === undefined || programStage === undefined) return undefined
  return { program, programStage, orgUnit: event.orgUnit, entity }
}

function canReach(context: LegacyImport, program: ProgramInfo, entity: EntityPlace): boolean {
  const owner = ownerOf(context, entity.trackedEntity, program.id) ?? entity.orgUnit
  return context.reader.canReachOwner(program, owner, entity.trackedEntity)
}

const canWrite = ({ user }: LegacyImport, object: MetadataObject | undefined): boolean =>
  object !== undefined && canWriteObjectData(user, object)

function typeErrors(context: LegacyImport, type: string, noun: string): string[] {
  const object = context.metadata.types.get(type)?.object
  return canWrite(context, object) ? [] : [`User has no data write access to ${noun}: ${type}`]
}

function programErrors(context: LegacyImport, { id, object }: ProgramInfo, right: 'read' | 'write'): string[] {
  const has = right === 'read' ? context.reader.canReadData(object) : canWrite(context, object)
  return has ? [] : [`User has no data ${right} access to program: ${id}`]
}

function scopeErrors({ reader }: LegacyImport, orgUnit: string | undefined, act: 'create' | 'delete'): string[] {
  if (orgUnit === undefined || reader.isInCaptureScope(orgUnit)) return []
  return [`User has no ${act} access to organisation unit: ${orgUnit}`]
}

function searchErrors({ reader }: LegacyImport, orgUnit: string | undefined): string[] {
  if (orgUnit === undefined || reader.isInSearchScope(orgUnit)) return []
  return [`User has no update access to organisation unit: ${orgUnit}`]
}

function entityErrors(context: LegacyImport, { program, entity }: DataPlace): string[] {
  const type = program.trackedEntityType ?? ''
  return [
    ...(context.reader.canReadData(context.metadata.types.get(type)?.object)
      ? []
      : [`User has no data read access to tracked entity type: ${type}`]),
    ...(entity === undefined || canReach(context, program, entity) ? [] : [deniedOwnership]),
  ]
}
