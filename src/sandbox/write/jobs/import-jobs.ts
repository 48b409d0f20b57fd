/** Imports that run after their request was answered. */
import type { Dataset } from '../../dataset.ts'
import { newUid } from '../../new-uid.ts'
import type { ImportOutcome } from '../import-report.ts'
import { passMoment } from '../tracker-store.ts'
import {
  closingMessages,
  failureMessage,
  type JobMessage,
  type JobTeller,
  type NamedJob,
  openingMessages,
} from './job-messages.ts'

/** The jobs of a sandbox. */
export interface ImportJobs {
  /** Takes an import as a job that runs later; gives the job's id. */
  start: (job: Omit<NamedJob, 'id'>, run: () => ImportOutcome) => string
  /** The job's messages so far, newest first; none for an unknown id. */
  messagesOf: (id: string) => JobMessage[]
  /** What came of a job that is done. */
  outcomeOf: (id: string) => ImportOutcome | undefined
  /** Drops the jobs that have not run. */
  close: () => void
}

interface Job {
  startedAt: number
  opening: JobMessage[]
  closing?: JobMessage[]
  outcome?: ImportOutcome
}

const mostJobs = 1000

/** Starts without jobs; each runs `jobMs` milliseconds after it was taken, and on the way there tells its first messages one by one. */
export function createImportJobs(dataset: Dataset, jobMs: number): ImportJobs {
  const jobs = new Map<string, Job>()
  const timers = new Set<NodeJS.Timeout>()
  const start: ImportJobs['start'] = (named, run) => {
    const id = newUid()
    const teller: JobTeller = {
      job: { ...named, id },
      facts: dataset.version.imports,
      nextMoment: () => passMoment(dataset),
    }
    const job: Job = { startedAt: Date.now(), opening: openingMessages(teller) }
    jobs.set(id, job)
    const [oldest] = jobs.keys()
    if (jobs.size > mostJobs && oldest !== undefined) jobs.delete(oldest)
    const timer = setTimeout(() => {
      timers.delete(timer)
      finish(job, teller, run)
    }, jobMs)
    timers.add(timer)
    return id
  }
  return {
    start,
    messagesOf: (id) => messagesOf(jobs.get(id), jobMs),
    outcomeOf: (id) => jobs.get(id)?.outcome,
    close: () => {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

function finish(job: Job, teller: JobTeller, run: () => ImportOutcome): void {
  try {
    job.outcome = run()
    job.closing = closingMessages(teller, job.outcome)
  } catch (error) {
    job.closing = [failureMessage(teller, error instanceof Error ? error.message : String(error))]
  }
}

function messagesOf(job: Job | undefined, jobMs: number): JobMessage[] {
  if (job === undefined) return []
  const { opening, closing, startedAt } = job
  if (closing !== undefined) return [...opening, ...closing].reverse()
  const isAt = jobMs === 0 ? 0 : (Date.now() - startedAt) / jobMs
  return opening.slice(0, Math.floor(isAt * (opening.length + 1))).reverse()
}
