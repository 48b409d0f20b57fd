import type { UserSnapshot } from './tracker.ts'

/** What a change did to a value. */
export type ChangeType = 'CREATE' | 'UPDATE' | 'DELETE'

/**
 * One line of the log that DHIS2 keeps of a tracked entity's or an event's values (from 2.41). What changed is told by
 * just one of `attribute`, `dataElement` (UIDs) and `eventField` (occurredAt, scheduledAt, geometry).
 */
export interface ChangeLogEntry {
  /** Tells the entry from the log's others; the same in every reading of the log. */
  key: string
  type?: ChangeType
  createdAt: string
  createdBy?: UserSnapshot
  attribute?: string
  dataElement?: string
  eventField?: string
  previousValue?: string
  currentValue?: string
}

/** Whose log is wanted. Through a program a tracked entity's log is about that program's attributes, else about its type's. */
export interface ChangeLogOwner {
  kind: 'trackedEntities' | 'events'
  id: string
  program?: string | undefined
}

/** One page of a log, newest entry first, as DHIS2 counts: `page` from 1. */
export interface ChangeLogRequest extends ChangeLogOwner {
  page: number
  pageSize: number
}

/** A page of a log as it comes, its entries without their keys. */
export interface ChangeLogPage {
  entries: Omit<ChangeLogEntry, 'key'>[]
  more: boolean
}

/** The entries of a whole log: newest first, those of one moment in an order of their own, since DHIS2 gives them none. */
export function orderedLog(entries: readonly Omit<ChangeLogEntry, 'key'>[]): ChangeLogEntry[] {
  const sortable = entries.map((entry) => ({ entry, text: JSON.stringify([subjectOf(entry), entry]) }))
  sortable.sort((a, b) => compare(b.entry.createdAt, a.entry.createdAt) || compare(a.text, b.text))
  const seen = new Map<string, number>()
  return sortable.map(({ entry }) => {
    const base = `${entry.createdAt.replace(/\D/g, '')}_${subjectOf(entry)}`
    const count = (seen.get(base) ?? 0) + 1
    seen.set(base, count)
    return { ...entry, key: count === 1 ? base : `${base}_${count}` }
  })
}

function subjectOf({ attribute, dataElement, eventField }: Omit<ChangeLogEntry, 'key'>): string {
  return attribute ?? dataElement ?? eventField ?? ''
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
