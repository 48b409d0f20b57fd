import type { Dataset } from './dataset.ts'

/** The path of an org unit, `/root/…/itself`; undefined for an unknown id. */
export function pathOf(dataset: Dataset, id: string): string | undefined {
  const path = dataset.metadata.get('organisationUnits')?.get(id)?.['path']
  return typeof path === 'string' ? path : undefined
}

/** Whether the org unit is one of `ofIds` or lies below one of them; false for an unknown id. */
export function isDescendant(dataset: Dataset, id: string, ofIds: Iterable<string>): boolean {
  const path = pathOf(dataset, id)
  if (path === undefined) return false
  const lineage = new Set(path.split('/'))
  for (const ancestor of ofIds) if (lineage.has(ancestor)) return true
  return false
}

/** Whether the org unit is one of `ofIds` or a direct child of one of them. */
export function isChildOrSelf(dataset: Dataset, id: string, ofIds: Iterable<string>): boolean {
  const lineage = new Set(pathOf(dataset, id)?.split('/').slice(1).slice(-2) ?? [])
  for (const parent of ofIds) if (lineage.has(parent)) return true
  return false
}
