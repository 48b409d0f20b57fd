import type { Dhis2Client } from '../dhis2/client.ts'
import { type BundleObject, objectsOf } from '../imports/bundle-objects.ts'
import { fillIdentifiers } from '../imports/fill-identifiers.ts'
import { inputPath, type Origin } from '../imports/input-path.ts'
import { isSafeToRepeat, reportOfFirst } from '../imports/repeated-import.ts'
import type { TrackerBundle } from '../model/import-bundle.ts'
import type { ImportOptions, ImportRequest } from '../model/import-options.ts'
import type { ImportAnswer, ImportReport, ReportedIssue } from '../model/import-report.ts'
import { UnknownOutcome } from '../model/unknown-outcome.ts'
import type { UpstreamCall } from '../model/upstream-call.ts'
import { isUpstreamFailure } from '../model/upstream-failure.ts'
import { PlanError } from '../plan/plan-error.ts'
import type { IdempotentAnswers } from './idempotent-answers.ts'
import { randomUid, seededUids } from './uid-source.ts'

/** An error or warning of an import, with its place in the mutation's own arguments; empty where it has none. */
export interface ImportIssue extends ReportedIssue {
  path: string[]
}

/** A report in which each issue has its place. */
export interface LocatedReport extends ImportReport {
  errors: ImportIssue[]
  warnings: ImportIssue[]
}

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
export interface StoreSource {
  client: Dhis2Client
  call: UpstreamCall
  identity: string
  idempotencyKey: string | undefined
  answers: IdempotentAnswers
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
  const { options } = request
  const placeOf = (path: readonly string[]): string[] => inputPath(path, request.origins, args)
  const creates = options.importStrategy === 'CREATE' || options.importStrategy === 'CREATE_AND_UPDATE'
  const { bundle, generated } = fillIdentifiers(request.bundle, newUid, creates)
  const objects = objectsOf(bundle)
  requireUids(objects, placeOf)
  const tooLarge = objects.length > source.largestSyncImport
  const answer = await send(source, { bundle, options, job: request.job ?? tooLarge }, objects, generated)
  return {
    bundle,
    job: answer.job,
    report: answer.report && locatedReport(answer.report, objects, placeOf),
    ...(tooLarge &&
      !request.job && {
        jobReason: `The bundle has ${objects.length} objects; more than ${source.largestSyncImport} are imported as a job.`,
      }),
  }
}

type PlaceOf = (bundlePath: readonly string[]) => string[]

/** What is to be changed or deleted must be named: DHIS2 up to 2.40 would take it for something new. */
function requireUids(objects: readonly BundleObject[], placeOf: PlaceOf): void {
  const nameless = objects.find(({ uid }) => !uid)
  if (nameless) throw new PlanError(placeOf(nameless.path).join('.'), 'has no UID to say which one is meant')
}

async function send(
  { client, call }: StoreSource,
  request: ImportRequest,
  objects: readonly BundleObject[],
  generated: ReadonlySet<string>,
): Promise<ImportAnswer> {
  try {
    return await client.importTracker(call, request)
  } catch (failure) {
    if (!isUpstreamFailure(failure) || failure.kind !== 'outcomeUnknown') throw failure
    const ids = objects.flatMap(({ uid }) => uid ?? [])
    if (request.job || !isSafeToRepeat(objects, generated)) throw new UnknownOutcome(ids)
    const again: ImportRequest = { ...request, options: { ...request.options, importStrategy: 'CREATE' } }
    const second = await client.importTracker(call, again).catch((later: unknown) => {
      throw isUpstreamFailure(later) && later.kind !== 'unauthenticated' ? new UnknownOutcome(ids) : later
    })
    if (!second.report) throw new UnknownOutcome(ids)
    return { report: reportOfFirst(second.report, objects) ?? second.report }
  }
}

function locatedReport(report: ImportReport, objects: readonly BundleObject[], placeOf: PlaceOf): LocatedReport {
  const locate = (issue: ReportedIssue): ImportIssue => {
    const object = objects.find(({ uid, trackerType }) => uid === issue.uid && trackerType === issue.trackerType)
    return { ...issue, path: object ? placeOf(object.path) : [] }
  }
  return { ...report, errors: report.errors.map(locate), warnings: report.warnings.map(locate) }
}
