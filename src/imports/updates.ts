import type { EnrollmentInput, EventInput, TrackedEntityInput } from '../model/import-bundle.ts'
import type { Enrollment, TrackedEntity, TrackerEvent } from '../model/tracker.ts'

/**
 * Updates that wipe nothing: DHIS2's UPDATE keeps attributes, data values and notes that are not sent, but wipes geometry,
 * assigned user, follow-up and the like (recordings 491–519), so these are sent as they are stored, unless they are to change.
 * In `changes`, what is undefined stays and what is null goes.
 */

/** The update of a tracked entity. */
export function trackedEntityUpdate(stored: TrackedEntity, changes: TrackedEntityInput): TrackedEntityInput {
  const { trackedEntity, trackedEntityType, orgUnit, geometry, inactive, potentialDuplicate } = stored
  return {
    ...stated<TrackedEntityInput>({ trackedEntityType, orgUnit, geometry, inactive, potentialDuplicate }),
    ...stated(changes),
    trackedEntity,
  }
}

/** The update of an enrollment. */
export function enrollmentUpdate(stored: Enrollment, changes: EnrollmentInput): EnrollmentInput {
  const { enrollment, trackedEntity, program, orgUnit, status, enrolledAt, occurredAt, followUp, geometry } = stored
  const { attributeOptionCombo } = stored
  return {
    ...stated<EnrollmentInput>({ trackedEntity, program, orgUnit, status, enrolledAt, occurredAt, followUp, geometry }),
    ...stated<EnrollmentInput>({ attributeOptionCombo, completedAt: keptCompletion(stored, changes) }),
    ...stated(changes),
    enrollment,
  }
}

/** The update of an event. */
export function eventUpdate(stored: TrackerEvent, changes: EventInput): EventInput {
  const { event, program, programStage, enrollment, orgUnit, status, occurredAt, scheduledAt, geometry } = stored
  const { attributeOptionCombo, attributeCategoryOptions, assignedUser } = stored
  const choosesOptions = changes.attributeOptionCombo !== undefined || changes.attributeCategoryOptions !== undefined
  return {
    ...stated<EventInput>({ program, programStage, enrollment, orgUnit, status, occurredAt, scheduledAt, geometry }),
    ...stated<EventInput>({
      // 2.38 tells an event that nobody is assigned to with an empty user.
      assignedUser: assignedUser?.uid || assignedUser?.username ? assignedUser : undefined,
      completedAt: keptCompletion(stored, changes),
      ...(!choosesOptions && { attributeOptionCombo, attributeCategoryOptions }),
    }),
    ...stated(changes),
    event,
  }
}

interface Completable {
  status?: string | null | undefined
  completedAt?: string | null | undefined
}

/** The time of completion stays while the object stays completed; DHIS2 sets and clears it with the state. */
function keptCompletion(stored: Completable, changes: Completable): string | undefined {
  const staysCompleted = stored.status === 'COMPLETED' && (changes.status ?? 'COMPLETED') === 'COMPLETED'
  return staysCompleted ? (stored.completedAt ?? undefined) : undefined
}

/** What is said of an object: without the properties that are undefined. */
function stated<Input extends object>(input: Input): Partial<Input> {
  const said: Partial<Input> = { ...input }
  for (const key of Object.keys(input)) if (Reflect.get(said, key) === undefined) Reflect.deleteProperty(said, key)
  return said
}
