/** How an import of one object or of several ended. */
export type ImportStatus = 'SUCCESS' | 'WARNING' | 'ERROR'

/** What became of objects. */
export interface ImportCount {
  imported: number
  updated: number
  ignored: number
  deleted: number
}

/** One thing that is wrong with an object: the property or id it is about, and why. */
export interface ImportConflict {
  object: string
  value: string
}

/** DHIS2's report of one object, with those of the objects that it held. */
export interface ImportSummary {
  status: ImportStatus
  description?: string
  importCount: ImportCount
  conflicts: ImportConflict[]
  /** The object's id. */
  reference?: string
  href?: string
  importOptions?: object
  relationships?: ImportSummaries
  enrollments?: ImportSummaries
  events?: ImportSummaries
}

/** DHIS2's report of several objects; its totals count these and not what they held. */
export interface ImportSummaries {
  status: ImportStatus
  imported: number
  updated: number
  deleted: number
  ignored: number
  importOptions?: object
  importSummaries: ImportSummary[]
}

const nothing: ImportCount = { imported: 0, updated: 0, ignored: 0, deleted: 0 }

/** The report of an object that was stored or deleted, or that there was nothing to do for (`ignored`). */
export function done(
  what: keyof ImportCount,
  reference: string | undefined,
  description?: string | undefined,
): ImportSummary {
  return {
    status: 'SUCCESS',
    importCount: { ...nothing, [what]: 1 },
    conflicts: [],
    ...(reference !== undefined && { reference }),
    ...(description !== undefined && { description }),
  }
}

/** The report of an object that was refused with one sentence. */
export function refused(description: string, reference?: string | undefined): ImportSummary {
  return { ...done('ignored', reference, description), status: 'ERROR' }
}

/** The report of an object that was refused for the conflicts told. */
export function conflicting(conflicts: ImportConflict[], reference: string | undefined): ImportSummary {
  return { ...done('ignored', reference), status: 'ERROR', conflicts }
}

const severity: readonly ImportStatus[] = ['SUCCESS', 'WARNING', 'ERROR']

/** The report of several objects. */
export function summed(importSummaries: ImportSummary[]): ImportSummaries {
  const total = (what: keyof ImportCount): number =>
    importSummaries.reduce((sum, { importCount }) => sum + importCount[what], 0)
  const worst = Math.max(0, ...importSummaries.map(({ status }) => severity.indexOf(status)))
  return {
    status: severity[worst] ?? 'SUCCESS',
    imported: total('imported'),
    updated: total('updated'),
    deleted: total('deleted'),
    ignored: total('ignored'),
    importSummaries,
  }
}

/** Prints the report of one object; from 2.40 on it has `rejectedIndexes`. */
export function printedSummary(summary: ImportSummary, tellsRejected: boolean): Record<string, unknown> {
  const { relationships, enrollments, events, ...own } = summary
  return {
    responseType: 'ImportSummary',
    ...own,
    ...(tellsRejected && { rejectedIndexes: [] }),
    ...(relationships !== undefined && { relationships: printedSummaries(relationships, tellsRejected) }),
    ...(enrollments !== undefined && { enrollments: printedSummaries(enrollments, tellsRejected) }),
    ...(events !== undefined && { events: printedSummaries(events, tellsRejected) }),
  }
}

/** Prints the report of several objects. */
export function printedSummaries(summaries: ImportSummaries, tellsRejected: boolean): Record<string, unknown> {
  const { importSummaries, ...own } = summaries
  return {
    responseType: 'ImportSummaries',
    ...own,
    importSummaries: importSummaries.map((summary) => printedSummary(summary, tellsRejected)),
    total: own.imported + own.updated + own.deleted + own.ignored,
  }
}
