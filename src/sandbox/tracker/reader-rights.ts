import type { EventRecord, MetadataObject, SandboxUser } from '../dataset.ts'
import { isDescendant } from '../org-unit-scope.ts'
import { canReadMetadata, canReadObjectData } from '../sharing.ts'
import type { TrackerIndex } from './tracker-index.ts'
import type { ProgramInfo } from './tracker-metadata.ts'

/** A user's org units, as scopes. */
export interface OrgUnitScopes {
  /** Capture org units and what lies below them. */
  isInCaptureScope: (orgUnit: string) => boolean
  /** Search org units and what lies below them; the capture org units where none are given. */
  isInSearchScope: (orgUnit: string) => boolean
  /** The org units at the top of the search scope. */
  searchRoots: string[]
  /** Whether an owner's org unit lies in the scope that the program's access level asks for, or the user has broken the glass of the tracked entity. */
  canReachOwner: (program: ProgramInfo, owner: string, trackedEntity: string | undefined) => boolean
  /** Whether the user has broken the glass of a tracked entity in a PROTECTED program, at most three hours ago. */
  hasOpened: (trackedEntity: string | undefined, program: string) => boolean
}

/** The org unit scopes of a user. */
export function orgUnitScopes({ dataset }: TrackerIndex, user: SandboxUser): OrgUnitScopes {
  const { organisationUnits, teiSearchOrganisationUnits } = user
  const searchRoots = teiSearchOrganisationUnits.length > 0 ? teiSearchOrganisationUnits : organisationUnits
  const isInCaptureScope = remembered((orgUnit) => isDescendant(dataset, orgUnit, organisationUnits))
  const isInSearchScope = remembered((orgUnit) => isDescendant(dataset, orgUnit, searchRoots))
  const hasOpened: OrgUnitScopes['hasOpened'] = (trackedEntity, program) =>
    (dataset.ownership.opened.get(`${user.username}/${trackedEntity}/${program}`) ?? 0) > Date.now()
  const canReachOwner: OrgUnitScopes['canReachOwner'] = ({ id, accessLevel }, owner, trackedEntity) => {
    if (user.isSuperuser) return true
    const isRestricted = accessLevel === 'PROTECTED' || accessLevel === 'CLOSED'
    return isRestricted ? isInCaptureScope(owner) || hasOpened(trackedEntity, id) : isInSearchScope(owner)
  }
  return { isInCaptureScope, isInSearchScope, searchRoots, canReachOwner, hasOpened }
}

/** What sharing lets a user read. */
export interface SharingRights {
  canReadMetadata: (object: MetadataObject) => boolean
  canReadData: (object: MetadataObject | undefined) => boolean
  /** Data of the program and, for a tracker program, of its tracked entity type. */
  canReadProgram: (id: string) => boolean
  /** Program with its type, stage and all category options of the attribute option combo: what an event needs beside its org unit. */
  canReadEventMetadata: (event: EventRecord) => boolean
  /** Tracker programs with data read access. */
  trackerPrograms: ProgramInfo[]
}

/** The sharing rights of a user. */
export function sharingRights({ metadata }: TrackerIndex, user: SandboxUser): SharingRights {
  const canReadData = (object: MetadataObject | undefined): boolean =>
    user.isSuperuser || (object !== undefined && canReadObjectData(user, object))
  const canReadProgram = remembered((id) => {
    const program = metadata.programs.get(id)
    if (program === undefined || !canReadData(program.object)) return false
    return !program.isRegistration || canReadData(metadata.types.get(program.trackedEntityType ?? '')?.object)
  })
  const canReadStage = remembered((id) => canReadData(metadata.stages.get(id)))
  const canReadCategoryOption = remembered((id) => canReadData(metadata.categoryOptions.get(id)))
  return {
    canReadMetadata: (object) => canReadMetadata(user, object),
    canReadData,
    canReadProgram,
    canReadEventMetadata: ({ program, programStage, attributeCategoryOptions }) =>
      user.isSuperuser ||
      (canReadProgram(program) && canReadStage(programStage) && attributeCategoryOptions.every(canReadCategoryOption)),
    trackerPrograms: [...metadata.programs.values()].filter(
      (program) => program.isRegistration && canReadData(program.object),
    ),
  }
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
