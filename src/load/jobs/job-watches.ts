import type { Dhis2Client } from '../../dhis2/client.ts'
import type { Identity } from '../../model/identity.ts'
import type { JobMessage } from '../../model/import-report.ts'
import { JobWatchEnded } from '../../model/job-watch-ended.ts'
import type { MetadataCache } from '../metadata-cache.ts'
import { createMetadataLoad } from '../metadata-load.ts'
import { type JobEnd, type JobProgress, listenTo } from './listen-to.ts'
import { POLL_TIMES, type PollTimes, pollJob } from './poll-job.ts'
import { createJobReader } from './read-job.ts'
import type { StartedJobs } from './started-jobs.ts'
import type { TrackerJob } from './tracker-job.ts'

/** The jobs that callers of this gateway follow: each is asked for once, however many of one identity follow it. */
export interface JobWatches {
  /** The job at each of its messages, to its end; the last one has the report. Rejects where it cannot be followed to its end. */
  follow(identity: Identity, job: string): AsyncIterableIterator<TrackerJob>
  /** Ends all of them, and lets nobody begin. */
  close(): void
}

/** What jobs are followed with, in milliseconds: `deadlineMs` for one request to DHIS2, `longestMs` for one who follows. */
export interface JobWatchSource {
  client: Dhis2Client
  cache: MetadataCache
  startedJobs: StartedJobs
  deadlineMs: number
  longestMs: number
  times?: PollTimes
}

interface Watch extends JobProgress {
  job: string
  polling: AbortController
}

/** The followed jobs of one gateway. */
export function createJobWatches(source: JobWatchSource): JobWatches {
  const watches = new Map<string, Watch>()
  let closed = false

  function end(key: string, watch: Watch, how: JobEnd): void {
    if (!watch.end) {
      if (!how.failure) watch.messages.push(...how.messages)
      watch.end = how
    }
    if (watches.get(key) === watch) watches.delete(key)
    watch.polling.abort()
    for (const wake of watch.listeners) wake()
  }

  function watchOf(key: string, identity: Identity, job: string): Watch {
    const existing = watches.get(key)
    if (existing) return existing
    const watch: Watch = { job, messages: [], listeners: new Set(), polling: new AbortController() }
    watches.set(key, watch)
    if (closed) end(key, watch, { failure: new JobWatchEnded('stopping', job) })
    else void endOf(source, watch, identity).then((how) => end(key, watch, how))
    return watch
  }

  return {
    follow(identity, job) {
      // Never one caller's credentials for another's answer.
      const key = `${identity.key} ${job}`
      let joined: Watch | undefined
      const join = (): Watch => {
        joined = watchOf(key, identity, job)
        return joined
      }
      const left = (): void => {
        if (joined?.listeners.size === 0) end(key, joined, { failure: new JobWatchEnded('stopping', job) })
      }
      return listenTo(join, { job, longestMs: source.longestMs, left })
    },
    close() {
      closed = true
      for (const [key, watch] of watches) end(key, watch, { failure: new JobWatchEnded('stopping', watch.job) })
    },
  }
}

/** Asks for the job until it or its last listener goes; how that ended, never an exception. */
async function endOf(source: JobWatchSource, watch: Watch, identity: Identity): Promise<JobEnd> {
  const { client, cache, startedJobs, deadlineMs, times = POLL_TIMES } = source
  const { signal } = watch.polling
  const call = () => ({ credentials: identity.credentials, signal, deadline: Date.now() + deadlineMs })
  const onMessages = (messages: JobMessage[]): void => {
    watch.messages.push(...messages)
    for (const wake of watch.listeners) wake()
  }
  const { key } = identity
  const metadata = () => createMetadataLoad({ client, cache, identity: key, call: call(), batch: true })
  const reader = createJobReader({ client, call, metadata, identity: key, startedJobs }, watch.job)
  try {
    return await pollJob({ reader, times, signal, onMessages })
  } catch (failure) {
    return { failure: failure instanceof Error ? failure : new Error(String(failure)) }
  }
}
