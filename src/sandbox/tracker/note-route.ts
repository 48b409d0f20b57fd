import type { NoteRecord } from '../dataset.ts'
import type { SandboxAnswer, SandboxRequest, SandboxRoute } from '../exchange.ts'
import { newUid } from '../new-uid.ts'
import { beginWrite } from '../write/tracker-store.ts'
import { readEnrollment } from './enrollments.ts'
import { anyEvents } from './event-kinds.ts'
import { accessibleEvent } from './one-record.ts'
import { readPathUid } from './parameters.ts'
import { createReader, type Reader } from './reader.ts'
import { badRequest, notFound, Refusal, refusalAnswer } from './refusal.ts'
import type { TrackerIndex } from './tracker-index.ts'

/** POST tracker/enrollments/{uid}/note and tracker/events/{uid}/note, from 2.42 on (recordings 266 and 267): who may read a record may add a note. */
export function createNoteRoute(living: () => TrackerIndex): SandboxRoute {
  return (request) => {
    const [, list, uid = ''] = /^tracker\/(enrollments|events)\/([^/]+)\/note$/.exec(request.path) ?? []
    if (list === undefined || request.method !== 'POST') return undefined
    const index = living()
    if (!index.dataset.version.tracker.hasNoteEndpoints) return undefined
    try {
      const id = readPathUid(uid)
      const reader = createReader(index, request.user)
      const notes = list === 'events' ? eventNotes(index, reader, id) : enrollmentNotes(index, reader, request, id)
      return added(index, notes, request)
    } catch (error) {
      if (error instanceof Refusal) return refusalAnswer(error)
      throw error
    }
  }
}

function added(index: TrackerIndex, notes: NoteRecord[], { body, user }: SandboxRequest): SandboxAnswer {
  const { note = newUid(), value } = Object(body)
  if (typeof value !== 'string' || value === '') throw badRequest('Value cannot be empty')
  if (isTaken(index, note)) throw badRequest(`Note \`${note}\` already exists.`)
  notes.push({
    note: String(note),
    value,
    storedAt: beginWrite(index.dataset, user).nextMoment(),
    storedBy: user.username,
  })
  return { status: 200, body: { note, value } }
}

function eventNotes(index: TrackerIndex, reader: Reader, id: string): NoteRecord[] {
  const event = accessibleEvent(anyEvents, index, reader, id)
  if (event === undefined) throw notFound('Event', id)
  return event.notes
}

function enrollmentNotes(index: TrackerIndex, reader: Reader, request: SandboxRequest, id: string): NoteRecord[] {
  readEnrollment(index, reader, { ...request, query: new URLSearchParams() }, id)
  return index.dataset.enrollments.get(id)?.notes ?? []
}

function isTaken({ dataset: { enrollments, events } }: TrackerIndex, id: unknown): boolean {
  const hasNote = ({ notes }: { notes: NoteRecord[] }): boolean => notes.some(({ note }) => note === id)
  return [...enrollments.values()].some(hasNote) || [...events.values()].some(hasNote)
}
