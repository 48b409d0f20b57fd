import type { JobMessage } from '../../model/import-report.ts'
import { JobWatchEnded } from '../../model/job-watch-ended.ts'
import { isUpstreamFailure } from '../../model/upstream-failure.ts'
import type { LocatedReport } from '../locate-report.ts'
import type { JobReader } from './read-job.ts'
import { isDone } from './tracker-job.ts'

/** When a job is asked for, in milliseconds. */
export interface PollTimes {
  /** The first pause, which doubles up to the longest, and is taken again after each news. */
  firstPause: number
  longestPause: number
  /** For how long a job may be unknown to DHIS2: it may wait for DHIS2 to look for jobs, every 20 seconds (2.41). */
  grace: number
  /** The same for a job that DHIS2 took from this gateway: it may wait behind others. */
  startedGrace: number
  /** How long the report may be missing after the last message. */
  reportGrace: number
}

/** The times that suit DHIS2. */
export const POLL_TIMES: PollTimes = {
  firstPause: 250,
  longestPause: 5_000,
  grace: 30_000,
  startedGrace: 600_000,
  reportGrace: 10_000,
}

/** How often in a row asking may fail before it is given up; each is tried again by the transport, too. */
const MOST_FAILURES = 4

/** What a poll works with; `onMessages` is told each message once, oldest first. */
export interface JobPoll {
  reader: JobReader
  times: PollTimes
  signal: AbortSignal
  onMessages: (messages: JobMessage[]) => void
}

/** The end of a job: what was not told yet of its messages, and its report, undefined where DHIS2 wrote none. */
export interface JobDone {
  messages: JobMessage[]
  report: LocatedReport | undefined
}

/** Asks for a job until it is done. Rejects where it cannot be followed. */
export async function pollJob(poll: JobPoll): Promise<JobDone> {
  const { times, signal } = poll
  const look = createLook(poll)
  let delay = times.firstPause
  let failures = 0
  for (;;) {
    try {
      const seen = await look()
      if (seen.done) return seen.done
      failures = 0
      if (seen.news) delay = times.firstPause
    } catch (failure) {
      failures += 1
      if (!isPassing(failure) || failures >= MOST_FAILURES) throw failure
    }
    await pause(delay, signal)
    delay = Math.min(delay * 2, times.longestPause)
  }
}

type Look = { done: JobDone } | { done?: undefined; news: boolean }

/** One look at the job after the other. */
function createLook({ reader, times, onMessages }: JobPoll): () => Promise<Look> {
  const newOf = createNews()
  let knownAt = Date.now()
  let wasKnown = false
  let doneAt: number | undefined
  const goOn = (messages: JobMessage[]): Look => {
    const news = newOf(messages)
    if (news.length > 0) onMessages(news)
    return { news: news.length > 0 }
  }
  return async () => {
    const messages = await reader.messages()
    const now = Date.now()
    if (messages.length > 0) {
      knownAt = now
      wasKnown = true
    }
    if (isDone(messages)) {
      const report = await reader.report()
      doneAt ??= now
      if (report || now - doneAt >= times.reportGrace) return { done: { messages: newOf(messages), report } }
      // The last message and the report are told together.
      return goOn(messages.filter(({ completed }) => !completed))
    }
    const grace = reader.started && !wasKnown ? times.startedGrace : times.grace
    if (now - knownAt < grace) return goOn(messages)
    const report = await reader.report()
    if (!report) throw new JobWatchEnded('unknown', reader.id)
    return { done: { messages: [], report } }
  }
}

/** Tells those messages that it was not given before. Up to 2.38 all messages of a job have one UID, that of the job. */
function createNews(): (messages: readonly JobMessage[]) => JobMessage[] {
  const known = new Set<string>()
  return (messages) => {
    const news = messages.filter((message) => !known.has(JSON.stringify(message)))
    for (const message of news) known.add(JSON.stringify(message))
    return news
  }
}

/** Waits; rejects at once where the polling is called off. */
function pause(delay: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, delay)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}

function isPassing(failure: unknown): boolean {
  return isUpstreamFailure(failure) && ['timeout', 'unavailable', 'unexpected'].includes(failure.kind)
}
