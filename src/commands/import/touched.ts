import type { RelationshipItemInput } from '../../model/import-bundle.ts'
import type { ImportStrategy } from '../../model/import-options.ts'
import { type ImportUnit, objectsOfRoot } from './import-unit.ts'

/**
 * The UIDs of the tracked entities that writing a unit touches, and those of its own objects; undefined where its input does not tell
 * which tracked entity it belongs to, so that it may be any.
 */
export function touchedBy({ root }: ImportUnit, strategy: ImportStrategy): string[] | undefined {
  const own = objectsOfRoot(root).flatMap(({ uid }) => uid ?? [])
  const owners = ownersOf(root, strategy)
  return owners && [...own, ...owners]
}

function ownersOf({ trackerType, object }: ImportUnit['root'], strategy: ImportStrategy): string[] | undefined {
  switch (trackerType) {
    case 'TRACKED_ENTITY':
      return []
    case 'ENROLLMENT':
      return object.trackedEntity ? [object.trackedEntity] : undefined
    case 'EVENT': {
      if (object.trackedEntity) return [object.trackedEntity]
      // An event without enrollment is of a program without tracked entities; what is deleted may be named by its UID alone.
      return object.enrollment || strategy === 'DELETE' ? undefined : []
    }
    case 'RELATIONSHIP': {
      const [from, to] = [trackedEntityAt(object.from), trackedEntityAt(object.to)]
      return from === undefined || to === undefined ? undefined : [from, to]
    }
  }
}

/** DHIS2 takes an end as `{trackedEntity: {trackedEntity: uid}}`, and as `{trackedEntity: uid}` too. */
function trackedEntityAt(end: RelationshipItemInput | null | undefined): string | undefined {
  const item: unknown = end?.trackedEntity
  const uid: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, 'trackedEntity') : item
  return typeof uid === 'string' ? uid : undefined
}
