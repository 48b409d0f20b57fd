import type { ImportReport, ImportStats, ReportedIssue } from '../model/import-report.ts'
import type { BundleObject } from './bundle-objects.ts'

/** "Already exists": of a tracked entity, an event, an enrollment, a relationship (DHIS2, validation codes). */
const ALREADY_EXISTS = new Set(['E1002', 'E1030', 'E1080', 'E4015'])

/** Whether an issue says that its object is there already. */
export function isAlreadyThere({ code }: ReportedIssue): boolean {
  return ALREADY_EXISTS.has(code)
}

/**
 * Whether a bundle may be sent once more after its answer was lost: it only creates, and each of its objects has a UID
 * that was generated for it, so that DHIS2 itself refuses a second of it.
 */
export function isSafeToRepeat(
  objects: readonly BundleObject[],
  generated: ReadonlySet<string>,
  major: number,
): boolean {
  // Up to 2.39 a relationship "already exists" when the same two are related, whatever its UID (recorded: 265 of 2.38).
  const isTold = ({ trackerType }: BundleObject): boolean => trackerType !== 'RELATIONSHIP' || major >= 40
  return objects.length > 0 && objects.every((one) => one.uid !== undefined && generated.has(one.uid) && isTold(one))
}

/** The report of the first sending, as far as it can be told of the second's: all objects are there already, so all were created. Undefined where that is not what it says. */
export function reportOfFirst(second: ImportReport, objects: readonly BundleObject[]): ImportReport | undefined {
  const there = new Set(second.errors.filter(isAlreadyThere).map(({ uid }) => uid))
  if (!objects.every(({ uid }) => there.has(uid))) return undefined
  const stats: ImportStats = { created: objects.length, updated: 0, deleted: 0, ignored: 0, total: objects.length }
  return {
    status: 'OK',
    stats,
    errors: [],
    warnings: [],
    typeReports: [],
    message: 'It was stored by an earlier sending, whose answer was lost.',
  }
}
