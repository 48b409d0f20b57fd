import type { ImportRequest, ReportMode } from '../model/import-options.ts'
import type { ImportAnswer, ImportReport, JobMessage } from '../model/import-report.ts'
import type { OwnershipTransfer, TemporaryOwnership } from '../model/ownership.ts'
import type { UpstreamCall } from '../model/upstream-call.ts'
import type { Dialect, ImportStep, WireWrite } from './dialects/dialect.ts'
import { Dhis2Error, failureOf } from './errors.ts'
import { sendSteps } from './import-steps.ts'
import type { TransportResponse } from './transport/exchange.ts'

/**
 * The writing half of the client. Nothing is ever sent twice: where a connection breaks after a request may have reached DHIS2,
 * it rejects with a Dhis2Error of kind `outcomeUnknown`.
 */
export interface ImportClient {
  /** Stores a bundle. Objects that DHIS2 refuses are issues of the report; it rejects only where no report came. */
  importTracker(call: UpstreamCall, request: ImportRequest): Promise<ImportAnswer>
  /** The messages of a job so far, oldest first; none for a job that DHIS2 does not know (any more). */
  jobMessages(call: UpstreamCall, job: string): Promise<JobMessage[]>
  /** The report of a job, undefined while it is not done, or where DHIS2 does not know it. */
  jobReport(call: UpstreamCall, job: string, mode: ReportMode): Promise<ImportReport | undefined>
  transferOwnership(call: UpstreamCall, transfer: OwnershipTransfer): Promise<void>
  grantTemporaryOwnership(call: UpstreamCall, ownership: TemporaryOwnership): Promise<void>
  /** Adds a note by its own endpoint (from 2.42; before, notes travel with an import) and tells the UID that it was given. */
  addNote(call: UpstreamCall, target: { kind: 'enrollments' | 'events'; id: string; value: string }): Promise<string>
}

/** What the writing half stands on: parts of the client. */
export interface ImportClientSource {
  get(call: UpstreamCall, pathBelowApi: string): Promise<unknown>
  write(call: UpstreamCall, request: WireWrite): Promise<TransportResponse>
  speak<Result>(call: UpstreamCall, work: (dialect: Dialect) => Promise<Result>): Promise<Result>
}

/** The writing half of a client. */
export function createImportClient({ get, write, speak }: ImportClientSource): ImportClient {
  async function send(call: UpstreamCall, request: WireWrite): Promise<TransportResponse> {
    try {
      const answer = await write(call, request)
      // A proxy that gave up waiting knows as little of the outcome as we do.
      if (answer.status === 502 || answer.status === 504) throw outcomeUnknown(answer.status)
      return answer
    } catch (failure) {
      throw failure instanceof Dhis2Error && mayHaveBeenStored(failure) ? outcomeUnknown() : failure
    }
  }

  function command(call: UpstreamCall, choose: (dialect: Dialect) => WireWrite): Promise<string> {
    return speak(call, async (dialect) => {
      const request = choose(dialect)
      const answer = await send(call, request)
      const failure = failureOf(answer, request.method)
      if (failure) throw failure
      return answer.body
    })
  }

  async function importStep(call: UpstreamCall, dialect: Dialect, step: ImportStep): Promise<ImportAnswer> {
    const answer = await send(call, step)
    const failure = failureOf(answer, step.method)
    const body = parsed(answer.body)
    if (failure && !(answer.status === 409 && dialect.isImportReport(body))) throw failure
    if (body === undefined) throw outcomeUnknown(answer.status)
    return dialect.importFromWire(body, step)
  }

  return {
    importTracker: (call, request) =>
      speak(call, (dialect) => {
        const allOrNothing = request.options.atomicMode !== 'OBJECT'
        return sendSteps(dialect.importToWire(request), (step) => importStep(call, dialect, step), allOrNothing)
      }),
    jobMessages: (call, job) =>
      speak(call, async ({ jobMessagesToWire, jobMessagesFromWire }) =>
        jobMessagesFromWire(await get(call, jobMessagesToWire(job))),
      ),
    async jobReport(call, job, mode) {
      try {
        return await speak(call, async ({ jobReportToWire, jobReportFromWire }) =>
          jobReportFromWire(await get(call, jobReportToWire(job, mode))),
        )
      } catch (failure) {
        if (failure instanceof Dhis2Error && failure.kind === 'notFound') return undefined
        throw failure
      }
    },
    async transferOwnership(call, transfer) {
      await command(call, (dialect) => dialect.transferToWire(transfer))
    },
    async grantTemporaryOwnership(call, ownership) {
      await command(call, (dialect) => dialect.temporaryOwnershipToWire(ownership))
    },
    async addNote(call, { kind, id, value }) {
      const request = { method: 'POST', path: `tracker/${kind}/${id}/note`, body: JSON.stringify({ value }) } as const
      return speak(call, async ({ noteFromWire }) => noteFromWire(parsed(await command(call, () => request))))
    },
  }
}

/** A failure without an answer, of a request that may have arrived: DHIS2 may have stored it, or may still be at it. */
function mayHaveBeenStored({ kind, status, neverSent }: Dhis2Error): boolean {
  return status === undefined && !neverSent && (kind === 'unavailable' || kind === 'timeout' || kind === 'unexpected')
}

function outcomeUnknown(status?: number): Dhis2Error {
  return new Dhis2Error(
    'outcomeUnknown',
    'The connection to DHIS2 was lost after the change was sent: it may be stored or not. Look before you send it again.',
    { status },
  )
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
