import type { EnrollmentRecord, TrackedEntityRecord } from '../dataset.ts'
import type { OrderValue } from './order.ts'
import { orgUnitPredicate } from './org-unit-mode.ts'
import { isBetween } from './parameters.ts'
import type { Reader } from './reader.ts'
import type { TrackedEntityQuery } from './tracked-entity-query.ts'
import type { TrackerIndex } from './tracker-index.ts'
import type { ProgramInfo, TypeInfo } from './tracker-metadata.ts'
import { valuePredicate } from './value-predicates.ts'

/** The tracked entity types that the user may read data of. */
export function readableTypes(index: TrackerIndex, reader: Reader): TypeInfo[] {
  return [...index.metadata.types.values()].filter((type) => reader.canReadData(type.object))
}

/** The tracked entities that a query means and the user may see, newest first. */
export function selectTrackedEntities(
  index: TrackerIndex,
  reader: Reader,
  query: TrackedEntityQuery,
  program: ProgramInfo | undefined,
): TrackedEntityRecord[] {
  const { attributes } = index.metadata
  const values = [...query.filters].flatMap(([id, filters]) => {
    const info = attributes.get(id)
    return info === undefined ? [] : [{ id, passes: valuePredicate(info, 'attribute', filters) }]
  })
  const isOwned = ownershipTest(index, reader, query, program)
  const types = new Set(readableTypes(index, reader).map(({ id }) => id))
  const rows =
    query.trackedEntities.size > 0
      ? [...query.trackedEntities]
          .map((id) => index.dataset.trackedEntities.get(id))
          .filter((entity) => entity !== undefined)
          .sort((one, other) => other.serial - one.serial)
      : index.trackedEntities
  return rows.filter(
    (entity) =>
      (query.trackedEntityType === undefined || entity.trackedEntityType === query.trackedEntityType) &&
      (program !== undefined || types.has(entity.trackedEntityType)) &&
      (query.potentialDuplicate === undefined || entity.potentialDuplicate === query.potentialDuplicate) &&
      isBetween(entity.updatedAt, query.updatedAfter, query.updatedBefore) &&
      values.every(({ id, passes }) => passes(attributeValue(entity, id))) &&
      (program === undefined || wantedEnrollments(index, query, entity, program).length > 0) &&
      isOwned(entity),
  )
}

/** Some program of the entity's type must own it within the org units asked for and within reach of the user. */
function ownershipTest(
  index: TrackerIndex,
  reader: Reader,
  { mode, orgUnits }: TrackedEntityQuery,
  program: ProgramInfo | undefined,
): (entity: TrackedEntityRecord) => boolean {
  const isInOrgUnits = orgUnitPredicate(index, reader, mode, orgUnits)
  const programs = program === undefined ? reader.trackerPrograms : [program]
  return (entity) =>
    programs.some((candidate) => {
      if (candidate.trackedEntityType !== entity.trackedEntityType) return false
      const owner = index.ownerOf(entity.trackedEntity, candidate.id)
      const orgUnit = owner ?? (program === undefined ? entity.orgUnit : undefined)
      if (orgUnit === undefined || !isInOrgUnits(orgUnit)) return false
      return mode === 'ALL' || reader.canReachOwner(candidate, orgUnit, entity.trackedEntity)
    })
}

function wantedEnrollments(
  { dataset }: TrackerIndex,
  { isEnrollmentWanted, isEventWanted }: TrackedEntityQuery,
  entity: TrackedEntityRecord,
  program: ProgramInfo,
): EnrollmentRecord[] {
  return entity.enrollments
    .map((id) => dataset.enrollments.get(id))
    .filter((enrollment) => enrollment !== undefined)
    .filter(
      (enrollment) =>
        enrollment.program === program.id &&
        isEnrollmentWanted(enrollment) &&
        (isEventWanted === undefined ||
          enrollment.events.some((id) => {
            const event = dataset.events.get(id)
            return event !== undefined && isEventWanted(event)
          })),
    )
}

function attributeValue({ attributes }: TrackedEntityRecord, id: string): string | undefined {
  for (const { attribute, value } of attributes) if (attribute === id) return value
  return undefined
}

/** How a tracked entity's place is read for each order term; of several enrollments, the first in the direction asked for counts. */
export function trackedEntityOrderValue(
  index: TrackerIndex,
  query: TrackedEntityQuery,
): (field: string) => (entity: TrackedEntityRecord) => OrderValue {
  const program = index.metadata.programs.get(query.program ?? '')
  return (field) => {
    switch (field) {
      case 'trackedEntity':
        return ({ trackedEntity }) => trackedEntity
      case 'createdAt':
        return ({ createdAt }) => createdAt
      case 'updatedAt':
        return ({ updatedAt }) => updatedAt
      case 'inactive':
        return ({ inactive }) => inactive
      case 'enrolledAt': {
        const isDescending = query.order.some((term) => term.field === field && term.descending)
        return (entity) => {
          const times =
            program === undefined
              ? []
              : wantedEnrollments(index, query, entity, program)
                  .map(({ enrolledAt }) => enrolledAt)
                  .sort()
          return isDescending ? times.at(-1) : times[0]
        }
      }
      case 'createdAtClient':
      case 'updatedAtClient':
        return () => undefined
      default:
        return (entity) => attributeValue(entity, field)
    }
  }
}
