/** The tracker import: reads, checks and stores a bundle, and tells what came of it. Other writes of tracker data go through here too. */
import type { SandboxUser } from '../dataset.ts'
import { createReader } from '../tracker/reader.ts'
import type { TrackerIndexes } from '../tracker/tracker-index.ts'
import { type Bundle, itemsOf } from './bundle/bundle.ts'
import { checkBundle, untilFirstError } from './checks/check-bundle.ts'
import { createImportLookups } from './import-lookups.ts'
import type { ImportOptions } from './import-options.ts'
import { countStats, type ImportOutcome, type ImportStats, type StoredItem } from './import-report.ts'
import { type ImportRun, strategyOf } from './import-run.ts'
import { createIssues, distinctIssues } from './issues/issues.ts'
import { createMetadataNames } from './metadata-names.ts'
import { persistableItems } from './persistable-items.ts'
import { preprocess } from './preprocess.ts'
import { runProgramRules } from './program-rules.ts'
import { deleteItem } from './rows/delete-rows.ts'
import { storeItem } from './rows/store-rows.ts'
import { beginWrite } from './tracker-store.ts'

/** Imports a bundle as a user. Throws `RepeatedUid` where the version fails on one. */
export function importBundle(
  { full, living }: TrackerIndexes,
  user: SandboxUser,
  bundle: Bundle,
  options: ImportOptions,
): ImportOutcome {
  const { dataset } = full
  const { version } = dataset
  const names = createMetadataNames(dataset, user, options.schemeOf)
  const run: ImportRun = {
    dataset,
    index: living,
    user,
    reader: createReader(living, user),
    facts: version.imports,
    options,
    names,
    lookups: createImportLookups(dataset, bundle, names),
    bundle: { ...bundle },
    issues: createIssues(version, options.validationMode === 'FAIL_FAST'),
  }
  const given = itemsOf(bundle)
  const total = given.length
  validate(run)
  const errors = distinctIssues(run.issues.errors)
  const warnings = distinctIssues(run.issues.warnings)
  if (errors.length > 0 && !options.storesTheGood) {
    const stats = { ...nothing, ignored: total, total }
    return { status: 'ERROR', errors, warnings, stats, given, stored: undefined, validatedOnly: false }
  }
  const stored = options.validatesOnly ? [] : store(run)
  const stats = options.validatesOnly ? nothing : countStats(stored, total)
  return { status: 'OK', errors, warnings, stats, given, stored, validatedOnly: options.validatesOnly }
}

const nothing: ImportStats = { created: 0, updated: 0, deleted: 0, ignored: 0, total: 0 }

/** Leaves in the run's bundle what can be stored. */
function validate(run: ImportRun): void {
  const isDeletion = run.options.strategy === 'DELETE'
  if (!isDeletion) preprocess(run)
  checkBundle(run)
  untilFirstError(() => {
    run.bundle = persistableItems(run)
    if (run.options.skipsRules || isDeletion) return
    const before = run.issues.errors.length
    runProgramRules(run)
    if (run.issues.errors.length > before) run.bundle = persistableItems(run)
  })
}

function store(run: ImportRun): StoredItem[] {
  const write = { ...beginWrite(run.dataset, run.user), run }
  const items = itemsOf(run.bundle).map((item) => ({ item, strategy: strategyOf(run, item) }))
  if (run.facts.repeatedUids === 'fail') refuseRepeated(items.map(({ item }) => item))
  // What hangs on something is deleted before it.
  if (run.options.strategy === 'DELETE') items.reverse()
  const seen = new Set<string>()
  return items.map(({ item, strategy }) => {
    if (strategy === 'DELETE') {
      deleteItem(write, item)
      return { item, as: 'deleted' }
    }
    const isStored = storeItem(write, item)
    const isRepeated = seen.has(`${item.type}/${item.uid}`)
    seen.add(`${item.type}/${item.uid}`)
    if (!isStored) return { item, as: 'ignored' }
    const isUpdate = strategy === 'UPDATE' || (isRepeated && run.facts.repeatedUids === 'update')
    return { item, as: isUpdate ? 'updated' : 'created' }
  })
}

/** Two objects of one UID in a bundle of 2.43: the database refuses the second, and everything is as before. */
export class RepeatedUid extends Error {
  readonly uid: string

  constructor(uid: string) {
    super(`${uid} stands twice in the bundle`)
    this.uid = uid
  }
}

function refuseRepeated(items: { type: string; uid: string }[]): void {
  const seen = new Set<string>()
  for (const { type, uid } of items) {
    if (seen.has(`${type}/${uid}`)) throw new RepeatedUid(uid)
    seen.add(`${type}/${uid}`)
  }
}
