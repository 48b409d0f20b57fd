import type { TrackerJob as JobRow } from '../../load/jobs/tracker-job.ts'
import type { JobMessage as MessageRow } from '../../model/import-report.ts'
import { builder } from '../builder.ts'
import { ImportReport } from '../import/import-report.ts'
import { ReportModeEnum } from '../import/option-inputs.ts'

const JobStatusEnum = builder.enumType('JobStatus', {
  description: 'How far an import job is.',
  values: {
    RUNNING: { description: 'DHIS2 is at it, or will begin soon.' },
    COMPLETED: { description: 'It is done; the report tells what was stored.' },
    FAILED: {
      description: 'It is done and stored nothing: the report tells why, or DHIS2 broke and wrote none.',
    },
    UNKNOWN: { description: 'DHIS2 does not know it, or does not know it any more.' },
  } as const,
})

const JobMessage = builder.objectRef<MessageRow>('JobMessage').implement({
  description: 'What DHIS2 says of a job on its way.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false, description: 'UID; up to 2.38 that of the job.' }),
    level: t.exposeString('level', {
      nullable: false,
      description: 'How much it matters: DEBUG, INFO, WARN or ERROR.',
    }),
    message: t.exposeString('message', { nullable: false, description: 'The text.' }),
    time: t.field({
      type: 'LocalDateTime',
      description: 'When it was said, in the server’s own time zone.',
      resolve: ({ time }) => time ?? null,
    }),
    completed: t.exposeBoolean('completed', { nullable: false, description: 'Whether it is the last of the job.' }),
  }),
})

/** An import that DHIS2 does after it has answered. */
export const TrackerJob = builder.objectRef<JobRow>('TrackerJob').implement({
  description: 'An import that DHIS2 does after it has answered.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false, description: 'UID, as `trackerJob` takes it.' }),
    status: t.field({
      type: JobStatusEnum,
      nullable: false,
      description: 'How far it is.',
      resolve: (job) => job.status(),
    }),
    progress: t.field({
      type: [JobMessage],
      nullable: { list: false, items: false },
      description: 'What DHIS2 has said of it so far, oldest first.',
      resolve: (job) => job.progress(),
    }),
    report: t.field({
      type: ImportReport,
      description:
        'How the import went; null while it is not done. The paths of its issues lead into the mutation’s arguments where the same login started the job through this gateway within the last while; else they are empty.',
      args: { mode: t.arg({ type: ReportModeEnum, description: 'How much it tells; FULL where left out.' }) },
      resolve: async (job, { mode }) => (await job.report(mode ?? 'FULL')) ?? null,
    }),
  }),
})

const id = { required: true, description: 'UID of the job, from the mutation that started it.' } as const

builder.queryField('trackerJob', (t) =>
  t.field({
    type: TrackerJob,
    description: 'An import job as it stands now.',
    args: { id: t.arg.id(id) },
    resolve: (_root, args, { load }) => load.jobs.read(args.id),
  }),
)

builder.subscriptionType({
  description: 'What can be followed while it happens, by server-sent events.',
  fields: (t) => ({
    trackerJob: t.field({
      type: TrackerJob,
      nullable: false,
      description:
        'An import job at each of its messages, those of the past first; at the last one with its report. Ends with the job.',
      args: { id: t.arg.id(id) },
      subscribe: (_root, args, { load }) => load.jobs.follow(args.id),
      resolve: (job) => job,
    }),
  }),
})
