import { readUid } from './parameters.ts'
import type { Reader } from './reader.ts'
import { badRequest, forbidden, notFound, Refusal } from './refusal.ts'
import type { TrackerIndex } from './tracker-index.ts'
import type { ProgramInfo, TypeInfo } from './tracker-metadata.ts'

/** The program a request names: one that may not even be seen "does not exist"; one that may be seen but not read is forbidden. */
export function requireProgram(index: TrackerIndex, reader: Reader, id: string | undefined): ProgramInfo | undefined {
  if (id === undefined) return undefined
  const program = index.metadata.programs.get(id)
  if (program === undefined || !reader.canReadMetadata(program.object)) {
    throw badRequest(`Program is specified but does not exist: ${id}`)
  }
  if (!reader.canReadData(program.object)) throw forbidden(`User has no access to program: ${id}`)
  return program
}

/** Refuses a list without `program`, which some versions want even beside ids (recording 105 of 2.43). */
export function requireNamedProgram(query: URLSearchParams): void {
  if (readUid(query, 'program') === undefined) throw badRequest('Program is mandatory')
}

/** The tracker program a request names, whose tracked entity type must be readable too. */
export function requireTrackerProgram(
  index: TrackerIndex,
  reader: Reader,
  id: string | undefined,
): ProgramInfo | undefined {
  const program = requireProgram(index, reader, id)
  if (program === undefined) return undefined
  if (!program.isRegistration) throw badRequest(`Program specified is not a tracker program: ${program.id}`)
  const type = program.trackedEntityType ?? ''
  if (!reader.canReadData(index.metadata.types.get(type)?.object)) {
    throw forbidden(`User is not authorized to read data from selected program's tracked entity type: ${type}`)
  }
  return program
}

/** The program named beside a single tracked entity: an unknown one is 404 there (recording 100). */
export function requireProgramOfOne(
  index: TrackerIndex,
  reader: Reader,
  id: string | undefined,
): ProgramInfo | undefined {
  try {
    return requireProgram(index, reader, id)
  } catch (error) {
    if (error instanceof Refusal && error.status === 400) throw notFound('Program', id ?? '')
    throw error
  }
}

/** The tracked entity type a request names. */
export function requireType(index: TrackerIndex, reader: Reader, id: string | undefined): TypeInfo | undefined {
  if (id === undefined) return undefined
  const type = index.metadata.types.get(id)
  if (type === undefined) throw badRequest(`Tracked entity type is specified but does not exist: ${id}`)
  if (!reader.canReadData(type.object)) {
    throw forbidden(`User is not authorized to read data from selected tracked entity type: ${id}`)
  }
  return type
}

/** The tracked entity that events or enrollments are asked of; ownership is not looked at here, as in DHIS2. */
export function checkTrackedEntity(index: TrackerIndex, reader: Reader, id: string | undefined): void {
  if (id === undefined) return
  const entity = index.dataset.trackedEntities.get(id)
  if (entity === undefined) throw badRequest(`Tracked entity is specified but does not exist: ${id}`)
  if (!reader.canReadData(index.metadata.types.get(entity.trackedEntityType)?.object)) {
    throw forbidden(
      `User is not authorized to read data from type of selected tracked entity: ${entity.trackedEntityType}`,
    )
  }
}
