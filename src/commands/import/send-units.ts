import type { Dhis2Client } from '../../dhis2/client.ts'
import { objectsOf } from '../../imports/bundle-objects.ts'
import { isAlreadyThere, isSafeToRepeat } from '../../imports/repeated-import.ts'
import { type CompletionSource, completeBundle } from '../../load/complete-bundle.ts'
import type { ImportOptions } from '../../model/import-options.ts'
import type { ImportReport } from '../../model/import-report.ts'
import type { UpstreamCall } from '../../model/upstream-call.ts'
import { isUpstreamFailure, type UpstreamFailure } from '../../model/upstream-failure.ts'
import { bundleOf, type ImportUnit } from './import-unit.ts'
import type { SendAnswer, SendUnits } from './isolate-refused.ts'
import { objectKey } from './locate-conflicts.ts'

/** A failure after which no other batch would fare better: the import stops, and can be taken up again. */
export class ImportStopped extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ImportStopped'
  }
}

/** What decides how requests are sent, and whether again. */
export interface SendRules {
  options: ImportOptions
  /** Whether the server stores a bundle whole or not at all: not by the endpoints before `/api/tracker`. */
  importsBundles: boolean
  /** The server's version: 42 of "2.42". */
  major: number
}

/** What requests are sent with; `wait` resolves after so many milliseconds. */
export interface SendSource extends CompletionSource, SendRules {
  client: Dhis2Client
  call: UpstreamCall
  wait: (milliseconds: number) => Promise<void>
}

/**
 * Whether units may be sent again after their fate is unknown: all of them are new, under UIDs that we made. The older
 * endpoints do not tell for sure that an object is there already.
 */
export function maySendAgain(
  units: readonly ImportUnit[],
  { options: { importStrategy, importMode }, importsBundles, major }: SendRules,
): boolean {
  if (importMode === 'VALIDATE') return true
  if (!importsBundles) return false
  const creates = importStrategy === 'CREATE' || importStrategy === 'CREATE_AND_UPDATE'
  const generated = new Set(units.flatMap((unit) => [...unit.generated]))
  return creates && isSafeToRepeat(objectsOf(bundleOf(units.map(({ root }) => root))), generated, major)
}

/**
 * Sends the units of one batch, and again (once) where an answer was lost and that is safe. `sentBefore`: they were sent
 * by an earlier run that did not learn the outcome.
 */
export function createSendUnits(source: SendSource, sentBefore: boolean): SendUnits {
  let repeats = sentBefore
  const { importMode, atomicMode } = source.options
  const stays = importMode === 'VALIDATE' || atomicMode === 'OBJECT' || !source.importsBundles
  return async (units) => {
    for (let lost = false; ; lost = true) {
      const again = repeats && importMode !== 'VALIDATE'
      const outcome = await attempt(source, units, again)
      if ('report' in outcome) return { kind: 'report', stays, ...withoutExisting(outcome.report, units, again) }
      const { failure, sent } = outcome
      if (!sent || !isLost(failure)) {
        // The older endpoints may have stored what stood before the object at which they gave up.
        repeats ||= sent && !source.importsBundles && source.options.importStrategy === 'CREATE'
        return { kind: 'refused', code: refusalCode(failure), message: failure.message }
      }
      if (lost || !maySendAgain(units, source)) return { kind: 'unknown', message: failure.message }
      repeats = true
    }
  }
}

const WAITS = [1_000, 3_000, 9_000, 27_000]

/** Sends once, or more often where DHIS2 certainly did not take it. */
async function attempt(source: SendSource, units: readonly ImportUnit[], again: boolean): Promise<Attempt> {
  for (let tries = 0; ; tries++) {
    const outcome = await sendOnce(source, units, again)
    if ('report' in outcome || !isDown(outcome)) return outcome
    const wait = WAITS[tries]
    if (wait === undefined) throw new ImportStopped(outcome.failure.message)
    await source.wait(wait)
  }
}

/** What one request came to; `sent`: whether DHIS2 may have got it. */
type Attempt = { report: ImportReport } | { failure: UpstreamFailure; sent: boolean }

async function sendOnce(source: SendSource, units: readonly ImportUnit[], again: boolean): Promise<Attempt> {
  const options: ImportOptions = again ? { ...source.options, importStrategy: 'CREATE' } : source.options
  let sent = false
  try {
    const bundle = await completeBundle(source, bundleOf(units.map(({ root }) => root)), options)
    sent = true
    const { report } = await source.client.importTracker(source.call, { bundle, options, job: false })
    if (!report) throw new ImportStopped('DHIS2 answered an import with a job, which was not asked for.')
    return { report }
  } catch (failure) {
    if (!isUpstreamFailure(failure)) throw failure
    // What a bundle is completed by may be hidden from the user for one object; the import itself is for all or for none.
    const forAll = sent ? STOPPING : STOPPING_READS
    if (forAll.has(failure.kind)) throw new ImportStopped(failure.message)
    return { failure, sent }
  }
}

function withoutExisting(
  report: ImportReport,
  units: readonly ImportUnit[],
  again: boolean,
): Pick<Extract<SendAnswer, { kind: 'report' }>, 'report' | 'existing'> {
  if (!again) return { report, existing: new Set() }
  const generated = new Set(units.flatMap((unit) => [...unit.generated]))
  const existing = new Set(
    report.errors.flatMap((issue) =>
      isAlreadyThere(issue) && issue.uid !== undefined && generated.has(issue.uid)
        ? [objectKey(issue.trackerType, issue.uid)]
        : [],
    ),
  )
  // 2.40 and 2.41 also say of an event that is there already that its stage has one (E1039).
  const errors = report.errors.filter(({ trackerType, uid }) => !existing.has(objectKey(trackerType, uid)))
  return { existing, report: { ...report, errors } }
}

const STOPPING: ReadonlySet<string> = new Set(['unauthenticated', 'forbidden', 'unsupported'])
const STOPPING_READS: ReadonlySet<string> = new Set(['unauthenticated', 'unsupported'])

/** DHIS2 did not take the request: there was no connection, or it is too busy or starting. */
function isDown({ failure: { kind, status, neverSent }, sent }: { failure: UpstreamFailure; sent: boolean }): boolean {
  if (!sent) return kind === 'unavailable' || kind === 'timeout'
  return neverSent === true || (kind === 'unavailable' && status !== undefined)
}

/** An answer that is no report leaves the outcome as unknown as none. */
function isLost({ kind, status }: UpstreamFailure): boolean {
  return kind === 'outcomeUnknown' || status === undefined
}

function refusalCode({ errorCode, status }: UpstreamFailure): string {
  return errorCode ?? (status === undefined ? 'NOT_SENT' : `HTTP_${status}`)
}
