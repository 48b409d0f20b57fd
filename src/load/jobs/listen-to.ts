import type { JobMessage } from '../../model/import-report.ts'
import { JobWatchEnded } from '../../model/job-watch-ended.ts'
import type { JobDone } from './poll-job.ts'
import { reportIn, statusOf, type TrackerJob } from './tracker-job.ts'

/** How following a job ended: with the job's own end, or with a failure. */
export type JobEnd = (JobDone & { failure?: undefined }) | { failure: Error }

/** What is known of a job that is followed; each listener is called at each change. */
export interface JobProgress {
  messages: JobMessage[]
  end?: JobEnd
  listeners: Set<() => void>
}

/** How one listens; `left` is called once, when this listener goes. */
export interface Listening {
  job: string
  longestMs: number
  left: () => void
}

/**
 * The job at each of its messages from the first on, at its end with its report; it joins when it is first asked. No
 * generator, since one cannot be left while it waits.
 */
export function listenTo(join: () => JobProgress, listening: Listening): AsyncIterableIterator<TrackerJob> {
  let seat: Seat | undefined
  let over = false
  const leave = (): void => {
    over = true
    seat?.leave()
    seat = undefined
  }
  return {
    async next() {
      seat ??= over ? undefined : takeSeat(join(), listening)
      while (seat) {
        const { change } = seat
        const told = seat.tell()
        if (told === 'nothing new') await change()
        else {
          if (told.last) leave()
          if ('failure' in told) throw told.failure
          return { done: false, value: told.job }
        }
      }
      return { done: true, value: undefined }
    },
    async return() {
      leave()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

type Told = 'nothing new' | { job: TrackerJob; last: boolean } | { failure: Error; last: true }

/** One listener's place: how far it was told, and what wakes it. */
interface Seat {
  tell(): Told
  /** Until something has changed, or the listener is gone. */
  change(): Promise<void>
  leave(): void
}

function takeSeat(progress: JobProgress, { job, longestMs, left }: Listening): Seat {
  let told = 0
  let tooLong = false
  let changed = Promise.withResolvers<void>()
  const wake = (): void => {
    changed.resolve()
    changed = Promise.withResolvers()
  }
  const timer = setTimeout(() => {
    tooLong = true
    wake()
  }, longestMs)
  progress.listeners.add(wake)
  return {
    change: () => changed.promise,
    leave() {
      clearTimeout(timer)
      progress.listeners.delete(wake)
      wake()
      left()
    },
    tell() {
      const { messages, end } = progress
      const isEnd = end !== undefined && end.failure === undefined && told >= messages.length - 1
      if (isEnd) return { job: jobAt(job, [...messages], end), last: true }
      if (told < messages.length) {
        told += 1
        return { job: jobAt(job, messages.slice(0, told)), last: false }
      }
      if (end?.failure) return { failure: end.failure, last: true }
      return tooLong ? { failure: new JobWatchEnded('tooLong', job), last: true } : 'nothing new'
    },
  }
}

function jobAt(id: string, messages: JobMessage[], end?: JobDone): TrackerJob {
  const report = end?.report
  return {
    id,
    progress: async () => messages,
    report: async (mode) => report && reportIn(mode, report),
    status: async () => {
      if (!end) return 'RUNNING'
      const status = statusOf(messages, report, false)
      // DHIS2 is done and wrote no report in all the time that it was given.
      return status === 'RUNNING' ? 'COMPLETED' : status
    },
  }
}
