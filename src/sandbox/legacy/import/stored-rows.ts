import type { AttributeValueRecord, NoteRecord, RelationshipSide, TrackedEntityRecord } from '../../dataset.ts'
import { newUid } from '../../new-uid.ts'
import { isUid } from '../../tracker/parameters.ts'
import { type Row, rowsOf } from '../legacy-rows.ts'
import type { LegacyImport } from './legacy-import.ts'
import { textOf, timeOf } from './row-values.ts'

/** The id that a new object shall have: its own when that is a UID, else a new one. */
export function idOrNew(id: string | undefined): string {
  return id !== undefined && isUid(id) ? id : newUid()
}

/** Stores attribute values of a tracked entity: a value given replaces what is there, an empty one removes it, others stay. */
export function storeAttributes({ write }: LegacyImport, entity: TrackedEntityRecord, attributes: Row[]): void {
  for (const row of attributes) {
    const attribute = textOf(row, 'attribute')
    const value = textOf(row, 'value')
    if (attribute === undefined) continue
    const known = entity.attributes.find((own) => own.attribute === attribute)
    if (value === undefined) {
      entity.attributes = entity.attributes.filter((own) => own !== known)
    } else if (known === undefined) {
      entity.attributes.push(newAttribute(attribute, value, write))
    } else if (known.value !== value) {
      Object.assign(known, { value, updatedAt: write.nextMoment(), updatedBy: write.username })
    }
  }
}

function newAttribute(
  attribute: string,
  value: string,
  { username, nextMoment }: LegacyImport['write'],
): AttributeValueRecord {
  const at = nextMoment()
  return { attribute, value, createdAt: at, updatedAt: at, createdBy: username, updatedBy: username }
}

/** The notes of an enrollment or event that are not stored yet; a note without words is none. */
export function newNotes({ write }: LegacyImport, notes: unknown, known: readonly NoteRecord[]): NoteRecord[] {
  return rowsOf(notes).flatMap((row) => {
    const value = textOf(row, 'value')
    const note = idOrNew(textOf(row, 'note'))
    if (value === undefined || known.some((own) => own.note === note)) return []
    const storedAt = timeOf(textOf(row, 'storedDate')) ?? write.nextMoment()
    return [{ note, value, storedAt, storedBy: textOf(row, 'storedBy') ?? write.username }]
  })
}

/** Marks a tracked entity as changed. */
export function touchEntity({ dataset, write }: LegacyImport, trackedEntity: string | undefined): void {
  const entity = dataset.trackedEntities.get(trackedEntity ?? '')
  if (entity !== undefined) Object.assign(entity, { updatedAt: write.nextMoment(), updatedBy: write.username })
}

/** Deletes a row softly, with everything that it holds and every relationship of what goes. */
export function deleteRow(context: LegacyImport, { kind, id }: RelationshipSide): void {
  const { trackedEntities, enrollments, events, relationships } = context.dataset
  const row =
    kind === 'trackedEntity' ? trackedEntities.get(id) : kind === 'enrollment' ? enrollments.get(id) : events.get(id)
  if (row === undefined || row.deleted === true) return
  if ('enrollments' in row) for (const held of row.enrollments) deleteRow(context, { kind: 'enrollment', id: held })
  if ('events' in row) for (const held of row.events) deleteRow(context, { kind: 'event', id: held })
  markDeleted(context, row)
  // Its values go for good, so that a unique one is free again.
  if ('attributes' in row) row.attributes.splice(0)
  const isSide = (side: RelationshipSide): boolean => side.kind === kind && side.id === id
  for (const relationship of relationships.values()) {
    if (relationship.deleted !== true && (isSide(relationship.from) || isSide(relationship.to))) {
      markDeleted(context, relationship)
    }
  }
}

/** Marks a row as deleted by the user. */
export function markDeleted({ write }: LegacyImport, row: object): void {
  Object.assign(row, { deleted: true, updatedAt: write.nextMoment(), updatedBy: write.username })
}
