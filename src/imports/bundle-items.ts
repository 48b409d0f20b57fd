import type { BundleObject } from './bundle-objects.ts'

/** An attribute of a tracked entity or enrollment, or a data value of an event, with its place in the bundle. */
export interface BundleItem {
  list: 'attributes' | 'dataValues'
  /** The attribute's or data element's identifier; empty where the input has none. */
  identifier: string
  value: string | null | undefined
  path: string[]
}

/** The attributes or data values that an object holds itself. */
export function itemsOf(entry: BundleObject): BundleItem[] {
  switch (entry.trackerType) {
    case 'TRACKED_ENTITY':
    case 'ENROLLMENT':
      return (entry.object.attributes ?? []).map(({ attribute, value }, index) => ({
        list: 'attributes',
        identifier: attribute,
        value,
        path: [...entry.path, 'attributes', String(index)],
      }))
    case 'EVENT':
      return (entry.object.dataValues ?? []).map(({ dataElement, value }, index) => ({
        list: 'dataValues',
        identifier: dataElement,
        value,
        path: [...entry.path, 'dataValues', String(index)],
      }))
    case 'RELATIONSHIP':
      return []
  }
}

/** The path of an item's identifier. */
export function identifierPath(item: BundleItem): string[] {
  return [...item.path, item.list === 'attributes' ? 'attribute' : 'dataElement']
}

/** The tracked entity that an enrollment of the bundle belongs to, as far as it is in the bundle too. */
export function trackedEntityOf(
  entry: BundleObject,
  byUid: ReadonlyMap<string | undefined, readonly BundleObject[]>,
): (BundleObject & { trackerType: 'TRACKED_ENTITY' }) | undefined {
  if (entry.trackerType !== 'ENROLLMENT') return undefined
  const beside = entry.object.trackedEntity ? byUid.get(entry.object.trackedEntity) : undefined
  return [...entry.parents, ...(beside ?? [])].find((one) => one.trackerType === 'TRACKED_ENTITY')
}
