/** `tracker/jobs/{id}`, its report, and the same log under `system/tasks`. */
import { errorAnswer, type SandboxAnswer, type SandboxRequest, type SandboxRoute } from '../../exchange.ts'
import { readPathUid } from '../../tracker/parameters.ts'
import { olderRefusal, Refusal, refusalAnswer } from '../../tracker/refusal.ts'
import type { SandboxVersion } from '../../versions/version-facts.ts'
import { readReportMode } from '../import-options.ts'
import { importReport } from '../import-report.ts'
import type { ImportJobs } from './import-jobs.ts'

const uncached = { 'cache-control': 'no-cache, no-store, max-age=0, must-revalidate' }

/** The route of import jobs. */
export function createJobRoute(jobs: ImportJobs, version: SandboxVersion): SandboxRoute {
  return (request) => {
    if (request.method !== 'GET' || !version.hasTrackerExport) return undefined
    const task = /^system\/tasks\/TRACKER_IMPORT_JOB\/(\w+)$/.exec(request.path)?.[1]
    if (task !== undefined)
      return { status: 200, body: jobs.messagesOf(task), headers: { 'cache-control': 'no-store' } }
    const [, uid, report] = /^tracker\/jobs\/([^/]+)(\/report)?$/.exec(request.path) ?? []
    if (uid === undefined) return undefined
    try {
      const id = version.tracker.refusesMalformedUids ? readPathUid(uid) : uid
      if (report === undefined) return { status: 200, body: jobs.messagesOf(id), headers: uncached }
      return reportAnswer(jobs, version, request, id)
    } catch (error) {
      if (error instanceof Refusal) return refusalAnswer(version.codesErrors ? error : olderRefusal(error))
      throw error
    }
  }
}

function reportAnswer(
  jobs: ImportJobs,
  { imports }: SandboxVersion,
  { query }: SandboxRequest,
  id: string,
): SandboxAnswer {
  const mode = readReportMode(query, imports)
  const outcome = jobs.outcomeOf(id)
  if (outcome === undefined) return { ...errorAnswer(404, imports.unknownReport(id), 'E1005'), headers: uncached }
  return { status: 200, body: importReport(outcome, mode, imports), headers: uncached }
}
