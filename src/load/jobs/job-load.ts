import type { Dhis2Client } from '../../dhis2/client.ts'
import type { UpstreamCall } from '../../model/upstream-call.ts'
import { requiredUid } from '../../plan/checks.ts'
import type { MetadataLoad } from '../metadata-load.ts'
import type { JobWatches } from './job-watches.ts'
import { createJobReader, readJob } from './read-job.ts'
import type { StartedJobs } from './started-jobs.ts'
import type { TrackerJob } from './tracker-job.ts'

/** Import jobs for one GraphQL request of one caller. Throws where an id is no UID. */
export interface JobLoad {
  /** The job as it stands now. */
  read(id: string): TrackerJob
  /** The job from now to its end. */
  follow(id: string): AsyncIterable<TrackerJob>
}

/** The jobs of one request. `identity`: the caller's cache key. */
export function createJobLoad(source: {
  client: Dhis2Client
  call: UpstreamCall
  metadata: MetadataLoad
  identity: string
  startedJobs: StartedJobs
  jobWatches: JobWatches
}): JobLoad {
  const { client, call, metadata, identity, startedJobs, jobWatches } = source
  const jobSource = { client, call: () => call, metadata: () => metadata, identity, startedJobs }
  return {
    read: (id) => readJob(createJobReader(jobSource, requiredUid('id', id))),
    follow: (id) => jobWatches.follow({ key: identity, credentials: call.credentials }, requiredUid('id', id)),
  }
}
