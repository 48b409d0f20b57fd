/** Which objects of a bundle can be stored: those without errors whose parents are there or are stored too. */
import type { Bundle, BundleItem, TrackerType } from './bundle/bundle.ts'
import { sideOf } from './checks/relationships.ts'
import { type ImportRun, storedRow } from './import-run.ts'
import type { IssueTarget } from './issues/issues.ts'

const typeNames: Readonly<Record<TrackerType, string>> = {
  TRACKED_ENTITY: 'trackedEntity',
  ENROLLMENT: 'enrollment',
  EVENT: 'event',
  RELATIONSHIP: 'relationship',
}

/** The good part of the bundle; what only lacks a refused parent becomes an error of its own (E5000). */
export function persistableItems(run: ImportRun): Bundle {
  const { bundle, issues, options } = run
  const kept = new Set<string>()
  const keep = <Item extends BundleItem>(items: Item[]): Item[] =>
    items.filter((item) => {
      if (issues.isInvalid(item)) return false
      const parents = options.strategy === 'DELETE' ? [] : parentsOf(item)
      const isWhole = parents.every((parent) => kept.has(keyOf(parent)) || isStored(run, parent))
      if (isWhole) kept.add(keyOf(item))
      else refuse(run, item, parents)
      return isWhole
    })
  return {
    trackedEntities: keep(bundle.trackedEntities),
    enrollments: keep(bundle.enrollments),
    events: keep(bundle.events),
    relationships: keep(bundle.relationships),
  }
}

const keyOf = ({ type, uid }: IssueTarget): string => `${type}/${uid}`

/** What is deleted is there for DHIS2, whose checks of existence alone look at that. */
const isStored = (run: ImportRun, { type, uid }: IssueTarget): boolean => storedRow(run, type, uid) !== undefined

function refuse({ issues, facts }: ImportRun, item: BundleItem, parents: IssueTarget[]): void {
  if (!facts.refusesChildren) return
  for (const parent of parents.filter(issues.isInvalid)) {
    issues.addConsequence(item, 'E5000', typeNames[item.type], item.uid, typeNames[parent.type], parent.uid)
  }
}

function parentsOf(item: BundleItem): IssueTarget[] {
  if (item.type === 'ENROLLMENT') return [{ type: 'TRACKED_ENTITY', uid: item.trackedEntity ?? '' }]
  if (item.type === 'EVENT') return item.enrollment === undefined ? [] : [{ type: 'ENROLLMENT', uid: item.enrollment }]
  if (item.type === 'TRACKED_ENTITY') return []
  return [item.from, item.to].flatMap((given) => {
    const side = sideOf(given)
    if (side === undefined) return []
    const type = side.kind === 'trackedEntity' ? 'TRACKED_ENTITY' : side.kind === 'enrollment' ? 'ENROLLMENT' : 'EVENT'
    return [{ type, uid: side.id } as const]
  })
}
