import type { RelationshipItem } from '../model/tracker.ts'
import type { RelationshipEnd } from '../plan/need.ts'
import type { MetadataLoad } from './metadata-load.ts'
import { rowsAt, textAt } from './rows.ts'

/** A relationship and what stands at one end of it. */
export interface EndOfRow {
  row: object
  item: RelationshipItem
}

/** What stands at an end of the relationships under a path. */
export function endsAt(rows: readonly object[], path: readonly string[], end: RelationshipEnd): EndOfRow[] {
  return rowsAt(rows, path).flatMap((row) => {
    const item: unknown = Reflect.get(row, end)
    return isItem(item) ? [{ row, item }] : []
  })
}

/** The program of enrollments and events at ends of relationships, as far as the relationship types demand one there. */
export async function endPrograms(metadata: MetadataLoad, ends: readonly EndOfRow[]): Promise<Map<object, string>> {
  const types = new Set(ends.flatMap(({ row }) => textAt(row, 'relationshipType') ?? []))
  await metadata.warm('relationshipTypes', types)
  const programs = new Map<object, string>()
  for (const { row, item } of ends) {
    const type = metadata.peek('relationshipTypes', textAt(row, 'relationshipType') ?? '')
    const from: unknown = Reflect.get(row, 'from')
    const isFrom = isItem(from) && from.kind === item.kind && from.id === item.id
    const program = (isFrom ? type?.fromConstraint : type?.toConstraint)?.program?.id
    if (program) programs.set(row, program)
  }
  return programs
}

function isItem(value: unknown): value is RelationshipItem {
  return typeof value === 'object' && value !== null && 'kind' in value && 'id' in value
}
