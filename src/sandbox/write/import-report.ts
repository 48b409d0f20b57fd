/** The report of an import in the shape of each version. */
import type { ImportFacts } from '../versions/import-facts.ts'
import { type BundleItem, type TrackerType, trackerTypes } from './bundle/bundle.ts'
import type { ReportMode } from './import-options.ts'
import type { ImportIssue } from './issues/issues.ts'

/** How many objects became what. */
export interface ImportStats {
  created: number
  updated: number
  deleted: number
  ignored: number
  total: number
}

/** What happened to one object that was stored. */
export interface StoredItem {
  item: BundleItem
  as: 'created' | 'updated' | 'deleted' | 'ignored'
}

/** The outcome of an import, from which reports of any mode are made. */
export interface ImportOutcome {
  status: 'OK' | 'ERROR'
  errors: ImportIssue[]
  warnings: ImportIssue[]
  stats: ImportStats
  /** Every object that was sent. */
  given: readonly BundleItem[]
  /** Undefined where the errors left nothing to store; empty where nothing was to be stored. */
  stored: StoredItem[] | undefined
  /** Nothing was to be stored: the report names no kind of object. */
  validatedOnly: boolean
}

/** A report. */
export function importReport(outcome: ImportOutcome, mode: ReportMode, facts: ImportFacts): Record<string, unknown> {
  const warnings = mode === 'ERRORS' ? [] : outcome.warnings
  return {
    status: outcome.status,
    validationReport: {
      errorReports: outcome.errors.map((issue) => errorReport(issue, facts)),
      warningReports: warnings.map(({ message, code, type, uid }) => ({
        message,
        trackerType: type,
        uid,
        warningCode: code,
      })),
    },
    stats: outcome.stats,
    ...(mode === 'FULL' && facts.tellsTimings && { timingsStats: timings }),
    ...(outcome.stored !== undefined && { bundleReport: bundleReport(outcome, outcome.stored, facts) }),
  }
}

const timings = { timers: { preheat: '0.001 sec.', validation: '0.001 sec.', totalImport: '0.002 sec.' } }

function errorReport({ message, code, type, uid, args }: ImportIssue, { tellsArguments }: ImportFacts) {
  return { message, errorCode: code, trackerType: type, uid, ...(tellsArguments && { args }) }
}

function bundleReport(outcome: ImportOutcome, stored: StoredItem[], facts: ImportFacts) {
  const { status, stats, validatedOnly, given } = outcome
  const total = (type: TrackerType): number => given.filter((item) => item.type === type).length
  const types = validatedOnly ? [] : trackerTypes
  const typeReportMap = Object.fromEntries(types.map((type) => [type, typeReport(type, stored, total(type), facts)]))
  if (facts.bundleReport === 'counted') return { status, typeReportMap, stats }
  return { typeReportMap, ...(facts.bundleReport === 'empty' && { empty: true }) }
}

/** What was refused counts as ignored beside what was stored. */
function typeReport(trackerType: TrackerType, stored: StoredItem[], total: number, { numbersObjects }: ImportFacts) {
  const own = stored.filter(({ item, as }) => item.type === trackerType && as !== 'ignored')
  const uids = own.map(({ item }) => item.uid)
  const places = new Map(uids.map((uid, index) => [uid, index] as const).reverse())
  return {
    trackerType,
    stats: countStats(own, total),
    objectReports: uids.map((uid) => ({
      trackerType,
      uid,
      ...(numbersObjects && { index: places.get(uid) }),
      errorReports: [],
    })),
  }
}

/** Counts objects by what became of them; the rest of all that there were is ignored. */
export function countStats(stored: readonly StoredItem[], total: number): ImportStats {
  const count = (as: StoredItem['as']): number => stored.filter((entry) => entry.as === as).length
  const [created, updated, deleted] = [count('created'), count('updated'), count('deleted')]
  return { created, updated, deleted, ignored: total - created - updated - deleted, total }
}
