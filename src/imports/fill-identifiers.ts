import type {
  EnrollmentInput,
  EventInput,
  NoteInput,
  RelationshipInput,
  TrackedEntityInput,
  TrackerBundle,
} from '../model/import-bundle.ts'

/** A bundle in which every object has its UID, and which of them the caller had left out. */
export interface FilledBundle {
  bundle: TrackerBundle
  generated: Set<string>
}

/**
 * Gives a UID to every note, and (where `objects`, since they may be new) to every object that has none, so that the answer
 * can name it and a second sending cannot store it twice. `newUid` is called once for each, in the order of the bundle.
 */
export function fillIdentifiers(bundle: TrackerBundle, newUid: () => string, objects: boolean): FilledBundle {
  const generated = new Set<string>()
  const made = (): string => {
    const uid = newUid()
    generated.add(uid)
    return uid
  }
  return {
    generated,
    bundle: fillBundle(bundle, {
      object: (given) => given || (objects ? made() : undefined),
      note: (given) => given || made(),
    }),
  }
}

/** How a UID is found for what has none. */
interface GiveUid {
  object: (given: string | null | undefined) => string | undefined
  note: (given: string | null | undefined) => string
}

function fillBundle(
  { trackedEntities, enrollments, events, relationships }: TrackerBundle,
  uid: GiveUid,
): TrackerBundle {
  return {
    ...(trackedEntities && { trackedEntities: trackedEntities.map((entity) => fillTrackedEntity(entity, uid)) }),
    ...(enrollments && { enrollments: enrollments.map((enrollment) => fillEnrollment(enrollment, uid)) }),
    ...(events && { events: events.map((event) => fillEvent(event, uid)) }),
    ...(relationships && { relationships: fillRelationships(relationships, uid) }),
  }
}

function fillTrackedEntity(entity: TrackedEntityInput, uid: GiveUid): TrackedEntityInput {
  const { enrollments, relationships } = entity
  return {
    ...entity,
    trackedEntity: uid.object(entity.trackedEntity),
    ...(enrollments && { enrollments: enrollments.map((enrollment) => fillEnrollment(enrollment, uid)) }),
    ...(relationships && { relationships: fillRelationships(relationships, uid) }),
  }
}

function fillEnrollment(enrollment: EnrollmentInput, uid: GiveUid): EnrollmentInput {
  const { events, notes, relationships } = enrollment
  return {
    ...enrollment,
    enrollment: uid.object(enrollment.enrollment),
    ...(events && { events: events.map((event) => fillEvent(event, uid)) }),
    ...(notes && { notes: fillNotes(notes, uid) }),
    ...(relationships && { relationships: fillRelationships(relationships, uid) }),
  }
}

function fillEvent(event: EventInput, uid: GiveUid): EventInput {
  const { notes, relationships } = event
  return {
    ...event,
    event: uid.object(event.event),
    ...(notes && { notes: fillNotes(notes, uid) }),
    ...(relationships && { relationships: fillRelationships(relationships, uid) }),
  }
}

function fillNotes(notes: NoteInput[], uid: GiveUid): NoteInput[] {
  return notes.map((note) => ({ ...note, note: uid.note(note.note) }))
}

function fillRelationships(relationships: RelationshipInput[], uid: GiveUid): RelationshipInput[] {
  return relationships.map((relationship) => ({ ...relationship, relationship: uid.object(relationship.relationship) }))
}
