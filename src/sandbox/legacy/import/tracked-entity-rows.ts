import type { TrackedEntityRecord } from '../../dataset.ts'
import { nextSerial } from '../../write/tracker-store.ts'
import { type Row, rowsOf } from '../legacy-rows.ts'
import { createEntityErrors, writeEntityErrors } from './access-checks.ts'
import { conflicting, done, type ImportSummary, refused } from './import-summary.ts'
import type { LegacyImport } from './legacy-import.ts'
import { clientTimes, geometryOf, textOf } from './row-values.ts'
import { idOrNew, storeAttributes } from './stored-rows.ts'
import { attributeConflicts, placeConflicts, typeConflicts } from './tracked-entity-checks.ts'

/** The refusal of a tracked entity whose id is taken. */
export const storedAlready = (id: string): ImportSummary =>
  refused(`Tracked entity instance ${id} already exists or was deleted earlier`, id)

/** Stores a new tracked entity. */
export function addTrackedEntity(context: LegacyImport, row: Row): ImportSummary {
  const { dataset, metadata, options, write } = context
  const given = textOf(row, 'trackedEntityInstance')
  // Twice in one list.
  if (given !== undefined && dataset.trackedEntities.has(given)) return storedAlready(given)
  const typeId = textOf(row, 'trackedEntityType')
  const type = metadata.types.get(typeId ?? '')
  const conflicts = [...typeConflicts(typeId, type !== undefined), ...attributeConflicts(context, row, undefined)]
  if (conflicts.length > 0 || type === undefined) return conflicting(conflicts, given)
  const orgUnit = textOf(row, 'orgUnit')
  const placed = placeConflicts(context, given, orgUnit, row['geometry'], type.object['featureType'])
  if (placed.length > 0 || orgUnit === undefined) return conflicting(placed, given)
  const trackedEntity = idOrNew(given)
  const errors = createEntityErrors(context, { trackedEntity, trackedEntityType: type.id, orgUnit })
  if (errors.length > 0) return refused(`[${errors.join(', ')}]`)
  if (options.dryRun) return done('imported', trackedEntity)
  const at = write.nextMoment()
  const entity: TrackedEntityRecord = {
    serial: nextSerial(dataset.trackedEntities),
    trackedEntity,
    trackedEntityType: type.id,
    orgUnit,
    geometry: geometryOf(row['geometry']),
    potentialDuplicate: row['potentialDuplicate'] === true,
    inactive: row['inactive'] === true,
    attributes: [],
    enrollments: [],
    createdAt: at,
    updatedAt: at,
    createdBy: write.username,
    updatedBy: write.username,
    ...clientTimes(row),
  }
  dataset.trackedEntities.set(trackedEntity, entity)
  storeAttributes(context, entity, rowsOf(row['attributes']))
  return done('imported', trackedEntity)
}

/** Changes a tracked entity; of `program` named, attributes that are not given are removed. */
export function updateTrackedEntity(context: LegacyImport, row: Row, program?: string | null): ImportSummary {
  const { dataset, metadata, options, write } = context
  const id = textOf(row, 'trackedEntityInstance') ?? ''
  const entity = dataset.trackedEntities.get(id)
  if (entity === undefined || entity.deleted === true) {
    const value = `You are trying to add or update tracked entity instance ${id} that has already been deleted`
    return conflicting([{ object: 'TrackedEntityInstance', value }], id)
  }
  const conflicts = attributeConflicts(context, row, id)
  const errors = writeEntityErrors(context, entity)
  const orgUnit = textOf(row, 'orgUnit') ?? ''
  const description = errors.length > 0 ? { description: `[${errors.join(', ')}]` } : {}
  if (errors.length === 0 && dataset.metadata.get('organisationUnits')?.has(orgUnit) !== true) {
    conflicts.push({ object: 'OrganisationUnit', value: `Org unit ${orgUnit || null} does not exist` })
  }
  if (conflicts.length > 0 || errors.length > 0) return { ...conflicting(conflicts, id), ...description }
  const featureType = metadata.types.get(entity.trackedEntityType)?.object['featureType']
  const misplaced = placeConflicts(context, id, orgUnit, row['geometry'], featureType)
  if (misplaced.length > 0) return { ...conflicting(misplaced, id), status: 'SUCCESS' }
  if (options.dryRun) return done('updated', id)
  Object.assign(entity, {
    orgUnit,
    inactive: row['inactive'] === true,
    potentialDuplicate: row['potentialDuplicate'] === true,
    geometry: geometryOf(row['geometry']),
    updatedAt: write.nextMoment(),
    updatedBy: write.username,
    ...clientTimes(row),
  })
  const attributes = rowsOf(row['attributes'])
  const given = new Set(attributes.map(({ attribute }) => attribute))
  const ofProgram = metadata.programs.get(program ?? '')?.attributes
  entity.attributes = entity.attributes.filter(
    (own) => given.has(own.attribute) || ofProgram?.has(own.attribute) !== true,
  )
  storeAttributes(context, entity, attributes)
  return done('updated', id)
}
