import { z } from 'zod'
import type { TrackerType } from '../../model/import-bundle.ts'
import type { ImportReport, ImportStats, ReportedIssue } from '../../model/import-report.ts'
import { Dhis2Error } from '../errors.ts'

const count = z.number().default(0)

const summaryShape = z.looseObject({
  status: z.string().nullish(),
  reference: z.string().nullish(),
  description: z.string().nullish(),
  importCount: z.looseObject({ imported: count, updated: count, deleted: count, ignored: count }).nullish(),
  conflicts: z.array(z.looseObject({ object: z.string().nullish(), value: z.string().nullish() })).nullish(),
})

const answerShape = z.looseObject({
  response: z.looseObject({
    responseType: z.literal('ImportSummaries'),
    importSummaries: z.array(summaryShape).nullish(),
  }),
})

/** Whether an answer holds import summaries: what the endpoints before `/api/tracker` report with, also where they refuse (409). */
export function isImportSummaries(body: unknown): boolean {
  return answerShape.safeParse(body).success
}

/** Import summaries as an import report. `sent` are the objects of the request, in their order: a summary may lack its UID. */
export function importSummariesFromWire(
  body: unknown,
  sent: readonly { trackerType: TrackerType; uid: string }[],
  deletes = false,
): ImportReport {
  const parsed = answerShape.safeParse(body)
  if (!parsed.success) throw new Dhis2Error('unexpected', 'DHIS2 answered an import with something that is no summary')
  const summaries = parsed.data.response.importSummaries ?? []
  const told = summaries.map((summary, index) => summaryFromWire(summary, sent[index]))
  const reports = deletes ? [...told.map(deletion), ...untold(told, sent)] : told
  const stats = reports.map((report) => report.stats).reduce(addStats, NO_STATS)
  const errors = reports.flatMap((report) => report.errors)
  const [first] = sent
  const stored = reports.filter((report) => report.errors.length === 0)
  return {
    status: errors.length > 0 ? 'ERROR' : 'OK',
    stats,
    errors,
    warnings: [],
    typeReports: first
      ? [{ trackerType: first.trackerType, stats, objectReports: stored.map(({ uid }) => ({ uid, errors: [] })) }]
      : [],
  }
}

/** Nothing done. */
export const NO_STATS: ImportStats = { created: 0, updated: 0, deleted: 0, ignored: 0, total: 0 }

/** The counts of two imports together. */
export function addStats(one: ImportStats, other: ImportStats): ImportStats {
  return {
    created: one.created + other.created,
    updated: one.updated + other.updated,
    deleted: one.deleted + other.deleted,
    ignored: one.ignored + other.ignored,
    total: one.total + other.total,
  }
}

interface ObjectSummary {
  uid: string
  trackerType: TrackerType
  stats: ImportStats
  errors: ReportedIssue[]
}

function summaryFromWire(
  { status, reference, description, importCount, conflicts }: z.infer<typeof summaryShape>,
  sent: { trackerType: TrackerType; uid: string } | undefined,
): ObjectSummary {
  const uid = reference ?? sent?.uid ?? ''
  const trackerType = sent?.trackerType ?? 'TRACKED_ENTITY'
  const { imported = 0, updated = 0, deleted = 0, ignored = 0 } = importCount ?? {}
  const issues = (conflicts ?? []).map(({ object, value }) => ({ object: object ?? '', message: value ?? '' }))
  const refused =
    status === 'ERROR' && issues.length === 0 ? [{ object: '', message: description ?? 'DHIS2 refused it' }] : issues
  return {
    uid,
    trackerType,
    stats: { created: imported, updated, deleted, ignored, total: imported + updated + deleted + ignored },
    errors: refused.map(({ object, message }) => ({
      code: codeOf(object, message, trackerType),
      message,
      trackerType,
      ...(uid && { uid }),
      args: message.match(UID_IN_TEXT) ?? [],
    })),
  }
}

/** What is not there cannot be deleted: these endpoints call that a success, or say nothing of it (source of 2.38 and 2.40). */
function deletion(summary: ObjectSummary): ObjectSummary {
  return summary.stats.deleted > 0 || summary.errors.length > 0 ? summary : notThere(summary)
}

function untold(
  told: readonly ObjectSummary[],
  sent: readonly { trackerType: TrackerType; uid: string }[],
): ObjectSummary[] {
  const named = new Set(told.map(({ uid }) => uid))
  return told.length < sent.length ? sent.filter(({ uid }) => !named.has(uid)).map(notThere) : []
}

const NOT_THERE: Record<TrackerType, string> = {
  TRACKED_ENTITY: 'E1063',
  ENROLLMENT: 'E1081',
  EVENT: 'E1032',
  RELATIONSHIP: 'E4016',
}

function notThere({ uid, trackerType }: { uid: string; trackerType: TrackerType }): ObjectSummary {
  const message = `${uid} does not exist, or is deleted already`
  return {
    uid,
    trackerType,
    stats: { ...NO_STATS, ignored: 1, total: 1 },
    errors: [{ code: NOT_THERE[trackerType], message, trackerType, uid, args: [uid] }],
  }
}

/** A word that may be a UID: these endpoints quote nothing. */
const UID_IN_TEXT = /\b[A-Za-z][A-Za-z0-9]{10}\b/g

/** The code that the import API of later versions gives to what the old endpoints tell in words alone (recordings 287–291; source of 2.38). */
const CODES: readonly [said: RegExp, code: string | Record<TrackerType, string>][] = [
  [
    /already exists|was deleted earlier/i,
    { TRACKED_ENTITY: 'E1002', ENROLLMENT: 'E1080', EVENT: 'E1030', RELATIONSHIP: 'E4015' },
  ],
  [/^Invalid attribute /i, 'E1006'],
  [/is not a valid option for attribute/i, 'E1125'],
  [/attribute option combo/i, 'E1055'],
  [/missing mandatory attribute/i, 'E1018'],
  [/non-?unique|not unique/i, 'E1064'],
]

/** The code of what has no other: a conflict in the words of the old endpoints. */
const LEGACY_CONFLICT = 'LEGACY_CONFLICT'

function codeOf(object: string, message: string, trackerType: TrackerType): string {
  const found = CODES.find(([said]) => said.test(message) || said.test(object))?.[1]
  return (typeof found === 'object' ? found[trackerType] : found) ?? LEGACY_CONFLICT
}
