import { type BundleObject, objectsOf } from '../../imports/bundle-objects.ts'
import { issueLocator } from '../../imports/locate-issue.ts'
import type { ReportedIssue } from '../../model/import-report.ts'
import { bundleOf, type ImportUnit, objectsOfRoot, placeIn } from './import-unit.ts'
import type { Conflict } from './store-outcome.ts'

/** The conflicts of a report that lie in an object that was sent, the objects that they are about, and the issues that name none. */
export interface LocatedIssues {
  conflicts: Conflict[]
  refused: Set<string>
  unnamed: ReportedIssue[]
}

/** Names an object among others: UIDs of different kinds may be the same. */
export function objectKey(trackerType: string, uid: string | null | undefined): string {
  return `${trackerType} ${uid ?? ''}`
}

/** Finds the object and the value in the input that each issue of a report is about. */
export function locateIssues(issues: readonly ReportedIssue[], units: readonly ImportUnit[]): LocatedIssues {
  const bundle = bundleOf(units.map(({ root }) => root))
  const locate = issueLocator(bundle)
  const entries = new Map(objectsOf(bundle).map((entry) => [entry.path.join(' '), entry]))
  const owners = unitsByObject(units)
  const located: LocatedIssues = { conflicts: [], refused: new Set(), unnamed: [] }
  for (const issue of issues) {
    const path = locate(issue)
    const entry = nearest(path, entries)
    const unit = entry && owners.get(objectKey(entry.trackerType, entry.uid))
    if (!entry || !unit) {
      located.unnamed.push(issue)
      continue
    }
    located.refused.add(objectKey(entry.trackerType, entry.uid))
    located.conflicts.push(conflictOf(issue, entry, unit, path.slice(entry.path.length)))
  }
  return located
}

/** A conflict about each of these objects alike, such as that what they hang on was refused. */
export function conflictsOfAll(
  units: readonly ImportUnit[],
  { code, message }: { code: string; message: string },
  isMeant: (entry: BundleObject) => boolean = () => true,
): Conflict[] {
  return units.flatMap((unit) =>
    objectsOfRoot(unit.root)
      .filter(isMeant)
      .map((entry) => conflictOf({ code, message, trackerType: entry.trackerType }, entry, unit, [])),
  )
}

function conflictOf(
  { code, message }: Omit<ReportedIssue, 'args'>,
  { trackerType, uid, object }: BundleObject,
  unit: ImportUnit,
  below: readonly string[],
): Conflict {
  const place = placeIn(unit, trackerType, uid)
  const found = below.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    object,
  )
  const value = typeof found === 'string' || typeof found === 'number' ? String(found) : undefined
  return {
    code,
    message,
    trackerType,
    ...(uid && { uid }),
    value,
    place: { ...place, path: [...place.path, ...below] },
  }
}

function nearest(path: readonly string[], entries: ReadonlyMap<string, BundleObject>): BundleObject | undefined {
  for (let length = path.length; length > 0; length--) {
    const entry = entries.get(path.slice(0, length).join(' '))
    if (entry) return entry
  }
  return undefined
}

/** Which unit each object (by `objectKey`) is in. */
export function unitsByObject(units: readonly ImportUnit[]): Map<string, ImportUnit> {
  return new Map(
    units.flatMap((unit) =>
      objectsOfRoot(unit.root).map(({ trackerType, uid }) => [objectKey(trackerType, uid), unit] as const),
    ),
  )
}
