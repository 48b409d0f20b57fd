import { isChildOrSelf, isDescendant } from '../org-unit-scope.ts'
import type { TrackerFacts } from '../versions/version-facts.ts'
import { readWord } from './parameters.ts'
import type { Reader } from './reader.ts'
import { badRequest, conflict, forbidden } from './refusal.ts'
import type { TrackerIndex } from './tracker-index.ts'
import type { ProgramInfo } from './tracker-metadata.ts'

const modes = ['SELECTED', 'CHILDREN', 'DESCENDANTS', 'ACCESSIBLE', 'CAPTURE', 'ALL'] as const

/** How `orgUnits` are meant. */
export type OrgUnitMode = (typeof modes)[number]

/** Reads `orgUnitMode` beside the org units given; the default is ACCESSIBLE without and SELECTED with org units. */
export function readOrgUnitMode(
  query: URLSearchParams,
  orgUnits: Set<string>,
  trackedEntities?: Set<string>,
): OrgUnitMode {
  const mode = readWord(query, 'orgUnitMode', modes)
  if (mode === undefined) return orgUnits.size === 0 ? 'ACCESSIBLE' : 'SELECTED'
  const needsOrgUnit = mode === 'SELECTED' || mode === 'CHILDREN' || mode === 'DESCENDANTS'
  if (!needsOrgUnit && orgUnits.size > 0) {
    throw badRequest(
      `orgUnitMode ${mode} cannot be used with orgUnits. Please remove the orgUnit parameter and try again.`,
    )
  }
  if (needsOrgUnit && orgUnits.size === 0) {
    if (trackedEntities === undefined) {
      throw badRequest(
        `At least one org unit is required for orgUnitMode: ${mode}. Please add one org unit or use a different orgUnitMode.`,
      )
    }
    if (trackedEntities.size === 0) {
      throw badRequest(
        `At least one org unit or tracked entity is required for orgUnitMode: ${mode}. Please add one of the two or use a different orgUnitMode.`,
      )
    }
  }
  return mode
}

/** Refuses a list without org units or ids whose mode does not name its own, in versions that want one. */
export function requireOrgUnits(
  query: URLSearchParams,
  { needsOrgUnits }: TrackerFacts,
  orgUnits: Set<string>,
  ids: Set<string>,
): void {
  if (!needsOrgUnits || orgUnits.size > 0 || ids.size > 0) return
  if (['ACCESSIBLE', 'CAPTURE', 'ALL'].includes(query.get('orgUnitMode') ?? '')) return
  throw conflict('At least one organisation unit must be specified')
}

/** Refuses org units that are unknown or outside the search scope. */
export function checkOrgUnits(index: TrackerIndex, reader: Reader, orgUnits: Iterable<string>): void {
  const known = index.dataset.metadata.get('organisationUnits')
  for (const id of orgUnits) {
    if (known?.has(id) !== true) throw badRequest(`Organisation unit does not exist: ${id}`)
    if (!reader.user.isSuperuser && !reader.isInSearchScope(id)) {
      throw forbidden(`Organisation unit is not part of the search scope: ${id}`)
    }
  }
}

/** Refuses a mode for which the user lacks org units or the authority to search everywhere. */
export function checkOrgUnitMode(reader: Reader, mode: OrgUnitMode, program: ProgramInfo | undefined): void {
  if (mode === 'ALL') {
    if (!reader.hasAuthority('F_TRACKED_ENTITY_INSTANCE_SEARCH_IN_ALL_ORGUNITS')) {
      throw forbidden('User is not authorized to query across all organisation units')
    }
    return
  }
  const isRestricted = program?.accessLevel === 'PROTECTED' || program?.accessLevel === 'CLOSED'
  if ((mode === 'CAPTURE' || isRestricted) && reader.user.organisationUnits.length === 0) {
    throw forbidden('User needs to be assigned data capture org units')
  }
  if (reader.searchRoots.length === 0) {
    throw forbidden('User needs to be assigned either search or data capture org units')
  }
}

/** Whether an owning org unit is among those that mode and org units mean; ALL means every one. */
export function orgUnitPredicate(
  index: TrackerIndex,
  reader: Reader,
  mode: OrgUnitMode,
  orgUnits: Set<string>,
): (orgUnit: string) => boolean {
  if (mode === 'ACCESSIBLE') return reader.isInSearchScope
  if (mode === 'CAPTURE') return reader.isInCaptureScope
  if (mode === 'ALL' || orgUnits.size === 0) return () => true
  if (mode === 'SELECTED') return (orgUnit) => orgUnits.has(orgUnit)
  const isWithin = mode === 'CHILDREN' ? isChildOrSelf : isDescendant
  const known = new Map<string, boolean>()
  return (orgUnit) => {
    const answer = known.get(orgUnit) ?? isWithin(index.dataset, orgUnit, orgUnits)
    known.set(orgUnit, answer)
    return answer
  }
}
