import type { RelationshipRecord, RelationshipSide } from '../../dataset.ts'
import { canWriteObjectData } from '../../sharing.ts'
import { nextSerial } from '../../write/tracker-store.ts'
import type { Row } from '../legacy-rows.ts'
import { conflicting, done, type ImportConflict, type ImportSummary, refused } from './import-summary.ts'
import type { LegacyImport } from './legacy-import.ts'
import { textOf } from './row-values.ts'
import { idOrNew, markDeleted, touchEntity } from './stored-rows.ts'

/** Imports relationships. */
export function importRelationships(context: LegacyImport, rows: Row[]): ImportSummary[] {
  const { dataset, options } = context
  return rows.map((row) => {
    const id = textOf(row, 'relationship')
    const isKnown = dataset.relationships.has(id ?? '')
    if (options.strategy === 'DELETE') return deleteRelationship(context, id ?? '')
    const isCreated = options.strategy === 'CREATE' || (options.strategy !== 'UPDATE' && !isKnown)
    return isCreated ? add(context, row) : updateRelationship(context, row)
  })
}

function add(context: LegacyImport, row: Row): ImportSummary {
  const { dataset, options, write } = context
  const given = textOf(row, 'relationship')
  const [from, to] = [sideOf(row['from']), sideOf(row['to'])]
  const conflicts = conflictsOf(context, row, from, to)
  if (conflicts.length > 0 || from === undefined || to === undefined) return conflicting(conflicts, given)
  const relationshipType = textOf(row, 'relationshipType') ?? ''
  const known = existing(context, { relationshipType, from, to })
  if (known !== undefined) return refused(`Relationship ${known} already exists`, known)
  const errors = writeErrors(context, { relationshipType, from, to })
  if (errors.length > 0) return refused(`[${errors.join(', ')}]`)
  const relationship = idOrNew(given)
  if (options.dryRun) return done('imported', relationship)
  const at = write.nextMoment()
  dataset.relationships.set(relationship, {
    serial: nextSerial(dataset.relationships),
    relationship,
    relationshipType,
    from,
    to,
    createdAt: at,
    updatedAt: at,
    createdBy: write.username,
    updatedBy: write.username,
  })
  for (const { kind, id } of [from, to]) if (kind === 'trackedEntity') touchEntity(context, id)
  return done('imported', relationship)
}

/** Changes the sides of a relationship, as `PUT relationships/{id}` does. */
export function updateRelationship(context: LegacyImport, row: Row): ImportSummary {
  const { dataset, options, write } = context
  const id = textOf(row, 'relationship') ?? ''
  const record = dataset.relationships.get(id)
  const [from, to] = [sideOf(row['from']), sideOf(row['to'])]
  const conflicts = conflictsOf(context, row, from, to)
  if (record === undefined) {
    return conflicting([...conflicts, { object: 'Relationship', value: `Relationship '${id}' does not exist` }], id)
  }
  if (record.deleted === true) {
    return refused(`Relationship '${id}' is already deleted and cannot be modified.`, id)
  }
  const errors = writeErrors(context, record)
  if (errors.length > 0) return { ...conflicting(conflicts, id), description: `[${errors.join(', ')}]` }
  if (conflicts.length > 0) return conflicting(conflicts, id)
  const updated = { from, to, updatedAt: write.nextMoment(), updatedBy: write.username }
  if (!options.dryRun) Object.assign(record, updated)
  return done('updated', id)
}

/** Deletes a relationship; one that is not there is a warning. */
export function deleteRelationship(context: LegacyImport, id: string): ImportSummary {
  const { dataset, options } = context
  const record = dataset.relationships.get(id)
  if (record === undefined || record.deleted === true) {
    const description = `Relationship ${id} cannot be deleted as it is not present in the system`
    return { ...done('ignored', undefined, description), status: 'WARNING' }
  }
  const errors = writeErrors(context, record)
  if (errors.length > 0) return refused(`[${errors.join(', ')}]`, id)
  if (!options.dryRun) markDeleted(context, record)
  return done('deleted', id, `Deletion of relationship ${id} was successful`)
}

const kinds = { trackedEntityInstance: 'trackedEntity', enrollment: 'enrollment', event: 'event' } as const

function sideOf(side: unknown): RelationshipSide | undefined {
  for (const [name, kind] of Object.entries(kinds)) {
    const id = Object(Object(side)[name])[name]
    if (typeof id === 'string' && id !== '') return { kind, id }
  }
  return undefined
}

function conflictsOf(
  context: LegacyImport,
  row: Row,
  from: RelationshipSide | undefined,
  to: RelationshipSide | undefined,
): ImportConflict[] {
  const object = textOf(row, 'relationship') ?? ''
  const type = textOf(row, 'relationshipType')
  const missing = { relationshipType: type, from, to }
  const conflicts = Object.entries(missing).flatMap(([name, value]) =>
    value === undefined ? [{ object, value: `Missing property '${name}'` }] : [],
  )
  if (from !== undefined && from.kind === to?.kind && from.id === to.id) {
    conflicts.push({ object, value: 'Self-referencing relationships are not allowed.' })
  }
  if (conflicts.length > 0) return conflicts
  if (!context.metadata.relationshipTypes.has(type ?? '')) {
    return [{ object, value: `relationshipType '${type}' not found.` }]
  }
  return [from, to].flatMap((side) =>
    side === undefined || isThere(context, side)
      ? []
      : [{ object, value: `${nouns[side.kind]} '${side.id}' not found.` }],
  )
}

const nouns = { trackedEntity: 'TrackedEntityInstance', enrollment: 'ProgramInstance', event: 'ProgramStageInstance' }

function isThere({ dataset }: LegacyImport, { kind, id }: RelationshipSide): boolean {
  const rows = { trackedEntity: dataset.trackedEntities, enrollment: dataset.enrollments, event: dataset.events }
  const row = rows[kind].get(id)
  return row !== undefined && row.deleted !== true
}

type Related = Pick<RelationshipRecord, 'relationshipType' | 'from' | 'to'>

function existing({ dataset, metadata }: LegacyImport, { relationshipType, from, to }: Related): string | undefined {
  const isBoth = metadata.relationshipTypes.get(relationshipType)?.['bidirectional'] === true
  const same = (one: RelationshipSide, other: RelationshipSide): boolean =>
    one.kind === other.kind && one.id === other.id
  return [...dataset.relationships.values()].find(
    (own) =>
      own.deleted !== true &&
      own.relationshipType === relationshipType &&
      ((same(own.from, from) && same(own.to, to)) || (isBoth && same(own.from, to) && same(own.to, from))),
  )?.relationship
}

/** A one-way relationship is written by who may write its beginning and read its end; sides are only read here, which is as much as the dataset's sharing tells apart. */
function writeErrors({ metadata, reader, user }: LegacyImport, { relationshipType, from, to }: Related): string[] {
  if (user.isSuperuser) return []
  const type = metadata.relationshipTypes.get(relationshipType)
  const mayWrite = type !== undefined && canWriteObjectData(user, type)
  return [
    ...(mayWrite ? [] : [`User has no data write access to relationshipType: ${relationshipType}`]),
    ...(reader.canReadSide(from) && reader.canReadSide(to) ? [] : ['OWNERSHIP_ACCESS_DENIED']),
  ]
}
