import type { Dataset } from '../../dataset.ts'
import { errorAnswer, type SandboxAnswer, type SandboxRequest, type SandboxRoute } from '../../exchange.ts'
import { createReader } from '../../tracker/reader.ts'
import { conflict, olderRefusal, Refusal, refusalAnswer } from '../../tracker/refusal.ts'
import type { TrackerIndex } from '../../tracker/tracker-index.ts'
import type { LegacyFacts } from '../../versions/version-facts.ts'
import { beginWrite } from '../../write/tracker-store.ts'
import type { Row } from '../legacy-rows.ts'
import { importEnrollments } from './enrollment-import.ts'
import { importEvents } from './event-import.ts'
import { readImportOptions } from './import-options.ts'
import { type ImportSummary, printedSummaries, refused, summed } from './import-summary.ts'
import { ImportFailure, type LegacyImport } from './legacy-import.ts'
import { type LegacyListName, legacyLists, payloadRows } from './legacy-payload.ts'
import { changeOne } from './legacy-single-writes.ts'
import { createLegacyTasks, type LegacyJobType, type LegacyTasks } from './legacy-tasks.ts'
import { importRelationships } from './relationship-import.ts'
import { importTrackedEntities } from './tracked-entity-import.ts'
import { messageOf } from './web-message.ts'

/**
 * Writes through the endpoints before the tracker import, which 2.42 no longer has: POST of lists with a strategy, at once or as a job; PUT, DELETE
 * and notes of single objects. `dataset` holds all rows, deleted ones too.
 */
export function createLegacyImportRoute(dataset: Dataset, living: () => TrackerIndex): SandboxRoute {
  const facts = dataset.version.legacyTracker
  const tasks = createLegacyTasks()
  return (request) => {
    const [name = '', id, ...rest] = request.path.split('/')
    const list = legacyLists.find((candidate) => candidate === name)
    if (facts === undefined) return undefined
    if (list === undefined || request.method === 'GET') return tasks.answer(request)
    try {
      const context = (): LegacyImport => newImport(dataset, living(), list, request, facts)
      if (request.method === 'POST' && id === undefined) return posted(context(), list, request, { facts, tasks })
      return id === undefined ? undefined : changeOne(context(), { list, id, rest, request, facts })
    } catch (error) {
      if (error instanceof ImportFailure) return refusalAnswer(conflict(error.message))
      if (!(error instanceof Refusal)) throw error
      return refusalAnswer(dataset.version.codesErrors ? error : olderRefusal(error))
    }
  }
}

function newImport(
  dataset: Dataset,
  index: TrackerIndex,
  list: LegacyListName,
  { query, user }: SandboxRequest,
  { tellsRejectedIndexes }: LegacyFacts,
): LegacyImport {
  const skipLastUpdated = list === 'trackedEntityInstances'
  return {
    dataset,
    index,
    metadata: index.metadata,
    reader: createReader(index, user),
    user,
    options: readImportOptions(query, { printsDataSetOptions: tellsRejectedIndexes, skipLastUpdated }),
    write: beginWrite(dataset, user),
  }
}

const imports: Record<LegacyListName, (context: LegacyImport, rows: Row[]) => ImportSummary[]> = {
  // Only this one catches what its services throw.
  trackedEntityInstances: (context, rows) => {
    try {
      return importTrackedEntities(context, rows)
    } catch (error) {
      if (error instanceof ImportFailure) return [refused(`The import process failed: ${error.message}`)]
      throw error
    }
  },
  enrollments: importEnrollments,
  events: importEvents,
  relationships: importRelationships,
}

const jobs: Partial<Record<LegacyListName, { jobType: LegacyJobType; noun: string }>> = {
  trackedEntityInstances: { jobType: 'TEI_IMPORT', noun: 'tracked entities' },
  enrollments: { jobType: 'ENROLLMENT_IMPORT', noun: 'enrollments' },
  events: { jobType: 'EVENT_IMPORT', noun: 'events' },
}

function posted(
  context: LegacyImport,
  list: LegacyListName,
  request: SandboxRequest,
  { facts, tasks }: { facts: LegacyFacts; tasks: LegacyTasks },
): SandboxAnswer {
  const { options } = context
  const job = options.async ? jobs[list] : undefined
  if (list === 'events' && facts.failsEventPosts && job === undefined) return readOnlyTransaction()
  if (typeof request.body !== 'object') throw conflict('The body is no JSON.')
  const rows = payloadRows(list, request.body)
  const all = imports[list](context, rows)
  const reported = options.reportsConflictsOnly ? all.filter(({ conflicts }) => conflicts.length > 0) : all
  if (job !== undefined) {
    const summary = printedSummaries(summed(reported), facts.tellsRejectedIndexes)
    const at = context.write.nextMoment()
    return initiated(tasks.add(job.jobType, { noun: job.noun, at, summary }), job.jobType, at, facts, request)
  }
  const origin = originOf(request)
  const tellsHref = !options.dryRun && options.strategy !== 'DELETE'
  const printed = { importOptions: options.printed }
  const summaries = reported.map((summary) => ({
    ...(reported.length === 1 && list !== 'relationships' && printed),
    ...summary,
    ...(tellsHref && summary.status !== 'ERROR' && { href: `${origin}/api/${list}/${summary.reference}` }),
  }))
  const response = { ...summed(summaries), ...(list !== 'relationships' && printed) }
  const isCreated = list === 'enrollments' && facts.answersEnrollmentsCreated
  const answer = messageOf(
    response.status,
    printedSummaries(response, facts.tellsRejectedIndexes),
    isCreated ? 'Created' : undefined,
  )
  const [only] = summaries.length === 1 ? summaries : []
  if (only === undefined || only.status === 'ERROR' || isCreated || list === 'relationships') return answer
  const location = `${origin}${facts.locationPrefix}/${list}/${only.reference}`
  return { ...answer, headers: { ...answer.headers, location } }
}

/** Where the caller reached the sandbox. */
function originOf({ headers }: SandboxRequest): string {
  return headers['host'] === undefined ? '' : `http://${headers['host']}`
}

function initiated(
  id: string,
  jobType: LegacyJobType,
  created: string,
  { newJobStatus }: LegacyFacts,
  request: SandboxRequest,
): SandboxAnswer {
  const response = {
    name: 'inMemoryEventImport',
    id,
    created,
    jobType,
    jobStatus: newJobStatus,
    relativeNotifierEndpoint: `/api/system/tasks/${jobType}/${id}`,
  }
  return {
    status: 200,
    body: { httpStatus: 'OK', httpStatusCode: 200, status: 'OK', message: `Initiated ${response.name}`, response },
    headers: { location: `${originOf(request)}/api/system/tasks/${jobType}` },
  }
}

/** A defect of 2.41.9.1 (recording 290). */
const readOnlyTransaction = (): SandboxAnswer =>
  errorAnswer(409, 'ERROR: cannot execute UPDATE in a read-only transaction')
