import type { Dhis2Client } from '../../dhis2/client.ts'
import type { JobMessage } from '../../model/import-report.ts'
import type { UpstreamCall } from '../../model/upstream-call.ts'
import { type AskedImport, type LocatedReport, locateReport } from '../locate-report.ts'
import type { MetadataLoad } from '../metadata-load.ts'
import type { StartedJobs } from './started-jobs.ts'
import { isDone, reportIn, statusOf, type TrackerJob } from './tracker-job.ts'

/** Reads one job as one caller. */
export interface JobReader {
  id: string
  /** Whether the caller started it through this gateway. */
  started: boolean
  messages(): Promise<JobMessage[]>
  /** The whole of its report. */
  report(): Promise<LocatedReport | undefined>
}

/** What jobs are read from; `call` and `metadata` are asked for each time, since a job may outlast a request. */
export interface JobSource {
  client: Dhis2Client
  call: () => UpstreamCall
  metadata: () => MetadataLoad
  identity: string
  startedJobs: StartedJobs
}

/** An import of which nothing is known: no issue has a place in it. */
const UNKNOWN_IMPORT: AskedImport = { bundle: {}, origins: [], args: {} }

/** The reader of a job; the issues of its report have places where the caller started it through this gateway. */
export function createJobReader({ client, call, metadata, identity, startedJobs }: JobSource, id: string): JobReader {
  return {
    id,
    started: startedJobs.has(identity, id),
    messages: () => client.jobMessages(call(), id),
    async report() {
      const report = await client.jobReport(call(), id, 'FULL')
      return report && locateReport(metadata(), report, startedJobs.askedOf(identity, id) ?? UNKNOWN_IMPORT)
    },
  }
}

/** The job as it stands now: its messages and its report are read when they are first wanted, and once. */
export function readJob(reader: JobReader): TrackerJob {
  const progress = once(() => reader.messages())
  // DHIS2 forgets messages and reports apart.
  const report = once(async () => {
    const messages = await progress()
    return messages.length === 0 || isDone(messages) ? reader.report() : undefined
  })
  return {
    id: reader.id,
    progress,
    report: async (mode) => {
      const whole = await report()
      return whole && reportIn(mode, whole)
    },
    status: async () => statusOf(await progress(), await report(), reader.started),
  }
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= read()
    return made
  }
}
