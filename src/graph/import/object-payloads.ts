import type { ImportOutcome } from '../../load/store-bundle.ts'
import type { TrackerType } from '../../model/import-bundle.ts'
import { asEnrollment, asEvent, asRelationship, asTrackedEntity } from '../../model/tracker.ts'
import { builder } from '../builder.ts'
import { loadObject } from '../tracker/load-object.ts'
import { Enrollment, Event, Relationship, TrackedEntity } from '../tracker/refs.ts'
import { ImportResult } from './import-result.ts'

/** What a mutation of one object answers. */
export interface ObjectPayload {
  outcome: ImportOutcome
  /** UID of the object. */
  id: string
  /** The program through which a tracked entity is seen. */
  program?: string | null | undefined
}

const STORED = 'as it is stored now; null where it was refused, only checked, or is left to a job.'

/** A tracked entity that was written. */
export const TrackedEntityPayload = builder.objectRef<ObjectPayload>('TrackedEntityPayload').implement({
  description: 'A tracked entity that was written, and how that went.',
  interfaces: [ImportResult],
  fields: (t) => ({
    trackedEntity: t.field({
      type: TrackedEntity,
      description: `The tracked entity ${STORED}`,
      resolve: async (payload, _args, context, info) => {
        if (!isStored(payload, 'TRACKED_ENTITY')) return null
        return asTrackedEntity(await loadObject('trackedEntities', payload, context, info)) ?? null
      },
    }),
  }),
})

/** An enrollment that was written. */
export const EnrollmentPayload = builder.objectRef<ObjectPayload>('EnrollmentPayload').implement({
  description: 'An enrollment that was written, and how that went.',
  interfaces: [ImportResult],
  fields: (t) => ({
    enrollment: t.field({
      type: Enrollment,
      description: `The enrollment ${STORED}`,
      resolve: async (payload, _args, context, info) => {
        if (!isStored(payload, 'ENROLLMENT')) return null
        return asEnrollment(await loadObject('enrollments', { id: payload.id }, context, info)) ?? null
      },
    }),
  }),
})

/** An event that was written. */
export const EventPayload = builder.objectRef<ObjectPayload>('EventPayload').implement({
  description: 'An event that was written, and how that went.',
  interfaces: [ImportResult],
  fields: (t) => ({
    event: t.field({
      type: Event,
      description: `The event ${STORED}`,
      resolve: async (payload, _args, context, info) => {
        if (!isStored(payload, 'EVENT')) return null
        return asEvent(await loadObject('events', { id: payload.id }, context, info)) ?? null
      },
    }),
  }),
})

/** A relationship that was written. */
export const RelationshipPayload = builder.objectRef<ObjectPayload>('RelationshipPayload').implement({
  description: 'A relationship that was written, and how that went.',
  interfaces: [ImportResult],
  fields: (t) => ({
    relationship: t.field({
      type: Relationship,
      description: `The relationship ${STORED}`,
      resolve: async (payload, _args, context, info) => {
        if (!isStored(payload, 'RELATIONSHIP')) return null
        return asRelationship(await loadObject('relationships', { id: payload.id }, context, info)) ?? null
      },
    }),
  }),
})

function isStored({ outcome, id }: ObjectPayload, trackerType: TrackerType): boolean {
  const { report } = outcome
  if (!report || report.stats.created + report.stats.updated === 0) return false
  return !report.errors.some((issue) => issue.uid === id && issue.trackerType === trackerType)
}
