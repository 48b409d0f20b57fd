import type {
  Enrollment as EnrollmentRow,
  Note as NoteRow,
  Relationship as RelationshipRow,
  TrackedEntity as TrackedEntityRow,
  TrackerEvent,
} from '../../model/tracker.ts'
import { builder } from '../builder.ts'

/** A person or thing followed through programs. */
export const TrackedEntity = builder.objectRef<TrackedEntityRow>('TrackedEntity')
/** A tracked entity's passage through one program. */
export const Enrollment = builder.objectRef<EnrollmentRow>('Enrollment')
/** An occurrence of a program stage. */
export const Event = builder.objectRef<TrackerEvent>('Event')
/** A remark. */
export const Note = builder.objectRef<NoteRow>('Note')

/** A tie between two tracker objects. */
export const Relationship = builder.objectRef<RelationshipRow>('Relationship')

/** A page of tracked entities. */
export const TrackedEntityConnection = builder.connectionObject(
  { type: TrackedEntity, name: 'TrackedEntityConnection', description: 'A page of tracked entities.' },
  { name: 'TrackedEntityEdge', description: 'One of the tracked entities of a page, with its cursor.' },
)
/** A page of enrollments. */
export const EnrollmentConnection = builder.connectionObject(
  { type: Enrollment, name: 'EnrollmentConnection', description: 'A page of enrollments.' },
  { name: 'EnrollmentEdge', description: 'One of the enrollments of a page, with its cursor.' },
)
/** A page of events. */
export const EventConnection = builder.connectionObject(
  { type: Event, name: 'EventConnection', description: 'A page of events.' },
  { name: 'EventEdge', description: 'One of the events of a page, with its cursor.' },
)
/** A page of relationships. */
export const RelationshipConnection = builder.connectionObject(
  { type: Relationship, name: 'RelationshipConnection', description: 'A page of relationships.' },
  { name: 'RelationshipEdge', description: 'One of the relationships of a page, with its cursor.' },
)
