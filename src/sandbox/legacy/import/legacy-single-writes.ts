import { errorAnswer, type SandboxAnswer, type SandboxRequest } from '../../exchange.ts'
import { conflict } from '../../tracker/refusal.ts'
import type { LegacyFacts } from '../../versions/version-facts.ts'
import type { Row } from '../legacy-rows.ts'
import { deleteEnrollment, putEnrollment } from './enrollment-import.ts'
import { deleteEvent } from './event-import.ts'
import { putDataValues, updateEvent } from './event-rows.ts'
import { done, type ImportSummary, printedSummary, refused } from './import-summary.ts'
import type { LegacyImport } from './legacy-import.ts'
import { type LegacyListName, withIds } from './legacy-payload.ts'
import { deleteRelationship, updateRelationship } from './relationship-import.ts'
import { textOf, timeOf } from './row-values.ts'
import { newNotes, touchEntity } from './stored-rows.ts'
import { deleteTrackedEntity, putTrackedEntity } from './tracked-entity-import.ts'
import { messageOf } from './web-message.ts'

/** A write to one object of a legacy list: `id` with what follows it in the path. */
export interface SingleWrite {
  list: LegacyListName
  id: string
  rest: string[]
  request: SandboxRequest
  facts: LegacyFacts
}

/** Answers PUT, DELETE and notes of one object; undefined where there is no such place. */
export function changeOne(context: LegacyImport, write: SingleWrite): SandboxAnswer | undefined {
  const { list, id, rest, request, facts } = write
  const [part, ...more] = rest
  if (more.length > 0) return undefined
  if (request.method === 'POST') return part === 'note' ? noteAdded(context, write) : undefined
  if (request.method === 'DELETE' && part === undefined) return reported(removers[list](context, id), facts)
  if (request.method !== 'PUT') return undefined
  if (part === undefined) {
    const summary = putters[list](context, bodyRow(write), request.query)
    // Unlike the others, relationships do not tell the options (`RelationshipController`).
    const options = list === 'relationships' ? {} : { importOptions: context.options.printed }
    return reported({ ...options, ...summary }, facts)
  }
  if (list === 'enrollments') return statusSet(context, id, part)
  return list === 'events' ? eventPartPut(context, write, part) : undefined
}

const removers: Record<LegacyListName, (context: LegacyImport, id: string) => ImportSummary> = {
  trackedEntityInstances: deleteTrackedEntity,
  enrollments: deleteEnrollment,
  events: deleteEvent,
  relationships: deleteRelationship,
}

const putters: Record<LegacyListName, (context: LegacyImport, row: Row, query: URLSearchParams) => ImportSummary> = {
  trackedEntityInstances: (context, row, query) => putTrackedEntity(context, row, query.get('program')),
  enrollments: putEnrollment,
  events: (context, row) => updateEvent(context, row),
  relationships: updateRelationship,
}

const idNames: Record<LegacyListName, string> = {
  trackedEntityInstances: 'trackedEntityInstance',
  enrollments: 'enrollment',
  events: 'event',
  relationships: 'relationship',
}

function bodyRow({ list, id, request: { body } }: SingleWrite): Row {
  if (typeof body !== 'object' || body === null) throw conflict('The body is no JSON object.')
  return withIds(list, { ...body, [idNames[list]]: id })
}

function reported(summary: ImportSummary, { tellsRejectedIndexes }: LegacyFacts): SandboxAnswer {
  return messageOf(summary.status, printedSummary(summary, tellsRejectedIndexes))
}

const noContent: SandboxAnswer = { status: 204, body: '' }

/** PUT enrollments/{id}/completed, cancelled or incompleted: no right is asked for. */
function statusSet(context: LegacyImport, id: string, part: string): SandboxAnswer | undefined {
  const { dataset, write } = context
  if (!['completed', 'cancelled', 'incompleted'].includes(part)) return undefined
  const enrollment = dataset.enrollments.get(id)
  if (enrollment === undefined || enrollment.deleted === true) {
    return errorAnswer(404, `Enrollment not found for ID ${id}`)
  }
  if (part === 'incompleted') {
    const isActive = [...dataset.enrollments.values()].some(
      ({ trackedEntity, program, status, deleted }) =>
        trackedEntity === enrollment.trackedEntity &&
        program === enrollment.program &&
        status === 'ACTIVE' &&
        deleted !== true,
    )
    if (isActive) throw conflict('Program has another active enrollment going on. Not possible to incomplete')
    Object.assign(enrollment, { status: 'ACTIVE', completedAt: undefined, completedBy: undefined })
  } else {
    const status = part === 'completed' ? 'COMPLETED' : 'CANCELLED'
    const completedBy = part === 'completed' ? write.username : undefined
    Object.assign(enrollment, { status, completedAt: write.nextMoment(), completedBy })
  }
  Object.assign(enrollment, { updatedAt: write.nextMoment(), updatedBy: write.username })
  touchEntity(context, enrollment.trackedEntity)
  return noContent
}

/** PUT events/{id}/eventDate, or of one data element's value. */
function eventPartPut(context: LegacyImport, write: SingleWrite, part: string): SandboxAnswer {
  const { dataset } = context
  const event = dataset.events.get(write.id)
  if (part === 'eventDate') {
    if (event === undefined || event.deleted === true) return errorAnswer(404, `Event not found for ID ${write.id}`)
    const row = bodyRow(write)
    const status = textOf(row, 'status') === 'COMPLETED' ? 'COMPLETED' : 'ACTIVE'
    const at = context.write.nextMoment()
    const occurredAt = timeOf(textOf(row, 'eventDate')) ?? at
    Object.assign(event, { occurredAt, status, updatedAt: at, updatedBy: context.write.username })
    return ok(`Event updated ${write.id}`)
  }
  if (dataset.metadata.get('dataElements')?.has(part) !== true) {
    return errorAnswer(404, `DataElement not found for ID ${part}`)
  }
  return reported(putDataValues(context, bodyRow(write)), write.facts)
}

function noteAdded(context: LegacyImport, write: SingleWrite): SandboxAnswer | undefined {
  const { list, id, facts } = write
  const { dataset } = context
  if (list !== 'enrollments' && list !== 'events') return undefined
  const holder = dataset[list].get(id)
  const isThere = holder !== undefined && holder.deleted !== true
  if (!isThere) {
    if (list === 'events') return errorAnswer(404, `Event not found for ID ${id}`)
    return reported(refused('Enrollment ID was not valid.'), facts)
  }
  holder.notes.push(...newNotes(context, bodyRow(write)['notes'], holder.notes))
  touchEntity(context, holder.trackedEntity)
  return list === 'events' ? ok(`Event updated: ${id}`) : reported(done('updated', id), facts)
}

const ok = (message: string): SandboxAnswer => ({
  status: 200,
  body: { httpStatus: 'OK', httpStatusCode: 200, status: 'OK', message },
})
