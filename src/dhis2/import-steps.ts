import type { ImportAnswer, ImportReport } from '../model/import-report.ts'
import type { ImportStep } from './dialects/dialect.ts'
import { Dhis2Error } from './errors.ts'

/**
 * Sends the steps of an import one after the other and makes one report of theirs. With `allOrNothing` no step follows one
 * that was refused; what was stored before it stays, since the endpoints that need several steps know no transaction over them.
 */
export async function sendSteps(
  steps: readonly ImportStep[],
  send: (step: ImportStep) => Promise<ImportAnswer>,
  allOrNothing: boolean,
): Promise<ImportAnswer> {
  const [only] = steps
  if (only && steps.length === 1) return send(only)
  const reports: ImportReport[] = []
  for (const step of steps) {
    const report = await reportOf(step, send, reports)
    reports.push(report)
    if (allOrNothing && report.errors.length > 0) break
  }
  return { report: together(reports, steps.slice(reports.length)) }
}

/** A step that fails after others have stored something is told in the report: an error alone would hide what was stored. */
async function reportOf(
  step: ImportStep,
  send: (step: ImportStep) => Promise<ImportAnswer>,
  before: readonly ImportReport[],
): Promise<ImportReport> {
  try {
    const { report } = await send(step)
    if (report) return report
    throw new Dhis2Error('unexpected', 'DHIS2 answered one step of an import with a job')
  } catch (failure) {
    if (!(failure instanceof Dhis2Error) || before.length === 0) throw failure
    const unknown = failure.kind === 'outcomeUnknown'
    const ignored = step.objects.length
    return {
      status: 'ERROR',
      stats: { created: 0, updated: 0, deleted: 0, ignored, total: ignored },
      errors: step.objects.map(({ trackerType, uid }) => ({
        code: unknown ? 'UNKNOWN_OUTCOME' : 'STEP_FAILED',
        message: failure.message,
        trackerType,
        uid,
        args: [],
      })),
      warnings: [],
      typeReports: [],
    }
  }
}

function together(reports: readonly ImportReport[], unsent: readonly ImportStep[]): ImportReport {
  const notSent = unsent.flatMap(({ objects }) => objects)
  const errors = reports.flatMap((report) => report.errors)
  const typeReports = reports.flatMap((report) => report.typeReports)
  const sum = (key: 'created' | 'updated' | 'deleted' | 'ignored'): number =>
    reports.reduce((total, { stats }) => total + stats[key], 0)
  const counts = { created: sum('created'), updated: sum('updated'), deleted: sum('deleted') }
  const ignored = sum('ignored') + notSent.length
  const stored = typeReports.flatMap(({ objectReports }) => objectReports.map(({ uid }) => uid))
  return {
    status: errors.length > 0 ? 'ERROR' : 'OK',
    stats: { ...counts, ignored, total: counts.created + counts.updated + counts.deleted + ignored },
    errors,
    warnings: reports.flatMap((report) => report.warnings),
    typeReports,
    ...(errors.length > 0 && { message: told(stored, notSent) }),
  }
}

function told(stored: readonly string[], notSent: readonly { uid: string }[]): string {
  const kept = stored.length > 0 ? `Stored, and kept: ${stored.join(', ')}.` : 'Nothing was stored.'
  return notSent.length > 0 ? `${kept} Not sent: ${notSent.map(({ uid }) => uid).join(', ')}.` : kept
}
