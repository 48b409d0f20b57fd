/** Why a job is not followed to its end: DHIS2 does not know it, it outlasts what one may follow at a stretch, or the gateway stops. */
export type JobWatchEnd = 'unknown' | 'tooLong' | 'stopping'

const MESSAGES: Record<JobWatchEnd, (job: string) => string> = {
  unknown: (job) =>
    `DHIS2 knows no job ${job}, or does not know it any more: it forgets jobs when it restarts, and after many others`,
  tooLong: (job) => `The job ${job} is not done, and was followed for as long as is allowed: subscribe again to go on`,
  stopping: (job) => `The gateway stops; the job ${job} goes on: subscribe again`,
}

/** The end of following a job that is not the job's own end; the job itself goes on in DHIS2, if there is one. */
export class JobWatchEnded extends Error {
  readonly reason: JobWatchEnd

  constructor(reason: JobWatchEnd, job: string) {
    super(MESSAGES[reason](job))
    this.name = 'JobWatchEnded'
    this.reason = reason
  }
}
