/** One import on its way: what its checks, rules and writes share. */
import type { Dataset, SandboxUser } from '../dataset.ts'
import type { Reader } from '../tracker/reader.ts'
import type { TrackerIndex } from '../tracker/tracker-index.ts'
import type { ImportFacts } from '../versions/import-facts.ts'
import type { Bundle, BundleItem, TrackerType } from './bundle/bundle.ts'
import type { ImportLookups } from './import-lookups.ts'
import type { ImportOptions, Strategy } from './import-options.ts'
import type { Issues } from './issues/issues.ts'
import type { MetadataNames } from './metadata-names.ts'

/** What an import works with. */
export interface ImportRun {
  /** All rows; what is stored goes here. */
  dataset: Dataset
  /** The rows that are not deleted, arranged for reading, as they were before the import. */
  index: TrackerIndex
  user: SandboxUser
  reader: Reader
  facts: ImportFacts
  options: ImportOptions
  names: MetadataNames
  bundle: Bundle
  lookups: ImportLookups
  issues: Issues
}

/** The stored object of a UID, deleted or not. */
export function storedRow({ dataset }: ImportRun, type: TrackerType, uid: string): { deleted?: true } | undefined {
  if (type === 'TRACKED_ENTITY') return dataset.trackedEntities.get(uid)
  if (type === 'ENROLLMENT') return dataset.enrollments.get(uid)
  return type === 'EVENT' ? dataset.events.get(uid) : dataset.relationships.get(uid)
}

/** What is to be done with an object. */
export function strategyOf(run: ImportRun, { type, uid }: Pick<BundleItem, 'type' | 'uid'>): Strategy {
  return run.options.strategy ?? (storedRow(run, type, uid) === undefined ? 'CREATE' : 'UPDATE')
}

/** One step of checking an object, for some strategies. */
export interface Check<Item> {
  on: readonly Strategy[]
  check: (run: ImportRun, item: Item) => void
}

/** Every strategy. */
export const always: readonly Strategy[] = ['CREATE', 'UPDATE', 'DELETE']

/** The strategies after which the object is there. */
export const storing: readonly Strategy[] = ['CREATE', 'UPDATE']

/** Checks an object step by step, until a step finds an error. */
export function checkInOrder<Item extends BundleItem>(
  run: ImportRun,
  item: Item,
  checks: readonly Check<Item>[],
): void {
  const strategy = strategyOf(run, item)
  for (const { on, check } of checks) {
    if (!on.includes(strategy)) continue
    const before = run.issues.errors.length
    check(run, item)
    if (run.issues.errors.length > before) return
  }
}
