import type {
  EnrollmentRecord,
  EventRecord,
  RelationshipRecord,
  RelationshipSide,
  SandboxUser,
  TrackedEntityRecord,
} from '../dataset.ts'
import { type OrgUnitScopes, orgUnitScopes, type SharingRights, sharingRights } from './reader-rights.ts'
import type { TrackerIndex } from './tracker-index.ts'
import type { ProgramInfo } from './tracker-metadata.ts'

/** What one user may read, decided as DHIS2 2.42 does: sharing of programs, stages, types, category options; org unit scopes; ownership by access level. */
export interface Reader extends OrgUnitScopes, SharingRights {
  user: SandboxUser
  hasAuthority: (authority: string) => boolean
  canReadEnrollment: (enrollment: EnrollmentRecord, skipOwnership: boolean) => boolean
  canReadSide: (side: RelationshipSide) => boolean
  canReadRelationship: (relationship: RelationshipRecord) => boolean
}

/** The rights of a user over a dataset. */
export function createReader(index: TrackerIndex, user: SandboxUser): Reader {
  const { dataset, metadata } = index
  const scopes = orgUnitScopes(index, user)
  const sharing = sharingRights(index, user)
  const rights = { index, scopes, sharing }
  const canReadEnrollment = (enrollment: EnrollmentRecord, skipOwnership: boolean): boolean =>
    user.isSuperuser || mayReadEnrollment(rights, enrollment, skipOwnership)
  const canReadSide = ({ kind, id }: RelationshipSide): boolean => {
    if (user.isSuperuser) return true
    if (kind === 'trackedEntity') return passes(dataset.trackedEntities.get(id), (it) => mayReadEntity(rights, it))
    if (kind === 'event') return passes(dataset.events.get(id), (it) => mayReadEvent(rights, it))
    return passes(dataset.enrollments.get(id), (it) => mayReadEnrollment(rights, it, false))
  }
  return {
    user,
    ...scopes,
    ...sharing,
    hasAuthority: (authority) => user.isSuperuser || user.authorities.has(authority),
    canReadEnrollment,
    canReadSide,
    canReadRelationship: ({ relationshipType, from, to }) =>
      sharing.canReadData(metadata.relationshipTypes.get(relationshipType)) && canReadSide(from) && canReadSide(to),
  }
}

interface Rights {
  index: TrackerIndex
  scopes: OrgUnitScopes
  sharing: SharingRights
}

function canReachEntity({ index, scopes }: Rights, entity: TrackedEntityRecord, program: ProgramInfo): boolean {
  const owner = index.ownerOf(entity.trackedEntity, program.id) ?? entity.orgUnit
  return scopes.canReachOwner(program, owner, entity.trackedEntity)
}

function mayReadEntity(rights: Rights, entity: TrackedEntityRecord): boolean {
  const type = rights.index.metadata.types.get(entity.trackedEntityType)
  return (
    rights.sharing.canReadData(type?.object) &&
    rights.sharing.trackerPrograms.some(
      (program) => program.trackedEntityType === entity.trackedEntityType && canReachEntity(rights, entity, program),
    )
  )
}

function mayReadEnrollment(
  rights: Rights,
  { program, trackedEntity }: EnrollmentRecord,
  skipOwnership: boolean,
): boolean {
  const info = rights.index.metadata.programs.get(program)
  const entity = rights.index.dataset.trackedEntities.get(trackedEntity)
  if (info === undefined || entity === undefined || !rights.sharing.canReadProgram(program)) return false
  return skipOwnership || canReachEntity(rights, entity, info)
}

/** An event without a tracked entity is reached by its own org unit. */
function mayReadEvent(rights: Rights, event: EventRecord): boolean {
  const { index, scopes, sharing } = rights
  const program = index.metadata.programs.get(event.program)
  if (program === undefined || !sharing.canReadEventMetadata(event)) return false
  const entity = index.dataset.trackedEntities.get(event.trackedEntity ?? '')
  return entity === undefined
    ? scopes.canReachOwner(program, event.orgUnit, undefined)
    : canReachEntity(rights, entity, program)
}

function passes<Item>(item: Item | undefined, test: (item: Item) => boolean): boolean {
  return item !== undefined && test(item)
}
