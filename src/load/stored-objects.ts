import type { Dhis2Client } from '../dhis2/client.ts'
import {
  asEnrollment,
  asEvent,
  asTrackedEntity,
  type Enrollment,
  type Note,
  type TrackedEntity,
  type TrackedKind,
  type TrackerEvent,
  type TrackerRow,
  UID_PROPERTY,
} from '../model/tracker.ts'
import type { FieldTree } from '../model/tracker-query.ts'
import type { UpstreamCall } from '../model/upstream-call.ts'
import { PlanError } from '../plan/plan-error.ts'

/** Objects as they are stored now, with all that an UPDATE of DHIS2 wipes where it is left out (recordings 491–519). */
export interface StoredObjects {
  trackedEntity(id: string): Promise<TrackedEntity>
  enrollment(id: string): Promise<Enrollment>
  event(id: string): Promise<TrackerEvent>
  /** The notes of an enrollment or an event. */
  notes(target: { kind: 'enrollments' | 'events'; id: string }): Promise<Note[]>
  /** Rejects with a CONFLICT where the object is no longer as it was. `argument` is the one that names it. */
  unchanged(kind: TrackedKind, id: string, updatedAt: string | undefined, argument: string): Promise<void>
}

const leaves = (...names: string[]): FieldTree => Object.fromEntries(names.map((name) => [name, true] as const))

const COMMON = ['orgUnit', 'geometry', 'updatedAt']

const FIELDS = {
  trackedEntities: leaves('trackedEntity', 'trackedEntityType', 'inactive', 'potentialDuplicate', ...COMMON),
  enrollments: leaves(
    ...['enrollment', 'trackedEntity', 'program', 'status', 'enrolledAt', 'occurredAt', 'completedAt', 'followUp'],
    ...COMMON,
  ),
  events: {
    ...leaves(
      ...['event', 'program', 'programStage', 'enrollment', 'status', 'occurredAt', 'scheduledAt', 'completedAt'],
      ...['attributeOptionCombo', 'attributeCategoryOptions'],
      ...COMMON,
    ),
    assignedUser: leaves('uid', 'username'),
  },
} satisfies Record<TrackedKind, FieldTree>

const NOTE: FieldTree = {
  ...leaves('note', 'value', 'storedAt', 'storedBy'),
  createdBy: leaves('uid', 'username', 'firstName', 'surname'),
}

/** The stored objects that one GraphQL request changes; never from a cache. */
export function createStoredObjects(client: Dhis2Client, call: UpstreamCall): StoredObjects {
  const read = (kind: TrackedKind, id: string, fields: FieldTree = FIELDS[kind]): Promise<TrackerRow> =>
    client.object(call, { kind, id, fields })
  return {
    trackedEntity: async (id) => present(asTrackedEntity(await read('trackedEntities', id))),
    enrollment: async (id) => present(asEnrollment(await read('enrollments', id))),
    event: async (id) => present(asEvent(await read('events', id))),
    async notes({ kind, id }) {
      const row = await read(kind, id, { [UID_PROPERTY[kind]]: true, notes: NOTE })
      return (asEvent(row) ?? asEnrollment(row))?.notes ?? []
    },
    async unchanged(kind, id, updatedAt, argument) {
      const now = await read(kind, id, leaves(UID_PROPERTY[kind], 'updatedAt'))
      if ('updatedAt' in now && now.updatedAt !== updatedAt)
        throw new PlanError(argument, `${id} was changed by somebody else in the meantime: read it again`, {
          conflict: true,
        })
    },
  }
}

function present<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error('DHIS2 answered with an object of another kind')
  return row
}
