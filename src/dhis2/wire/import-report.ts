import { z } from 'zod'
import type { TrackerType } from '../../model/import-bundle.ts'
import type {
  ImportAnswer,
  ImportReport,
  ImportStats,
  JobMessage,
  ReportedIssue,
  TypeReport,
} from '../../model/import-report.ts'
import { Dhis2Error } from '../errors.ts'

const count = z.number().default(0)
const statsShape = z.looseObject({ created: count, updated: count, deleted: count, ignored: count, total: count })

const issueShape = z.looseObject({
  message: z.string().nullish(),
  errorCode: z.string().nullish(),
  warningCode: z.string().nullish(),
  trackerType: z.string().nullish(),
  uid: z.string().nullish(),
  args: z.array(z.unknown()).nullish(),
})

const typeReportShape = z.looseObject({
  trackerType: z.string(),
  stats: statsShape,
  objectReports: z
    .array(
      z.looseObject({
        uid: z.string().nullish(),
        index: z.number().nullish(),
        errorReports: z.array(issueShape).nullish(),
      }),
    )
    .nullish(),
})

const reportShape = z.looseObject({
  status: z.string(),
  message: z.string().nullish(),
  stats: statsShape.optional(),
  validationReport: z
    .looseObject({ errorReports: z.array(issueShape).nullish(), warningReports: z.array(issueShape).nullish() })
    .nullish(),
  bundleReport: z.looseObject({ typeReportMap: z.record(z.string(), typeReportShape).nullish() }).nullish(),
  timingsStats: z.looseObject({ timers: z.record(z.string(), z.string()).nullish() }).nullish(),
})

const jobShape = z.looseObject({ response: z.looseObject({ id: z.string() }) })

const messageShape = z.looseObject({
  uid: z.string().nullish(),
  id: z.string().nullish(),
  level: z.string().default('INFO'),
  message: z.string().nullish(),
  time: z.string().nullish(),
  completed: z.boolean().default(false),
})

const NO_STATS: ImportStats = { created: 0, updated: 0, deleted: 0, ignored: 0, total: 0 }

/** Whether an answer that is no success is an import report all the same: DHIS2 sends one with 409 where it refused objects. */
export function isImportReport(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'validationReport' in body && reportShape.safeParse(body).success
}

/** An import's answer: the report itself, or (`async`) the job, whose address is wrong on 2.42 and 2.43, so that only its id counts. */
export function importAnswerFromWire(body: unknown): ImportAnswer {
  const job = jobShape.safeParse(body)
  return job.success ? { job: job.data.response.id } : { report: importReportFromWire(body) }
}

/** DHIS2's import report in the model's words; of any version, since later ones only add. */
export function importReportFromWire(body: unknown): ImportReport {
  const parsed = reportShape.safeParse(body)
  if (!parsed.success) throw new Dhis2Error('unexpected', 'DHIS2 answered an import with something that is no report')
  const { status, stats, validationReport, bundleReport, timingsStats, message } = parsed.data
  return {
    status: status === 'OK' || status === 'WARNING' ? status : 'ERROR',
    stats: { ...NO_STATS, ...(stats && statsOf(stats)) },
    errors: (validationReport?.errorReports ?? []).map((issue) => issueFromWire(issue)),
    warnings: (validationReport?.warningReports ?? []).map((issue) => issueFromWire(issue)),
    typeReports: Object.values(bundleReport?.typeReportMap ?? {}).map(typeReportFromWire),
    ...(timingsStats?.timers && { timings: timingsStats.timers }),
    ...(message && { message }),
  }
}

/** The messages of a job, oldest first; the wire has the newest first. */
export function jobMessagesFromWire(body: unknown): JobMessage[] {
  const parsed = z.array(messageShape).safeParse(body)
  if (!parsed.success)
    throw new Dhis2Error('unexpected', 'DHIS2 answered with something that is no list of job messages')
  return parsed.data.reverse().map(({ uid, id, level, message, time, completed }) => ({
    id: id ?? uid ?? '',
    level,
    message: message ?? '',
    ...(time && { time }),
    completed,
  }))
}

/** The UID of a note that was just added. */
export function noteFromWire(body: unknown): string {
  const parsed = z.looseObject({ note: z.string() }).safeParse(body)
  if (!parsed.success) throw new Dhis2Error('unexpected', 'DHIS2 did not tell the note that it added')
  return parsed.data.note
}

function statsOf({ created, updated, deleted, ignored, total }: ImportStats): ImportStats {
  return { created, updated, deleted, ignored, total }
}

function typeReportFromWire({ trackerType, stats, objectReports }: z.infer<typeof typeReportShape>): TypeReport {
  return {
    trackerType: trackerTypeOf(trackerType),
    stats: statsOf(stats),
    objectReports: (objectReports ?? []).map(({ uid, index, errorReports }) => ({
      uid: uid ?? '',
      ...(typeof index === 'number' && { index }),
      errors: (errorReports ?? []).map((issue) => issueFromWire(issue)),
    })),
  }
}

function issueFromWire({
  message,
  errorCode,
  warningCode,
  trackerType,
  uid,
  args,
}: z.infer<typeof issueShape>): ReportedIssue {
  return {
    code: errorCode ?? warningCode ?? '',
    message: message ?? '',
    trackerType: trackerTypeOf(trackerType ?? ''),
    ...(uid && { uid }),
    args: (args ?? []).map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg))),
  }
}

function trackerTypeOf(text: string): TrackerType {
  switch (text) {
    case 'ENROLLMENT':
    case 'EVENT':
    case 'RELATIONSHIP':
      return text
    default:
      return 'TRACKED_ENTITY'
  }
}
