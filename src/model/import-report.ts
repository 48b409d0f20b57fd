import type { TrackerType } from './import-bundle.ts'

/** What DHIS2 counted of an import. */
export interface ImportStats {
  created: number
  updated: number
  deleted: number
  ignored: number
  total: number
}

/** One error or warning as DHIS2 reports it: it names an object, not a place. */
export interface ReportedIssue {
  /** DHIS2's code, such as E1064. */
  code: string
  message: string
  trackerType: TrackerType
  /** The object's UID; absent where DHIS2 names none. */
  uid?: string
  /** What stands in the message; from 2.41, empty before. */
  args: string[]
}

/** What happened to the objects of one kind. */
export interface TypeReport {
  trackerType: TrackerType
  stats: ImportStats
  objectReports: { uid: string; index?: number; errors: ReportedIssue[] }[]
}

/** How an import went. */
export interface ImportReport {
  status: 'OK' | 'WARNING' | 'ERROR'
  stats: ImportStats
  errors: ReportedIssue[]
  warnings: ReportedIssue[]
  typeReports: TypeReport[]
  /** Seconds by step, as text; up to 2.40. */
  timings?: Record<string, string>
  message?: string
}

/** What a message of a running job says. */
export interface JobMessage {
  id: string
  level: string
  message: string
  /** In the server's own zone. */
  time?: string
  completed: boolean
}

/** What DHIS2 answers to an import: a report, or the job that will write one. */
export type ImportAnswer = { report: ImportReport; job?: undefined } | { job: string; report?: undefined }
