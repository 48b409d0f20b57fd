import type { ImportOutcome } from '../../load/store-bundle.ts'
import { builder } from '../builder.ts'
import { TrackerJob } from '../jobs/tracker-job.ts'
import { ImportIssue, ImportReport } from './import-report.ts'

/** What the payloads of all importing mutations tell. */
export const ImportResult = builder.interfaceRef<{ outcome: ImportOutcome }>('ImportResult').implement({
  description: 'What every importing mutation tells of its import.',
  fields: (t) => ({
    report: t.field({
      type: ImportReport,
      description: 'How the import went; null where a job does it.',
      resolve: ({ outcome }) => outcome.report ?? null,
    }),
    job: t.field({
      type: TrackerJob,
      description: 'The job that does the import; null where it is done already.',
      resolve: ({ outcome }, _args, { load }) => (outcome.job === undefined ? null : load.jobs.read(outcome.job)),
    }),
    jobReason: t.string({
      description: 'Why DHIS2 imports as a job though none was asked for; else null.',
      resolve: ({ outcome }) => outcome.jobReason ?? null,
    }),
    errors: t.field({
      type: [ImportIssue],
      nullable: { list: false, items: false },
      description: 'Why something was refused; empty where everything was stored.',
      resolve: ({ outcome }) => outcome.report?.errors ?? [],
    }),
    warnings: t.field({
      type: [ImportIssue],
      nullable: { list: false, items: false },
      description: 'What DHIS2 says about what it stored.',
      resolve: ({ outcome }) => outcome.report?.warnings ?? [],
    }),
  }),
})

/** What an import without a single object of its own answers. */
export const ImportPayload = builder.objectRef<{ outcome: ImportOutcome }>('ImportPayload').implement({
  description: 'How an import went.',
  interfaces: [ImportResult],
})
