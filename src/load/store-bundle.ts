import { type BundleObject, objectsOf } from '../imports/bundle-objects.ts'
import { fillIdentifiers } from '../imports/fill-identifiers.ts'
import type { FormIssue } from '../imports/form-issue.ts'
import { inputPath, type Origin } from '../imports/input-path.ts'
import { isSafeToRepeat, reportOfFirst } from '../imports/repeated-import.ts'
import type { TrackerBundle } from '../model/import-bundle.ts'
import type { ImportOptions, ImportRequest } from '../model/import-options.ts'
import type { ImportAnswer } from '../model/import-report.ts'
import { UnknownOutcome } from '../model/unknown-outcome.ts'
import { isUpstreamFailure } from '../model/upstream-failure.ts'
import { PlanError } from '../plan/plan-error.ts'
import { checkForm } from './check-form.ts'
import { type CompletionSource, completeBundle } from './complete-bundle.ts'
import type { IdempotentAnswers } from './idempotent-answers.ts'
import type { StartedJobs } from './jobs/started-jobs.ts'
import { type AskedImport, type LocatedReport, locateReport } from './locate-report.ts'
import { refreshing } from './metadata-cache.ts'
import { createMetadataDetailsLoad } from './metadata-details-load.ts'
import { createMetadataLoad, type MetadataLoad, type MetadataSource } from './metadata-load.ts'
import { randomUid, seededUids } from './uid-source.ts'

/** How a mutation's import went. */
export interface ImportOutcome {
  /** The bundle as it was sent, with all UIDs. */
  bundle: TrackerBundle
  report?: LocatedReport | undefined
  /** The job that does the import, where DHIS2 does it afterwards. */
  job?: string | undefined
  /** Why there is a job though none was asked for. */
  jobReason?: string
}

/** What a mutation stores. `origins` tell which of its GraphQL arguments each part of the bundle came from. */
export interface StoreRequest {
  bundle: TrackerBundle
  options: ImportOptions
  /** Whether DHIS2 shall import afterwards, as a job. */
  job?: boolean | undefined
  origins: readonly Origin[]
}

/** A mutation of an operation: its GraphQL arguments, and the name that it is answered by, which tells it apart from its like. */
export interface MutationField {
  name: string
  args: unknown
}

/** Stores a bundle: gives UIDs, sends it exactly once (again only where that is safe), and says where each issue lies. */
export type StoreBundle = (request: StoreRequest) => Promise<ImportOutcome>

/** Does the work of a mutation; under an idempotency key that was used before, its first answer comes again and nothing is done. */
export type Mutate = (
  field: MutationField,
  work: (store: StoreBundle) => Promise<ImportOutcome>,
) => Promise<ImportOutcome>

/** What bundles are stored with. `changed` is told after each mutation. */
export interface StoreSource extends CompletionSource, MetadataSource {
  metadata: MetadataLoad
  idempotencyKey: string | undefined
  answers: IdempotentAnswers
  startedJobs: StartedJobs
  /** Bundles with more objects are imported as jobs. */
  largestSyncImport: number
  changed: () => void
}

/** The mutations of one GraphQL request. */
export function createMutate(source: StoreSource): Mutate {
  const { client, call, identity, idempotencyKey, answers, changed } = source
  const run = (field: MutationField, work: (store: StoreBundle) => Promise<ImportOutcome>, newUid: () => string) =>
    work((request) => storeOnce(source, request, { args: field.args, newUid }))
  return async (field, work) => {
    if (idempotencyKey === undefined) return run(field, work, randomUid).finally(changed)
    const content = JSON.stringify([field.name, field.args])
    const answer = answers.once(JSON.stringify([identity, idempotencyKey, field.name]), content, async () => {
      // The user's UID stands for the identity, whose own key is another after a restart: the same request then still gives the same UIDs.
      const { id } = await client.me(call)
      return run(field, work, seededUids(JSON.stringify([id, idempotencyKey, content])))
    })
    return answer.finally(changed)
  }
}

async function storeOnce(
  source: StoreSource,
  request: StoreRequest,
  { args, newUid }: { args: unknown; newUid: () => string },
): Promise<ImportOutcome> {
  const { options, origins } = request
  const creates = options.importStrategy === 'CREATE' || options.importStrategy === 'CREATE_AND_UPDATE'
  const { bundle, generated } = fillIdentifiers(request.bundle, newUid, creates)
  const asked = { bundle, origins, args }
  const objects = objectsOf(bundle)
  requireUids(objects, asked)
  const { importsBundles, version } = await source.client.capabilities(source.call)
  const faults = await faultsOf(source, bundle, { options, major: version.major, isLegacy: !importsBundles })
  if (faults.length > 0) return { bundle, report: refusal(faults, objects.length, asked) }
  const tooLarge = importsBundles && objects.length > source.largestSyncImport
  const complete = await completeBundle(source, bundle, options)
  const job = request.job || tooLarge
  const { report, job: started } = await send(
    source,
    { bundle: complete, options, job },
    objects,
    importsBundles && isSafeToRepeat(objects, generated, version.major),
  )
  if (started !== undefined) source.startedJobs.remember(source.identity, started, asked)
  return {
    bundle,
    job: started,
    report: report && (await locateReport(source.metadata, report, asked)),
    ...(tooLarge && !request.job && { jobReason: reasonOfJob(objects.length, source.largestSyncImport) }),
  }
}

/** What kept metadata finds fault with is looked at once more with what DHIS2 has now: a stage may have been given a data element since. */
async function faultsOf(
  source: StoreSource,
  bundle: TrackerBundle,
  rules: Parameters<typeof checkForm>[2],
): Promise<FormIssue[]> {
  const faults = await checkForm(source, bundle, rules)
  if (faults.length === 0) return faults
  const fresh = { ...source, cache: refreshing(source.cache) }
  const now = { metadata: createMetadataLoad(fresh), metadataDetails: createMetadataDetailsLoad(fresh) }
  return checkForm(now, bundle, rules)
}

/** The report of a bundle that was not sent, since DHIS2 would refuse it. */
function refusal(faults: readonly FormIssue[], total: number, { origins, args }: AskedImport): LocatedReport {
  return {
    status: 'ERROR',
    stats: { created: 0, updated: 0, deleted: 0, ignored: total, total },
    errors: faults.map((issue) => ({ ...issue, path: inputPath(issue.path, origins, args) })),
    warnings: [],
    typeReports: [],
    message: 'The gateway told these errors before anything was sent.',
  }
}

function reasonOfJob(size: number, largest: number): string {
  return `The bundle has ${size} objects; more than ${largest} are imported as a job.`
}

/** What is to be changed or deleted must be named: DHIS2 up to 2.40 would take it for something new. */
function requireUids(objects: readonly BundleObject[], { origins, args }: AskedImport): void {
  const nameless = objects.find(({ uid }) => !uid)
  if (nameless)
    throw new PlanError(inputPath(nameless.path, origins, args).join('.'), 'has no UID to say which one is meant')
}

async function send(
  { client, call, idempotencyKey }: StoreSource,
  request: ImportRequest,
  objects: readonly BundleObject[],
  isSafe: boolean,
): Promise<ImportAnswer> {
  const repeatable = !request.job && isSafe
  try {
    const answer = await client.importTracker(call, request)
    // Under an idempotency key the first sending may be that of a gateway which has been restarted since.
    const first = repeatable && idempotencyKey !== undefined && answer.report && reportOfFirst(answer.report, objects)
    return first ? { report: first } : answer
  } catch (failure) {
    if (!isUpstreamFailure(failure) || failure.kind !== 'outcomeUnknown') throw failure
    const ids = objects.flatMap(({ uid }) => uid ?? [])
    if (!repeatable) throw new UnknownOutcome(ids)
    const again: ImportRequest = { ...request, options: { ...request.options, importStrategy: 'CREATE' } }
    const second = await client.importTracker(call, again).catch((later: unknown) => {
      throw isUpstreamFailure(later) && later.kind !== 'unauthenticated' ? new UnknownOutcome(ids) : later
    })
    if (!second.report) throw new UnknownOutcome(ids)
    return { report: reportOfFirst(second.report, objects) ?? second.report }
  }
}
