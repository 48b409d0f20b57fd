import type { Dhis2Client } from '../dhis2/client.ts'
import { UnknownOutcome } from '../model/unknown-outcome.ts'
import type { UpstreamCall } from '../model/upstream-call.ts'
import { isUpstreamFailure } from '../model/upstream-failure.ts'
import type { ImportOutcome } from './store-bundle.ts'

/** What a note is added to. */
export interface NoteTarget {
  kind: 'enrollments' | 'events'
  id: string
}

/** Adds notes by DHIS2's own endpoint for them, which wants nothing of the object but its UID. */
export type AddNote = (target: NoteTarget, value: string) => Promise<ImportOutcome>

/** The notes of one GraphQL request; the outcome is told as that of an import, as older versions have it. */
export function createAddNote(client: Dhis2Client, call: UpstreamCall): AddNote {
  return async ({ kind, id }, value) => {
    try {
      const note = await client.addNote(call, { kind, id, value })
      const notes = [{ note, value }]
      const bundle =
        kind === 'events' ? { events: [{ event: id, notes }] } : { enrollments: [{ enrollment: id, notes }] }
      const stats = { created: 0, updated: 1, deleted: 0, ignored: 0, total: 1 }
      return { bundle, report: { status: 'OK', stats, errors: [], warnings: [], typeReports: [] } }
    } catch (failure) {
      throw isUpstreamFailure(failure) && failure.kind === 'outcomeUnknown' ? new UnknownOutcome([id]) : failure
    }
  }
}
