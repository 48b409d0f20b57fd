import type { EventRecord, TrackedEntityRecord } from '../dataset.ts'
import type { EventKind } from './event-kinds.ts'
import { eventScope } from './event-scope.ts'
import { requireProgramOfOne } from './named-metadata.ts'
import { readUid } from './parameters.ts'
import type { Reader } from './reader.ts'
import { conflict, deniedOwnership, notFound } from './refusal.ts'
import { accessibleOne } from './tracked-entity-query.ts'
import { selectTrackedEntities } from './tracked-entity-selection.ts'
import type { TrackerIndex } from './tracker-index.ts'
import type { ProgramInfo } from './tracker-metadata.ts'

/** The tracked entity of this id, with the `program` that the query names beside it; refuses as the read of a single tracked entity does. */
export function requireTrackedEntity(
  index: TrackerIndex,
  reader: Reader,
  query: URLSearchParams,
  id: string,
): { entity: TrackedEntityRecord; program: ProgramInfo | undefined } {
  refuseOutsideScope(index, reader, id)
  const program = requireProgramOfOne(index, reader, readUid(query, 'program'))
  const [entity] = selectTrackedEntities(index, reader, accessibleOne(id), program)
  if (entity === undefined) {
    const facts = index.dataset.version.tracker
    throw isOutOfReach(index, reader, id, program) ? deniedOwnership(facts) : notFound(facts.trackedEntityNoun, id)
  }
  return { entity, program }
}

/** The first look of 2.38, at the tracked entity alone. */
function refuseOutsideScope({ dataset }: TrackerIndex, reader: Reader, id: string): void {
  const orgUnit = dataset.trackedEntities.get(id)?.orgUnit
  if (!dataset.version.tracker.refusesOneOutsideScope || reader.user.isSuperuser || orgUnit === undefined) return
  if (reader.isInSearchScope(orgUnit)) return
  throw conflict(`[User has no read access to organisation unit: ${orgUnit}]`)
}

/** Whether the version tells that the tracked entity is there, though its owner in the program is out of reach. */
function isOutOfReach(
  { dataset, metadata }: TrackerIndex,
  reader: Reader,
  id: string,
  program: ProgramInfo | undefined,
): boolean {
  const type = dataset.trackedEntities.get(id)?.trackedEntityType
  if (dataset.version.tracker.deniedOwnership === 'notFound' || type === undefined) return false
  return program?.trackedEntityType === type && reader.canReadData(metadata.types.get(type)?.object)
}

/** The event of this id when it is of the kind and the user may read it. */
export function accessibleEvent(
  { isRegistration }: EventKind,
  index: TrackerIndex,
  reader: Reader,
  id: string,
): EventRecord | undefined {
  const event = index.dataset.events.get(id)
  if (event === undefined) return undefined
  const isInScope = eventScope(index, reader, { mode: 'ACCESSIBLE', orgUnit: undefined, program: undefined })
  const isOfKind = isRegistration === undefined || isRegistration === (event.trackedEntity !== undefined)
  return isOfKind && reader.canReadEventMetadata(event) && isInScope(event) ? event : undefined
}
