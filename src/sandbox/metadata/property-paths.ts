import type { Dataset, MetadataObject } from '../dataset.ts'
import { referenceId } from '../dataset-metadata.ts'
import type { Expander } from './expanded-objects.ts'
import { referenceTargets } from './metadata-types.ts'

/** Reads values at property paths such as `parent.id` of the objects of one type. */
export interface PathReader {
  /** Whether the type has such a property. */
  knows(path: string): boolean
  /** The values at the path: none when absent, one for each element of the collections on the way; a collection at its end is one value. */
  values(object: MetadataObject, path: string[]): unknown[]
}

/** `a.b` → `['a', 'b']`. */
export function splitPath(path: string): string[] {
  return path.split('.')
}

/** The path reader of a type. */
export function createPathReader(dataset: Dataset, expand: Expander, plural: string): PathReader {
  const knows = (path: string): boolean => {
    let type: string | undefined = plural
    for (const part of splitPath(path)) {
      // Below an embedded object the dataset does not tell what could be there.
      if (type === undefined) return true
      if (!hasProperty(dataset, expand, type, part)) return false
      type = referenceTargets.get(part)
    }
    return true
  }
  const read = (value: Record<string, unknown>, [name = '', ...rest]: string[]): unknown[] => {
    const found = value[name]
    if (found === undefined || found === null) return []
    if (rest.length === 0) return [found]
    const items: unknown[] = Array.isArray(found) ? found : [found]
    return items.flatMap((item) => read(followed(item, name), rest))
  }
  const followed = (item: unknown, property: string): Record<string, unknown> => {
    const type = referenceTargets.get(property)
    const target = type === undefined ? undefined : dataset.metadata.get(type)?.get(referenceId(item) ?? '')
    if (type !== undefined && target !== undefined) return expand(type, target).all
    return typeof item === 'object' && item !== null ? { ...item } : {}
  }
  return { knows, values: (object, path) => read(expand(plural, object).all, path) }
}

function hasProperty(dataset: Dataset, expand: Expander, plural: string, property: string): boolean {
  if (property === 'access') return true
  const objects = dataset.metadata.get(plural)
  if (objects === undefined || objects.size === 0) return ['id', 'name', 'code', 'displayName'].includes(property)
  return (
    [...objects.values()].some((object) => expand(plural, object).all[property] !== undefined) || property === 'code'
  )
}
