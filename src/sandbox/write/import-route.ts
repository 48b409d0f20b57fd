/** `POST tracker`: imports a bundle at once, or as a job. */
import { errorAnswer, type SandboxAnswer, type SandboxRequest, type SandboxRoute } from '../exchange.ts'
import { olderRefusal, Refusal, refusalAnswer } from '../tracker/refusal.ts'
import type { TrackerIndexes } from '../tracker/tracker-index.ts'
import type { ImportFacts } from '../versions/import-facts.ts'
import { UnreadableBody } from './bundle/json-values.ts'
import { readBundle } from './bundle/read-bundle.ts'
import { importBundle, RepeatedUid } from './import-bundle.ts'
import { readImportOptions } from './import-options.ts'
import { type ImportOutcome, importReport } from './import-report.ts'
import type { ImportJobs } from './jobs/import-jobs.ts'

/** The route of tracker imports; what is asked for later goes to the jobs. */
export function createImportRoute(indexes: () => TrackerIndexes, jobs: ImportJobs): SandboxRoute {
  return (request) => {
    if (request.path !== 'tracker' || request.method !== 'POST') return undefined
    const { version } = indexes().full.dataset
    // 2.35 has the address and no importer behind it (its `TrackerController`).
    if (!version.hasTrackerExport) return errorAnswer(501, '501 NOT_IMPLEMENTED')
    try {
      return imported(indexes, jobs, request)
    } catch (error) {
      if (error instanceof UnreadableBody) return unreadable(error, version.imports)
      if (error instanceof RepeatedUid) return repeated(error)
      if (error instanceof Refusal) return refusalAnswer(version.codesErrors ? error : olderRefusal(error))
      throw error
    }
  }
}

function imported(indexes: () => TrackerIndexes, jobs: ImportJobs, request: SandboxRequest): SandboxAnswer {
  const facts = indexes().full.dataset.version.imports
  const { user } = request
  const options = readImportOptions(request.query, facts)
  const bundle = readBundle(jsonOf(request.body), facts)
  const run = (): ImportOutcome => importBundle(indexes(), user, bundle, options)
  if (options.async) {
    const id = jobs.start({ username: user.username, userId: user.id, options }, run)
    return jobAnswer(id, facts, request)
  }
  const outcome = run()
  const status = outcome.status === 'ERROR' ? 409 : 200
  return { status, body: importReport(outcome, options.reportMode, facts) }
}

/** From 2.42 on the address of the job leaves out `/api`, and so leads nowhere. */
function jobAnswer(
  id: string,
  { jobAnswer: { hasApiInLocation, tellsType } }: ImportFacts,
  { headers }: SandboxRequest,
): SandboxAnswer {
  const origin = headers['host'] === undefined ? '' : `http://${headers['host']}`
  const location = `${origin}${hasApiInLocation ? '/api' : ''}/tracker/jobs/${id}`
  const response = { ...(tellsType && { responseType: 'TrackerJob' }), id, location }
  return {
    status: 200,
    body: { httpStatus: 'OK', httpStatusCode: 200, status: 'OK', message: 'Tracker job added', response },
    headers: hasApiInLocation ? { location } : {},
  }
}

/** A body that is no JSON arrives as its text. */
function jsonOf(body: unknown): unknown {
  if (body === undefined) throw new UnreadableBody('No content to map due to end-of-input')
  if (typeof body === 'string') throw new UnreadableBody('Unexpected end-of-input: expected close marker')
  return body
}

function unreadable({ message }: UnreadableBody, facts: ImportFacts): SandboxAnswer {
  if (facts.unreadable === 500) return errorAnswer(500, `${message}\n at [Source: (stream); line: 1, column: 1]`)
  const nested = facts.repeatsException
    ? `; nested exception is com.fasterxml.jackson.databind.JsonMappingException: ${message}`
    : ''
  return errorAnswer(400, `JSON parse error: ${message}${nested}`)
}

function repeated({ uid }: RepeatedUid): SandboxAnswer {
  const constraint = 'duplicate key value violates unique constraint "uk_rbr4kyuk4s0kb4jo1r77cuaq9"'
  return errorAnswer(500, `ERROR: ${constraint}\n  Detail: Key (uid)=(${uid}) already exists.`)
}
