import type { RelationshipSide } from '../dataset.ts'
import type { SandboxAnswer, SandboxRequest } from '../exchange.ts'
import type { TrackerFacts } from '../versions/version-facts.ts'
import { readOrder, sortRows } from './order.ts'
import { listAnswer, readPaging } from './paging.ts'
import { readPathUid, readUid } from './parameters.ts'
import type { Reader } from './reader.ts'
import { showRelationship } from './record-view.ts'
import { badRequest, badValue, forbidden, notFound } from './refusal.ts'
import type { TrackerIndex } from './tracker-index.ts'

/** GET tracker/relationships, of exactly one tracked entity, enrollment or event. */
export function listRelationships(index: TrackerIndex, reader: Reader, request: SandboxRequest): SandboxAnswer {
  const { query } = request
  const facts = index.dataset.version.tracker
  const paging = readPaging(query, facts)
  const side = readSide(query, facts)
  const order = readOrder(query, ['createdAt', 'createdAtClient'])
  checkSide(index, reader, side)
  const rows = sortRows(
    index.relationshipsOf(side),
    order,
    (field) =>
      ({ createdAt }) =>
        field === 'createdAt' ? createdAt : undefined,
  )
  return listAnswer(request, paging, rows, {
    key: 'relationships',
    pageShape: facts.pageShape,
    emptyPageCount: facts.emptyPageCount,
    show: showRelationship(query, { index, reader }),
    visible: reader.canReadRelationship,
  })
}

/** GET tracker/relationships/{uid}. */
export function readRelationship(
  index: TrackerIndex,
  reader: Reader,
  request: SandboxRequest,
  uid: string,
): SandboxAnswer {
  const id = readPathUid(uid)
  const relationship = index.dataset.relationships.get(id)
  if (relationship === undefined || !reader.canReadRelationship(relationship)) throw notFound('Relationship', id)
  return { status: 200, body: showRelationship(request.query, { index, reader })(relationship) }
}

function readSide(query: URLSearchParams, { codesMissingSide }: TrackerFacts): RelationshipSide {
  const kinds = ['trackedEntity', 'enrollment', 'event'] as const
  const sides = kinds.flatMap((kind) => {
    const id = readUid(query, kind)
    return id === undefined ? [] : [{ kind, id }]
  })
  const [side] = sides
  if (side === undefined) {
    const message = "Missing required parameter 'trackedEntity', 'enrollment' or 'event'."
    throw codesMissingSide ? badRequest(message) : badValue(message)
  }
  if (sides.length > 1) {
    throw badRequest("Only one of parameters 'trackedEntity', 'enrollment' or 'event' is allowed.")
  }
  return side
}

function checkSide({ dataset }: TrackerIndex, reader: Reader, side: RelationshipSide): void {
  const { noun, records } = {
    trackedEntity: { noun: 'TrackedEntity', records: dataset.trackedEntities },
    enrollment: { noun: 'Enrollment', records: dataset.enrollments },
    event: { noun: 'Event', records: dataset.events },
  }[side.kind]
  if (!records.has(side.id)) throw notFound(noun, side.id)
  if (!reader.canReadSide(side)) throw forbidden(`User has no access to ${noun}:${side.id}`)
}
