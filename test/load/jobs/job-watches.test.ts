import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Dhis2Client } from '../../../src/dhis2/client.ts'
import { Dhis2Error } from '../../../src/dhis2/errors.ts'
import { createJobWatches, type JobWatches } from '../../../src/load/jobs/job-watches.ts'
import { createStartedJobs, type StartedJobs } from '../../../src/load/jobs/started-jobs.ts'
import type { JobStatus, TrackerJob } from '../../../src/load/jobs/tracker-job.ts'
import { createMetadataCache } from '../../../src/load/metadata-cache.ts'
import type { Identity } from '../../../src/model/identity.ts'
import type { ImportReport, JobMessage } from '../../../src/model/import-report.ts'
import type { UpstreamCall } from '../../../src/model/upstream-call.ts'

const JOB = 'OqSyxPcY9s6'
const STATS = { created: 1, updated: 0, deleted: 0, ignored: 0, total: 1 }
const OK: ImportReport = { status: 'OK', stats: STATS, errors: [], warnings: [], typeReports: [] }

/** A DHIS2 whose job a test moves on; `polls` are the callers of each look at its messages. */
interface FakeJobs {
  messages: JobMessage[]
  report: ImportReport | undefined
  failure: Error | undefined
  polls: UpstreamCall[]
  reports: number
}

let dhis2: FakeJobs
let startedJobs: StartedJobs
let watches: JobWatches

beforeEach(() => {
  vi.useFakeTimers()
  dhis2 = { messages: [], report: undefined, failure: undefined, polls: [], reports: 0 }
  startedJobs = createStartedJobs()
  const client = {
    async jobMessages(call: UpstreamCall) {
      dhis2.polls.push(call)
      if (dhis2.failure) throw dhis2.failure
      return [...dhis2.messages]
    },
    async jobReport() {
      dhis2.reports += 1
      return dhis2.report
    },
  } as unknown as Dhis2Client
  const cache = createMetadataCache({ maxBytes: 0, maxAgeMs: 0 })
  watches = createJobWatches({ client, cache, startedJobs, deadlineMs: 60_000, longestMs: 3_600_000 })
})

afterEach(() => {
  vi.useRealTimers()
})

test('each message is told once, and the last one with the report', async () => {
  const seen = collect(watches.follow(caller('one'), JOB))
  await moveOn([say('started')])
  await moveOn([say('started'), say('half'), say('most')])
  dhis2.report = OK
  await moveOn([say('started'), say('half'), say('most'), say('done', { completed: true })])
  expect(await seen.ended).toBeUndefined()
  expect(seen.jobs).toEqual([
    { status: 'RUNNING', last: 'started', report: undefined },
    { status: 'RUNNING', last: 'half', report: undefined },
    { status: 'RUNNING', last: 'most', report: undefined },
    { status: 'COMPLETED', last: 'done', report: 'OK' },
  ])
  await quiet()
})

test('the messages of 2.38, which share one UID, are told apart', async () => {
  const seen = collect(watches.follow(caller('one'), JOB))
  dhis2.report = OK
  await moveOn([say('a', { id: JOB }), say('b', { id: JOB }), say('c', { id: JOB, completed: true })])
  await seen.ended
  expect(seen.jobs.map(({ last }) => last)).toEqual(['a', 'b', 'c'])
})

test('one poller serves all listeners of one identity, and another identity has its own', async () => {
  const seen = ['one', 'one', 'one', 'two'].map((name) => collect(watches.follow(caller(name), JOB)))
  await vi.advanceTimersByTimeAsync(0)
  expect(dhis2.polls.map(({ credentials }) => credentials)).toEqual([
    caller('one').credentials,
    caller('two').credentials,
  ])
  dhis2.report = OK
  await moveOn([say('done', { completed: true })])
  for (const { ended, jobs } of seen) {
    await ended
    expect(jobs).toEqual([{ status: 'COMPLETED', last: 'done', report: 'OK' }])
  }
  expect(dhis2.reports).toBe(2)
})

test('who comes later is told what was said before, without another poller', async () => {
  const first = collect(watches.follow(caller('one'), JOB))
  await moveOn([say('started')])
  const polls = dhis2.polls.length
  const second = collect(watches.follow(caller('one'), JOB))
  await vi.advanceTimersByTimeAsync(0)
  expect(second.jobs).toEqual(first.jobs)
  expect(dhis2.polls).toHaveLength(polls)
  await Promise.all([first.leave(), second.leave()])
})

test('the pauses double up to five seconds', async () => {
  dhis2.messages = [say('started')]
  const seen = collect(watches.follow(caller('one'), JOB))
  const at: number[] = []
  const begin = Date.now()
  for (let polls = 0; Date.now() - begin < 21_000; await vi.advanceTimersByTimeAsync(50)) {
    if (dhis2.polls.length > polls) at.push(Date.now() - begin)
    polls = dhis2.polls.length
  }
  const pauses = at.slice(1).map((time, index) => time - (at[index] ?? 0))
  expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000])
  await seen.leave()
})

test('when the last listener leaves, DHIS2 is left alone and what is under way is cancelled', async () => {
  const one = collect(watches.follow(caller('one'), JOB))
  const other = collect(watches.follow(caller('one'), JOB))
  await moveOn([say('started')])
  await one.leave()
  const polls = dhis2.polls.length
  await vi.advanceTimersByTimeAsync(10_000)
  expect(dhis2.polls.length).toBeGreaterThan(polls)
  await other.leave()
  expect(await other.ended).toBeUndefined()
  expect(dhis2.polls.at(-1)?.signal?.aborted).toBe(true)
  await quiet()
})

test('who leaves before asking for anything has DHIS2 asked nothing', async () => {
  await watches.follow(caller('one'), JOB).return?.()
  await quiet()
  expect(dhis2.polls).toEqual([])
})

test('a passing failure is tried again, and ends the stream when it stays', async () => {
  const seen = collect(watches.follow(caller('one'), JOB))
  await moveOn([say('started')])
  dhis2.failure = new Dhis2Error('unavailable', 'down')
  await vi.advanceTimersByTimeAsync(500)
  dhis2.failure = undefined
  await moveOn([say('started'), say('half')])
  expect(seen.jobs.map(({ last }) => last)).toEqual(['started', 'half'])
  const failure = new Dhis2Error('unavailable', 'down')
  dhis2.failure = failure
  const polls = dhis2.polls.length
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await seen.ended).toBe(failure)
  expect(dhis2.polls.length - polls).toBe(4)
})

test('a login that DHIS2 refuses is not tried again', async () => {
  dhis2.failure = new Dhis2Error('unauthenticated', 'wrong')
  const seen = collect(watches.follow(caller('one'), JOB))
  await vi.advanceTimersByTimeAsync(0)
  expect(await seen.ended).toBe(dhis2.failure)
  expect(dhis2.polls).toHaveLength(1)
})

test('a job that DHIS2 never knew ends after a grace in which it might begin', async () => {
  const seen = collect(watches.follow(caller('one'), JOB))
  await vi.advanceTimersByTimeAsync(25_000)
  expect(seen.over()).toBe(false)
  await vi.advanceTimersByTimeAsync(15_000)
  expect(await seen.ended).toMatchObject({ reason: 'unknown' })
  await quiet()
})

test('a job that was started here is waited for longer, since DHIS2 took it', async () => {
  startedJobs.remember('one', JOB, { bundle: {}, origins: [], args: {} })
  const seen = collect(watches.follow(caller('one'), JOB))
  await vi.advanceTimersByTimeAsync(120_000)
  expect(seen.over()).toBe(false)
  dhis2.report = OK
  await moveOn([say('done', { completed: true })])
  expect(await seen.ended).toBeUndefined()
})

test('a job whose messages are forgotten may still have its report', async () => {
  const seen = collect(watches.follow(caller('one'), JOB))
  dhis2.report = OK
  await vi.advanceTimersByTimeAsync(40_000)
  expect(await seen.ended).toBeUndefined()
  expect(seen.jobs).toEqual([{ status: 'COMPLETED', last: undefined, report: 'OK' }])
})

test('up to 2.40 the report comes after the last message, which waits for it', async () => {
  const seen = collect(watches.follow(caller('one'), JOB))
  await moveOn([say('started'), say('done', { completed: true })])
  expect(seen.jobs.map(({ last }) => last)).toEqual(['started'])
  dhis2.report = { ...OK, status: 'ERROR' }
  await moveOn(dhis2.messages)
  await seen.ended
  expect(seen.jobs[1]).toEqual({ status: 'FAILED', last: 'done', report: 'ERROR' })
})

test.each<[string, JobStatus]>([
  ['ERROR', 'FAILED'],
  ['INFO', 'COMPLETED'],
])('a job that ends with %s and without a report is %s', async (level, status) => {
  const seen = collect(watches.follow(caller('one'), JOB))
  await moveOn([say('broke', { completed: true, level })])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await seen.ended).toBeUndefined()
  expect(seen.jobs).toEqual([{ status, last: 'broke', report: undefined }])
})

test('nobody follows for longer than is allowed, and the others are not disturbed by that', async () => {
  const first = collect(watches.follow(caller('one'), JOB))
  await moveOn([say('started')])
  await vi.advanceTimersByTimeAsync(1_800_000)
  const second = collect(watches.follow(caller('one'), JOB))
  await vi.advanceTimersByTimeAsync(1_800_000)
  expect(await first.ended).toMatchObject({ reason: 'tooLong' })
  dhis2.report = OK
  await moveOn([say('started'), say('done', { completed: true })])
  expect(await second.ended).toBeUndefined()
  await quiet()
})

test('when the gateway stops, all end, and nobody begins', async () => {
  const seen = collect(watches.follow(caller('one'), JOB))
  await moveOn([say('started')])
  watches.close()
  expect(await seen.ended).toMatchObject({ reason: 'stopping' })
  expect(await collect(watches.follow(caller('one'), JOB)).ended).toMatchObject({ reason: 'stopping' })
  await quiet()
})

function caller(name: string): Identity {
  return { key: name, credentials: { kind: 'basic', headers: { authorization: `Basic ${name}` } } }
}

function say(message: string, other: Partial<JobMessage> = {}): JobMessage {
  return { id: `id of ${message}`, level: 'INFO', message, completed: false, ...other }
}

/** DHIS2 has these messages now, and every poller has looked since. */
async function moveOn(messages: JobMessage[]): Promise<void> {
  dhis2.messages = messages
  await vi.advanceTimersByTimeAsync(5_100)
}

/** Nothing is asked of DHIS2 any more, and no timer is left. */
async function quiet(): Promise<void> {
  const polls = dhis2.polls.length
  await vi.advanceTimersByTimeAsync(60_000)
  expect(dhis2.polls).toHaveLength(polls)
  expect(vi.getTimerCount()).toBe(0)
}

interface Seen {
  status: JobStatus
  last: string | undefined
  report: string | undefined
}

/** Listens to the end; `ended` resolves with the failure, or undefined. */
function collect(stream: AsyncIterableIterator<TrackerJob>) {
  const jobs: Seen[] = []
  let over = false
  const listen = async (): Promise<unknown> => {
    try {
      for await (const job of { [Symbol.asyncIterator]: () => stream }) {
        const [status, progress, report] = await Promise.all([job.status(), job.progress(), job.report('FULL')])
        jobs.push({ status, last: progress.at(-1)?.message, report: report?.status })
      }
      return undefined
    } catch (failure) {
      return failure
    } finally {
      over = true
    }
  }
  return { jobs, ended: listen(), over: () => over, leave: async () => void (await stream.return?.()) }
}
