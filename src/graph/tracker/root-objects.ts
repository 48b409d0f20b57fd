import { asEnrollment, asEvent, asRelationship, asTrackedEntity } from '../../model/tracker.ts'
import { builder } from '../builder.ts'
import { loadObject } from './load-object.ts'
import { Enrollment, Event, Relationship, TrackedEntity } from './refs.ts'

builder.queryFields((t) => ({
  trackedEntity: t.field({
    type: TrackedEntity,
    description: 'One tracked entity by UID.',
    args: {
      id: t.arg.id({ required: true, description: 'UID of the tracked entity.' }),
      program: t.arg.id({ description: 'UID of a program, to see the attributes that belong to it too.' }),
    },
    resolve: async (_root, { id, program }, context, info) => {
      const row = await loadObject('trackedEntities', { id, program }, context, info)
      return asTrackedEntity(row) ?? null
    },
  }),
  enrollment: t.field({
    type: Enrollment,
    description: 'One enrollment by UID.',
    args: { id: t.arg.id({ required: true, description: 'UID of the enrollment.' }) },
    resolve: async (_root, { id }, context, info) => {
      const row = await loadObject('enrollments', { id }, context, info)
      return asEnrollment(row) ?? null
    },
  }),
  event: t.field({
    type: Event,
    description: 'One event by UID.',
    args: { id: t.arg.id({ required: true, description: 'UID of the event.' }) },
    resolve: async (_root, { id }, context, info) => {
      const row = await loadObject('events', { id }, context, info)
      return asEvent(row) ?? null
    },
  }),
  relationship: t.field({
    type: Relationship,
    description: 'One relationship by UID.',
    args: { id: t.arg.id({ required: true, description: 'UID of the relationship.' }) },
    resolve: async (_root, { id }, context, info) => {
      const row = await loadObject('relationships', { id }, context, info)
      return asRelationship(row) ?? null
    },
  }),
}))
