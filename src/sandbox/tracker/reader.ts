import type {
  EnrollmentRecord,
  EventRecord,
  MetadataObject,
  RelationshipRecord,
  RelationshipSide,
  SandboxUser,
  TrackedEntityRecord,
} from '../dataset.ts'
import { isDescendant } from '../org-unit-scope.ts'
import { canReadMetadata, canReadObjectData } from '../sharing.ts'
import type { TrackerIndex } from './tracker-index.ts'
import type { ProgramInfo } from './tracker-metadata.ts'

/** What one user may read, decided as DHIS2 2.42 does: sharing of programs, stages, types, category options; org unit scopes; ownership by access level. */
export interface Reader {
  user: SandboxUser
  /** Capture org units and what lies below them. */
  isInCaptureScope: (orgUnit: string) => boolean
  /** Search org units and what lies below them; the capture org units where none are given. */
  isInSearchScope: (orgUnit: string) => boolean
  /** The org units at the top of the search scope. */
  searchRoots: string[]
  hasAuthority: (authority: string) => boolean
  canReadMetadata: (object: MetadataObject) => boolean
  canReadData: (object: MetadataObject | undefined) => boolean
  /** Tracker programs with data read access. */
  trackerPrograms: ProgramInfo[]
  /** Whether the owner's org unit lies in the scope that the program's access level asks for. */
  canReachOwner: (program: ProgramInfo, owner: string) => boolean
  canReadEnrollment: (enrollment: EnrollmentRecord, skipOwnership: boolean) => boolean
  /** Program with its type, stage and all category options of the attribute option combo: what an event needs beside its org unit. */
  canReadEventMetadata: (event: EventRecord) => boolean
  canReadSide: (side: RelationshipSide) => boolean
  canReadRelationship: (relationship: RelationshipRecord) => boolean
}

/** The rights of a user over a dataset. */
export function createReader(index: TrackerIndex, user: SandboxUser): Reader {
  const { dataset, metadata } = index
  const searchRoots =
    user.teiSearchOrganisationUnits.length > 0 ? user.teiSearchOrganisationUnits : user.organisationUnits
  const isInCaptureScope = remembered((orgUnit) => isDescendant(dataset, orgUnit, user.organisationUnits))
  const isInSearchScope = remembered((orgUnit) => isDescendant(dataset, orgUnit, searchRoots))
  const canReadData = (object: MetadataObject | undefined): boolean =>
    user.isSuperuser || (object !== undefined && canReadObjectData(user, object))
  const canReadProgram = remembered((id) => {
    const program = metadata.programs.get(id)
    if (program === undefined || !canReadData(program.object)) return false
    return !program.isRegistration || canReadData(metadata.types.get(program.trackedEntityType ?? '')?.object)
  })
  const canReadStage = remembered((id) => canReadData(metadata.stages.get(id)))
  const canReadCategoryOption = remembered((id) => canReadData(metadata.categoryOptions.get(id)))

  const canReachOwner = (program: ProgramInfo, owner: string): boolean => {
    if (user.isSuperuser) return true
    const isRestricted = program.accessLevel === 'PROTECTED' || program.accessLevel === 'CLOSED'
    return isRestricted ? isInCaptureScope(owner) : isInSearchScope(owner)
  }
  const canReachEntity = (entity: TrackedEntityRecord, program: ProgramInfo): boolean =>
    canReachOwner(program, index.ownerOf(entity.trackedEntity, program.id) ?? entity.orgUnit)
  const trackerPrograms = [...metadata.programs.values()].filter(
    (program) => program.isRegistration && canReadData(program.object),
  )

  const canReadTrackedEntity = (entity: TrackedEntityRecord): boolean =>
    user.isSuperuser ||
    (canReadData(metadata.types.get(entity.trackedEntityType)?.object) &&
      trackerPrograms.some(
        (program) => program.trackedEntityType === entity.trackedEntityType && canReachEntity(entity, program),
      ))
  const canReadEnrollment = ({ program, trackedEntity }: EnrollmentRecord, skipOwnership: boolean): boolean => {
    if (user.isSuperuser) return true
    const info = metadata.programs.get(program)
    const entity = dataset.trackedEntities.get(trackedEntity)
    if (info === undefined || entity === undefined || !canReadProgram(program)) return false
    return skipOwnership || canReachEntity(entity, info)
  }
  const canReadEventMetadata = (event: EventRecord): boolean =>
    user.isSuperuser ||
    (canReadProgram(event.program) &&
      canReadStage(event.programStage) &&
      event.attributeCategoryOptions.every(canReadCategoryOption))
  const canReadEvent = (event: EventRecord): boolean => {
    if (user.isSuperuser) return true
    const program = metadata.programs.get(event.program)
    if (program === undefined || !canReadEventMetadata(event)) return false
    const entity = event.trackedEntity === undefined ? undefined : dataset.trackedEntities.get(event.trackedEntity)
    return entity === undefined ? canReachOwner(program, event.orgUnit) : canReachEntity(entity, program)
  }
  const canReadSide = ({ kind, id }: RelationshipSide): boolean => {
    if (kind === 'trackedEntity') return passes(dataset.trackedEntities.get(id), canReadTrackedEntity)
    if (kind === 'event') return passes(dataset.events.get(id), canReadEvent)
    return passes(dataset.enrollments.get(id), (enrollment) => canReadEnrollment(enrollment, false))
  }

  return {
    user,
    isInCaptureScope,
    isInSearchScope,
    searchRoots,
    hasAuthority: (authority) => user.isSuperuser || user.authorities.has(authority),
    canReadMetadata: (object) => canReadMetadata(user, object),
    canReadData,
    trackerPrograms,
    canReachOwner,
    canReadEnrollment,
    canReadEventMetadata,
    canReadSide,
    canReadRelationship: ({ relationshipType, from, to }) =>
      canReadData(metadata.relationshipTypes.get(relationshipType)) && canReadSide(from) && canReadSide(to),
  }
}

function passes<Item>(item: Item | undefined, test: (item: Item) => boolean): boolean {
  return item !== undefined && test(item)
}

/** The same question is asked for thousands of rows, with few different answers. */
function remembered(decide: (id: string) => boolean): (id: string) => boolean {
  const known = new Map<string, boolean>()
  return (id) => {
    const answer = known.get(id) ?? decide(id)
    known.set(id, answer)
    return answer
  }
}
