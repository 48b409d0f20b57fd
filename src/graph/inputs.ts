import { builder } from './builder.ts'
import { EnrollmentStatusEnum, EventStatusEnum, OrderDirectionEnum } from './enums.ts'

/** A range of times. */
export const LocalDateTimeRangeInput = builder.inputType('LocalDateTimeRange', {
  description: 'A range of times; both ends belong to it, and either may be left out.',
  fields: (t) => ({
    after: t.field({ type: 'LocalDateTime', description: 'At or after this time.' }),
    before: t.field({ type: 'LocalDateTime', description: 'At or before this time.' }),
  }),
})

/** What to narrow a list of tracked entities by. */
export const TrackedEntityWhereInput = builder.inputType('TrackedEntityWhere', {
  description: 'What to narrow a list of tracked entities by; all conditions must hold.',
  fields: (t) => ({
    enrollmentStatus: t.field({ type: EnrollmentStatusEnum, description: 'The state of the enrollment in `program`.' }),
    followUp: t.boolean({ description: 'Whether the enrollment in `program` is marked for follow-up.' }),
    enrolledAt: t.field({ type: LocalDateTimeRangeInput, description: 'When the entity was enrolled in `program`.' }),
    enrollmentOccurredAt: t.field({
      type: LocalDateTimeRangeInput,
      description: 'The incident date of the enrollment in `program`.',
    }),
    updatedAt: t.field({ type: LocalDateTimeRangeInput, description: 'When the entity was last changed.' }),
    updatedWithin: t.field({ type: 'Duration', description: 'Changed within this long before now, such as P7D.' }),
    programStage: t.id({ description: 'UID of a stage of `program` in which the entity has an event.' }),
    eventStatus: t.field({
      type: EventStatusEnum,
      description: 'The state of an event; goes with both ends of eventOccurredAt.',
    }),
    eventOccurredAt: t.field({ type: LocalDateTimeRangeInput, description: 'When that event occurred.' }),
    potentialDuplicate: t.boolean({ description: 'Whether the entity is flagged as a potential duplicate.' }),
  }),
})

/** What to narrow a list of enrollments by. */
export const EnrollmentWhereInput = builder.inputType('EnrollmentWhere', {
  description: 'What to narrow a list of enrollments by; all conditions must hold.',
  fields: (t) => ({
    status: t.field({ type: EnrollmentStatusEnum, description: 'The state of the enrollment.' }),
    followUp: t.boolean({ description: 'Whether it is marked for follow-up.' }),
    enrolledAt: t.field({ type: LocalDateTimeRangeInput, description: 'When the entity was enrolled.' }),
    updatedAt: t.field({ type: LocalDateTimeRangeInput, description: 'When it was last changed; only `after`.' }),
    updatedWithin: t.field({ type: 'Duration', description: 'Changed within this long before now, such as P7D.' }),
  }),
})

/** What to narrow a list of events by. */
export const EventWhereInput = builder.inputType('EventWhere', {
  description: 'What to narrow a list of events by; all conditions must hold.',
  fields: (t) => ({
    status: t.field({ type: EventStatusEnum, description: 'The state of the event.' }),
    enrollmentStatus: t.field({ type: EnrollmentStatusEnum, description: 'The state of its enrollment.' }),
    followUp: t.boolean({ description: 'Whether its enrollment is marked for follow-up.' }),
    occurredAt: t.field({ type: LocalDateTimeRangeInput, description: 'When it occurred.' }),
    scheduledAt: t.field({ type: LocalDateTimeRangeInput, description: 'When it is or was planned for.' }),
    updatedAt: t.field({ type: LocalDateTimeRangeInput, description: 'When it was last changed.' }),
    updatedWithin: t.field({ type: 'Duration', description: 'Changed within this long before now, such as P7D.' }),
  }),
})

const direction = {
  type: OrderDirectionEnum,
  required: true,
  defaultValue: 'asc',
  description: 'Which end first.',
} as const

const TrackedEntityOrderFieldEnum = builder.enumType('TrackedEntityOrderField', {
  description: 'What tracked entities can be sorted by, beside attributes.',
  values: {
    CREATED_AT: { value: 'createdAt', description: 'When the entity was stored.' },
    UPDATED_AT: { value: 'updatedAt', description: 'When it was last changed.' },
    CREATED_AT_CLIENT: { value: 'createdAtClient', description: 'When it was created on the client.' },
    UPDATED_AT_CLIENT: { value: 'updatedAtClient', description: 'When it was last changed on the client.' },
    ENROLLED_AT: { value: 'enrolledAt', description: 'When it was enrolled in `program`.' },
    INACTIVE: { value: 'inactive', description: 'Active ones and inactive ones apart.' },
  } as const,
})

/** One sort key of tracked entities. */
export const TrackedEntityOrderInput = builder.inputType('TrackedEntityOrder', {
  description: 'One sort key of tracked entities: a field or an attribute.',
  fields: (t) => ({
    field: t.field({ type: TrackedEntityOrderFieldEnum, description: 'A property to sort by.' }),
    attribute: t.id({ description: 'UID of an attribute to sort by.' }),
    direction: t.field(direction),
  }),
})

const EnrollmentOrderFieldEnum = builder.enumType('EnrollmentOrderField', {
  description: 'What enrollments can be sorted by.',
  values: {
    ENROLLED_AT: { value: 'enrolledAt', description: 'When the entity was enrolled.' },
    COMPLETED_AT: { value: 'completedAt', description: 'When the enrollment was completed.' },
    CREATED_AT: { value: 'createdAt', description: 'When it was stored; DHIS2 2.41 and 2.42 cannot.' },
    UPDATED_AT: { value: 'updatedAt', description: 'When it was last changed; DHIS2 2.41 and 2.42 cannot.' },
  } as const,
})

/** One sort key of enrollments. */
export const EnrollmentOrderInput = builder.inputType('EnrollmentOrder', {
  description: 'One sort key of enrollments.',
  fields: (t) => ({
    field: t.field({ type: EnrollmentOrderFieldEnum, required: true, description: 'A property to sort by.' }),
    direction: t.field(direction),
  }),
})

const EventOrderFieldEnum = builder.enumType('EventOrderField', {
  description: 'What events can be sorted by, beside attributes and data elements.',
  values: {
    OCCURRED_AT: { value: 'occurredAt', description: 'When the event occurred.' },
    SCHEDULED_AT: { value: 'scheduledAt', description: 'When it is or was planned for.' },
    COMPLETED_AT: { value: 'completedAt', description: 'When it was completed.' },
    CREATED_AT: { value: 'createdAt', description: 'When it was stored.' },
    UPDATED_AT: { value: 'updatedAt', description: 'When it was last changed.' },
    STATUS: { value: 'status', description: 'Its state, by name.' },
  } as const,
})

/** One sort key of events. */
export const EventOrderInput = builder.inputType('EventOrder', {
  description: 'One sort key of events: a field, an attribute of its tracked entity, or a data element.',
  fields: (t) => ({
    field: t.field({ type: EventOrderFieldEnum, description: 'A property to sort by.' }),
    attribute: t.id({ description: 'UID of an attribute of the tracked entity to sort by.' }),
    dataElement: t.id({ description: 'UID of a data element to sort by.' }),
    direction: t.field(direction),
  }),
})
