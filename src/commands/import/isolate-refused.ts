import type { ImportReport, ImportStats } from '../../model/import-report.ts'
import { childrenOf, type ImportUnit, objectsOfRoot, unitOf, withoutChildren } from './import-unit.ts'
import { conflictsOfAll, locateIssues, objectKey, unitsByObject } from './locate-conflicts.ts'
import { pruneUnit } from './prune-unit.ts'
import { bothOutcomes, type Conflict, NOTHING_STORED, type StoreOutcome } from './store-outcome.ts'

/** What became of one request. */
export type SendAnswer =
  /**
   * DHIS2's report, without the issues of `existing`: objects (by `objectKey`) that an earlier sending of ours has stored.
   * `stays`: it stored what it does not name, although it refused something (`atomicMode` OBJECT), or was a trial.
   */
  | { kind: 'report'; report: ImportReport; existing: ReadonlySet<string>; stays: boolean }
  /** The request was refused whole, without a report. */
  | { kind: 'refused'; code: string; message: string }
  /** Stored or not: nobody knows. */
  | { kind: 'unknown'; message: string }

/** Sends units as one bundle. */
export type SendUnits = (units: readonly ImportUnit[]) => Promise<SendAnswer>

type Reason = { code: string; message: string }

const PARENT_REFUSED: Reason = {
  code: 'PARENT_REFUSED',
  message: 'Not sent, because what it belongs to was refused.',
}

/**
 * Stores all that DHIS2 takes of some units: where it refuses the whole for some objects, these are taken out with what is
 * nested in them and the rest is sent again; where it does not say for which, halves are tried until they are alone.
 */
export async function storeIsolating(units: readonly ImportUnit[], send: SendUnits): Promise<StoreOutcome> {
  if (units.length === 0) return NOTHING_STORED
  const answer = await send(units)
  if (answer.kind === 'unknown') {
    const conflicts = conflictsOfAll(units, { code: 'UNKNOWN_OUTCOME', message: answer.message })
    return { ...NOTHING_STORED, unknown: conflicts.length, conflicts }
  }
  if (answer.kind === 'refused') return storeParts(units, answer, send)
  const { report, existing, stays } = answer
  const before = { ...NOTHING_STORED, stored: createdBefore(existing.size) }
  if (report.errors.length === 0 && existing.size === 0) return { ...NOTHING_STORED, stored: report.stats }
  if (stays) return bothOutcomes(before, outcomeOfEach(units, report))
  if (existing.size > 0)
    return bothOutcomes(
      before,
      await storeIsolating(
        units.flatMap((unit) => notYetThere(unit, existing)),
        send,
      ),
    )
  return storeSound(units, report, send)
}

/** Where DHIS2 has stored each object that it does not name. */
function outcomeOfEach(units: readonly ImportUnit[], report: ImportReport): StoreOutcome {
  const { conflicts, refused, unnamed } = locateIssues(report.errors, units)
  const nameless = unnamed.flatMap((issue) => conflictsOfAll(units.slice(0, 1), issue).slice(0, 1))
  return {
    ...NOTHING_STORED,
    stored: report.stats,
    refused: refused.size > 0 || unnamed.length === 0 ? refused.size : report.stats.ignored,
    conflicts: [...conflicts, ...nameless],
  }
}

/** Takes out what the report names, with what is nested in it, and stores the rest. */
async function storeSound(units: readonly ImportUnit[], report: ImportReport, send: SendUnits): Promise<StoreOutcome> {
  const named = locateIssues(report.errors, units)
  const twins = twinsAmong(units, named.conflicts)
  if (twins.size > 0) return storeTwins(units, twins, report, send)
  const { conflicts, refused, unnamed } = named
  const [nameless] = unnamed
  if (refused.size === 0)
    return storeParts(units, nameless ?? { code: '', message: report.message ?? 'DHIS2 gave no reason.' }, send)
  const rest = units.flatMap((unit) => pruneUnit(unit, (type, uid) => refused.has(objectKey(type, uid))) ?? [])
  const kept = new Set(rest.flatMap(({ root }) => objectsOfRoot(root).map(keyOf)))
  const orphans = conflictsOfAll(
    units,
    PARENT_REFUSED,
    (entry) => !kept.has(keyOf(entry)) && !refused.has(keyOf(entry)),
  )
  return bothOutcomes(
    { ...NOTHING_STORED, refused: refused.size + orphans.length, conflicts: [...conflicts, ...orphans] },
    await storeIsolating(rest, send),
  )
}

/** DHIS2 refuses each of several that hold one unique value (E1064), though the first of them may be stored: they go one by one. */
async function storeTwins(
  units: readonly ImportUnit[],
  twins: ReadonlySet<ImportUnit>,
  report: ImportReport,
  send: SendUnits,
): Promise<StoreOutcome> {
  const others = units.filter((unit) => !twins.has(unit))
  let outcome = others.length > 0 ? await storeOthers(others, report, send) : NOTHING_STORED
  for (const twin of twins) outcome = bothOutcomes(outcome, await storeIsolating([twin], send))
  return outcome
}

async function storeOthers(
  others: readonly ImportUnit[],
  report: ImportReport,
  send: SendUnits,
): Promise<StoreOutcome> {
  const about = locateIssues(report.errors, others)
  return about.refused.size === 0 ? storeIsolating(others, send) : storeSound(others, report, send)
}

/** The units that share the value for which DHIS2 refuses them with another unit of the same request. */
function twinsAmong(units: readonly ImportUnit[], conflicts: readonly Conflict[]): ReadonlySet<ImportUnit> {
  const taken = conflicts.filter(({ code, value }) => code === 'E1064' && value !== undefined)
  const owners = taken.length < 2 ? new Map<string, ImportUnit>() : unitsByObject(units)
  const byValue = Map.groupBy(taken, ({ value }) => value)
  const groups = [...byValue.values()].map(
    (group) => new Set(group.flatMap(({ trackerType, uid }) => owners.get(objectKey(trackerType, uid)) ?? [])),
  )
  return new Set(groups.filter(({ size }) => size > 1).flatMap((group) => [...group]))
}

/** Tries halves, then an object without what is nested in it, until the refused are alone. */
async function storeParts(units: readonly ImportUnit[], reason: Reason, send: SendUnits): Promise<StoreOutcome> {
  const [unit, ...others] = units
  if (!unit) return NOTHING_STORED
  if (others.length > 0) {
    const middle = Math.ceil(units.length / 2)
    const first = await storeIsolating(units.slice(0, middle), send)
    return bothOutcomes(first, await storeIsolating(units.slice(middle), send))
  }
  const children = childrenOf(unit.root).map(({ root }) => unitOf(root, unit))
  if (children.length === 0) return { ...NOTHING_STORED, refused: 1, conflicts: conflictsOfAll([unit], reason) }
  const own = await storeIsolating([unitOf(withoutChildren(unit.root), unit)], send)
  if (own.refused + own.unknown === 0) return bothOutcomes(own, await storeIsolating(children, send))
  const orphans = conflictsOfAll(children, PARENT_REFUSED)
  return bothOutcomes(own, { ...NOTHING_STORED, refused: orphans.length, conflicts: orphans })
}

/** What of a unit is not stored yet: where its root is, what is nested in it. */
function notYetThere(unit: ImportUnit, existing: ReadonlySet<string>): ImportUnit[] {
  const [own] = objectsOfRoot(unit.root)
  if (!own || !existing.has(keyOf(own))) return [unit]
  return childrenOf(unit.root).flatMap(({ root }) => notYetThere(unitOf(root, unit), existing))
}

function keyOf({ trackerType, uid }: { trackerType: string; uid: string | undefined }): string {
  return objectKey(trackerType, uid)
}

function createdBefore(created: number): ImportStats {
  return { created, updated: 0, deleted: 0, ignored: 0, total: created }
}
