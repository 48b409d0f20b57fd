import type { ReportMode } from '../../model/import-options.ts'
import type { ImportReport, JobMessage } from '../../model/import-report.ts'
import type { LocatedReport } from '../locate-report.ts'

/** How far an import job is. */
export type JobStatus = 'RUNNING' | 'COMPLETED' | 'FAILED' | 'UNKNOWN'

/** An import job as it stands at one moment. What is not asked for is not read. */
export interface TrackerJob {
  id: string
  status(): Promise<JobStatus>
  /** Its messages so far, oldest first. */
  progress(): Promise<JobMessage[]>
  /** Undefined while it is not done, and where DHIS2 wrote none. */
  report(mode: ReportMode): Promise<LocatedReport | undefined>
}

/** Whether DHIS2 says that it will do no more for a job. */
export function isDone(messages: readonly JobMessage[]): boolean {
  return messages.some(({ completed }) => completed)
}

/**
 * How far a job is. Its report decides, since the last message says ERROR of a refused import from 2.41 on only.
 * `started`: DHIS2 took the job from this gateway; it may wait some 20 seconds before its first message (2.41).
 */
export function statusOf(
  messages: readonly JobMessage[],
  report: ImportReport | undefined,
  started: boolean,
): JobStatus {
  if (report) return report.status === 'ERROR' ? 'FAILED' : 'COMPLETED'
  if (messages.some(({ completed, level }) => completed && level === 'ERROR')) return 'FAILED'
  // Up to 2.40 the last message is there a moment before the report is.
  return messages.length > 0 || started ? 'RUNNING' : 'UNKNOWN'
}

/** The part of a whole report that a mode tells, as DHIS2 cuts it (recordings 272–274): asked for once, it answers each. */
export function reportIn(mode: ReportMode, { timings, ...report }: LocatedReport): LocatedReport {
  if (mode === 'FULL') return { ...report, ...(timings && { timings }) }
  return mode === 'ERRORS' ? { ...report, warnings: [] } : report
}
