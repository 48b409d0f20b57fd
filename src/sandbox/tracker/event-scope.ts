import type { EventRecord } from '../dataset.ts'
import { isChildOrSelf, isDescendant } from '../org-unit-scope.ts'
import type { TrackerFacts } from '../versions/version-facts.ts'
import type { OrgUnitMode } from './org-unit-mode.ts'
import type { Reader } from './reader.ts'
import type { TrackerIndex } from './tracker-index.ts'
import type { ProgramInfo } from './tracker-metadata.ts'

/** Where events are looked for. */
export interface EventScope {
  mode: OrgUnitMode
  orgUnit: string | undefined
  program: ProgramInfo | undefined
  /** Events of tracked entities whose glass the user has broken are left out: a list that names no tracked entity. */
  ignoresOpened?: boolean
  /** Whose org unit counts; the owner's unless told otherwise. */
  judge?: TrackerFacts['eventScope']
}

/**
 * Whether an event lies in the scope, judged by the owner of its tracked entity or, without one, by its own org unit.
 * As in `JdbcEventStore` of 2.42: a PROTECTED or CLOSED program counts the capture scope alone; otherwise DESCENDANTS and
 * CHILDREN look at the org unit given, not at the user's scope again.
 */
export function eventScope(
  index: TrackerIndex,
  reader: Reader,
  { mode, orgUnit, program, ignoresOpened = false, judge = 'owner' }: EventScope,
): (event: EventRecord) => boolean {
  const ownerOf = ({ trackedEntity, program: id, orgUnit: own }: EventRecord): string =>
    trackedEntity === undefined || judge === 'event' ? own : (index.ownerOf(trackedEntity, id) ?? own)
  const isOpened = ({ trackedEntity, program: id }: EventRecord): boolean =>
    !ignoresOpened && reader.hasOpened(trackedEntity, id)
  if (mode === 'ALL') return () => true
  if (mode === 'CAPTURE') return (event) => reader.isInCaptureScope(ownerOf(event))
  const matches = orgUnitMatcher(index, mode, orgUnit)
  if (isRestricted(program?.accessLevel)) {
    return (event) => matches(ownerOf(event)) && (reader.isInCaptureScope(ownerOf(event)) || isOpened(event))
  }
  const hasSearchScope = reader.user.teiSearchOrganisationUnits.length > 0
  const ignoresScope = mode === 'DESCENDANTS' || mode === 'CHILDREN'
  return (event) => {
    const owner = ownerOf(event)
    if (!matches(owner)) return false
    if (ignoresScope || reader.isInCaptureScope(owner) || isOpened(event)) return true
    const accessLevel = index.metadata.programs.get(event.program)?.accessLevel
    return hasSearchScope && !isRestricted(accessLevel) && reader.isInSearchScope(owner)
  }
}

const isRestricted = (accessLevel: string | undefined): boolean =>
  accessLevel === 'PROTECTED' || accessLevel === 'CLOSED'

function orgUnitMatcher(
  index: TrackerIndex,
  mode: OrgUnitMode,
  orgUnit: string | undefined,
): (owner: string) => boolean {
  if (orgUnit === undefined || mode === 'ACCESSIBLE') return () => true
  if (mode === 'SELECTED') return (owner) => owner === orgUnit
  const isWithin = mode === 'CHILDREN' ? isChildOrSelf : isDescendant
  const known = new Map<string, boolean>()
  return (owner) => {
    const answer = known.get(owner) ?? isWithin(index.dataset, owner, [orgUnit])
    known.set(owner, answer)
    return answer
  }
}
