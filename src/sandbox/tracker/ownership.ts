import type { TrackedEntityRecord } from '../dataset.ts'
import { referenceIds } from '../dataset-metadata.ts'
import { canWriteObjectData } from '../sharing.ts'
import { beginWrite } from '../write/tracker-store.ts'
import type { Reader } from './reader.ts'
import { badRequest, forbidden, Refusal } from './refusal.ts'
import type { TrackerIndex } from './tracker-index.ts'
import type { ProgramInfo } from './tracker-metadata.ts'

/** Milliseconds for which a broken glass stays open in every version. */
const openFor = 3 * 3_600_000

/** Who asks for what of ownership. */
export interface OwnershipRequest {
  index: TrackerIndex
  reader: Reader
  trackedEntity: string
  program: string
}

/** Gives a tracked entity a new owner in a program; up to 2.41 what names nothing changes nothing, and is no error. */
export function transferOwnership(request: OwnershipRequest, orgUnit: string): void {
  const { index, reader, trackedEntity, program: programId } = request
  const { rules } = index.dataset.version.tracker.ownership
  const program = rules === 'explained' ? requireTrackerProgram(request) : index.metadata.programs.get(programId)
  const entity = index.dataset.trackedEntities.get(trackedEntity)
  const unit = index.dataset.metadata.get('organisationUnits')?.get(orgUnit)
  if (unit === undefined && rules === 'explained')
    throw notFoundAs(`${notTransferred}Org unit supplied does not exist.`)
  if (entity === undefined || program === undefined || unit === undefined) return
  if (rules === 'scoped' && !reader.user.isSuperuser && !reader.isInSearchScope(orgUnit)) {
    throw forbidden(`${notTransferred}Org unit supplied is not in the user scope.`)
  }
  const prefix = rules === 'explained' ? notTransferred : ''
  if (!hasAccess(request, program)) {
    const message = `${prefix}User does not have access to change ownership for the entity-program combination`
    // Spring's own exception, which carries no code.
    throw rules === 'lax' || rules === 'scoped' ? new Refusal(403, message) : forbidden(message)
  }
  if (rules !== 'lax' && !unitsOf(program).includes(orgUnit)) {
    throw forbidden(`${prefix}The program ${program.id} is not associated to the org unit ${orgUnit}`)
  }
  if (rules === 'scoped' && !canWriteObjectData(reader.user, program.object)) {
    throw forbidden(`Current user doesn't have data write access to the provided program ${program.id}.`)
  }
  const owner = index.ownerOf(trackedEntity, program.id)
  const pair = `tracked entity ${trackedEntity} and program ${program.id}`
  if (rules === 'explained' && owner === undefined) {
    throw badRequest(`${notTransferred}No owner found for the combination of ${pair}`)
  }
  if (rules === 'explained' && owner === orgUnit) {
    throw badRequest(`${notTransferred}The owner of the ${pair} is already ${orgUnit}`)
  }
  if (owner === undefined || owner === orgUnit) return
  index.dataset.ownership.transferred.set(`${trackedEntity}/${program.id}`, orgUnit)
  touch(request, entity)
}

/** 2.40 and 2.41 say that the tracked entity has changed. */
function touch({ index, reader }: OwnershipRequest, entity: TrackedEntityRecord | undefined): void {
  if (index.dataset.version.tracker.ownership.rules !== 'scoped' || entity === undefined) return
  entity.updatedAt = beginWrite(index.dataset, reader.user).nextMoment()
}

/** Breaks the glass: lets a user read a tracked entity in a PROTECTED program for three hours; 2.38 only does nothing where it may not be. */
export function grantTemporaryOwnership(request: OwnershipRequest): void {
  const { index, reader, trackedEntity, program: id } = request
  const { rules } = index.dataset.version.tracker.ownership
  const why = rules === 'explained' ? refusalOf243(request) : refusalOf242(request)
  if (why !== undefined && rules !== 'lax') throw why
  const program = index.metadata.programs.get(id)
  const isOpened =
    program?.accessLevel === 'PROTECTED' && index.dataset.trackedEntities.has(trackedEntity) && !reader.user.isSuperuser
  if (!isOpened) return
  index.dataset.ownership.opened.set(`${reader.user.username}/${trackedEntity}/${id}`, Date.now() + openFor)
  touch(request, index.dataset.trackedEntities.get(trackedEntity))
}

const notTransferred = 'Tracked entity not transferred. '
const notCreated = 'Temporary ownership not created. '

/** What 2.40 to 2.42 refuse, in their order. */
function refusalOf242(request: OwnershipRequest): Refusal | undefined {
  const { index, reader, trackedEntity, program: id } = request
  const program = index.metadata.programs.get(id)
  const entity = index.dataset.trackedEntities.get(trackedEntity)
  const refused = (message: string): Refusal => forbidden(notCreated + message)
  if (program === undefined) return refused('Program supplied does not exist.')
  if (entity === undefined) return refused('Tracked entity supplied does not exist.')
  if (reader.user.isSuperuser) return refused('Current user is a superuser.')
  if (!program.isRegistration) return refused('Program supplied is not a tracker program.')
  if (program.accessLevel !== 'PROTECTED') return refused(unprotected(program))
  if (!isOwnerInSearchScope(request)) return refused(outOfScope)
  if (!reader.canReadData(program.object)) return refused(`User has no data read access to program: ${id}`)
  if (!canReadType(request)) return refused(unreadableType(entity.trackedEntityType))
  if (program.trackedEntityType === entity.trackedEntityType) return undefined
  return refused(otherType(program, entity.trackedEntityType))
}

/** What 2.43 refuses, in its order. */
function refusalOf243(request: OwnershipRequest): Refusal | undefined {
  const { index, reader, trackedEntity } = request
  const program = requireTrackerProgram(request)
  const entity = index.dataset.trackedEntities.get(trackedEntity)
  const refused = (message: string): Refusal => forbidden(notCreated + message)
  if (entity === undefined) return notFoundAs(`${notCreated}Tracked entity supplied does not exist.`)
  if (!canReadType(request)) return refused(unreadableType(entity.trackedEntityType))
  if (program.accessLevel !== 'PROTECTED') return refused(unprotected(program))
  if (program.trackedEntityType !== entity.trackedEntityType) {
    return refused(otherType(program, entity.trackedEntityType))
  }
  if (reader.user.isSuperuser) return refused('Current user is a superuser.')
  return isOwnerInSearchScope(request) ? undefined : refused(outOfScope)
}

const outOfScope = "The owner of the entity-program combination is not in the user's search scope."

const unprotected = ({ id, accessLevel }: ProgramInfo): string =>
  `Temporary ownership can only be granted to protected programs. ${id} access level is ${accessLevel}.`

const unreadableType = (id: string): string => `User has no data read access to tracked entity type: ${id}`

const otherType = ({ trackedEntityType }: ProgramInfo, type: string): string =>
  `The tracked entity type of the program ${trackedEntityType} differs from that of the tracked entity ${type}.`

const notFoundAs = (message: string): Refusal => new Refusal(404, message, 'E1005')

function requireTrackerProgram({ index, reader, program: id }: OwnershipRequest): ProgramInfo {
  const program = index.metadata.programs.get(id)
  if (program === undefined) throw badRequest(`Provided program, ${id}, does not exist.`)
  if (!program.isRegistration) throw badRequest(`Provided program, ${id}, is not a tracker program.`)
  if (!reader.canReadData(program.object)) {
    throw forbidden(`Current user doesn't have data read access to the provided program ${id}.`)
  }
  return program
}

function ownerOrOrgUnit({ index, trackedEntity, program }: OwnershipRequest): string {
  return index.ownerOf(trackedEntity, program) ?? index.dataset.trackedEntities.get(trackedEntity)?.orgUnit ?? ''
}

function hasAccess(request: OwnershipRequest, program: ProgramInfo): boolean {
  return request.reader.canReachOwner(program, ownerOrOrgUnit(request), request.trackedEntity)
}

function isOwnerInSearchScope(request: OwnershipRequest): boolean {
  return request.reader.isInSearchScope(ownerOrOrgUnit(request))
}

function canReadType({ index, reader, trackedEntity }: OwnershipRequest): boolean {
  const type = index.dataset.trackedEntities.get(trackedEntity)?.trackedEntityType ?? ''
  return reader.canReadData(index.metadata.types.get(type)?.object)
}

function unitsOf({ object }: ProgramInfo): string[] {
  return referenceIds(object['organisationUnits'])
}
