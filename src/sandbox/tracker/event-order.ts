import type { EventRecord } from '../dataset.ts'
import { dataValue } from './event-query.ts'
import type { OrderValue } from './order.ts'
import type { TrackerIndex } from './tracker-index.ts'
import { importer } from './user-view.ts'
import { isNumeric, numberOf } from './value-predicates.ts'

/** Fields by which 2.42 orders events, beside UIDs of data elements and attributes. */
export const eventOrderFields: readonly string[] = [
  'assignedUser',
  'assignedUserDisplayName',
  'attributeOptionCombo',
  'completedAt',
  'completedBy',
  'createdAt',
  'createdAtClient',
  'createdBy',
  'deleted',
  'enrolledAt',
  'enrollment',
  'enrollmentStatus',
  'event',
  'followUp',
  'occurredAt',
  'orgUnit',
  'program',
  'programStage',
  'scheduledAt',
  'status',
  'storedBy',
  'trackedEntity',
  'updatedAt',
  'updatedAtClient',
  'updatedBy',
]

/** How an event's place is read for each term: a field, a data element (numbers as numbers) or an attribute. */
export function eventOrderValue(index: TrackerIndex): (field: string) => (event: EventRecord) => OrderValue {
  const readers = fieldReaders(index)
  return (field) => {
    const read = readers[field]
    if (read !== undefined) return read
    const element = index.metadata.dataElements.get(field)
    if (element === undefined) return attributeReader(index, field)
    if (isNumeric(element.valueType)) return (event) => numberOf(dataValue(event, field) ?? '')
    return (event) => dataValue(event, field)?.toLowerCase()
  }
}

function attributeReader({ dataset }: TrackerIndex, id: string): (event: EventRecord) => OrderValue {
  return ({ trackedEntity }) =>
    dataset.trackedEntities.get(trackedEntity ?? '')?.attributes.find(({ attribute }) => attribute === id)?.value
}

function fieldReaders({ dataset }: TrackerIndex): Record<string, (event: EventRecord) => OrderValue> {
  const enrollmentOf = (event: EventRecord) => dataset.enrollments.get(event.enrollment)
  return {
    assignedUser: ({ assignedUser }) => assignedUser,
    assignedUserDisplayName: ({ assignedUser }) => {
      const user = dataset.users.get(assignedUser ?? '')
      return user === undefined ? undefined : `${user.firstName} ${user.surname}`
    },
    attributeOptionCombo: ({ attributeOptionCombo }) => attributeOptionCombo,
    completedAt: ({ completedAt }) => completedAt,
    completedBy: ({ completedBy }) => completedBy,
    createdAt: ({ createdAt }) => createdAt,
    createdAtClient: ({ createdAtClient }) => createdAtClient,
    createdBy: ({ createdBy = importer }) => createdBy,
    deleted: ({ deleted }) => deleted === true,
    enrolledAt: (event) => enrollmentOf(event)?.enrolledAt,
    enrollment: ({ enrollment }) => enrollment,
    enrollmentStatus: (event) => enrollmentOf(event)?.status ?? 'ACTIVE',
    event: ({ event }) => event,
    followUp: (event) => enrollmentOf(event)?.followUp ?? false,
    occurredAt: ({ occurredAt }) => occurredAt,
    orgUnit: ({ orgUnit }) => orgUnit,
    program: ({ program }) => program,
    programStage: ({ programStage }) => programStage,
    scheduledAt: ({ scheduledAt }) => scheduledAt,
    status: ({ status }) => status,
    storedBy: () => undefined,
    trackedEntity: ({ trackedEntity }) => trackedEntity,
    updatedAt: ({ updatedAt }) => updatedAt,
    updatedAtClient: ({ updatedAtClient }) => updatedAtClient,
    updatedBy: ({ updatedBy = importer }) => updatedBy,
  }
}
