import { builder } from './builder.ts'
import { OrderDirectionEnum } from './enums.ts'

const direction = {
  type: OrderDirectionEnum,
  required: true,
  defaultValue: 'asc',
  description: 'Which end first.',
} as const

const TrackedEntityOrderFieldEnum = builder.enumType('TrackedEntityOrderField', {
  description: 'What tracked entities can be sorted by, beside attributes.',
  values: {
    ID: { value: 'trackedEntity', description: 'UID; DHIS2 2.43 cannot.' },
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
    CREATED_AT_CLIENT: { value: 'createdAtClient', description: 'When it was created on the client.' },
    UPDATED_AT_CLIENT: { value: 'updatedAtClient', description: 'When it was last changed on the client.' },
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

const RelationshipOrderFieldEnum = builder.enumType('RelationshipOrderField', {
  description: 'What relationships can be sorted by.',
  values: {
    CREATED_AT: { value: 'createdAt', description: 'When the relationship was stored.' },
    CREATED_AT_CLIENT: { value: 'createdAtClient', description: 'When it was created on the client.' },
  } as const,
})

/** One sort key of relationships. */
export const RelationshipOrderInput = builder.inputType('RelationshipOrder', {
  description: 'One sort key of relationships.',
  fields: (t) => ({
    field: t.field({ type: RelationshipOrderFieldEnum, required: true, description: 'A property to sort by.' }),
    direction: t.field(direction),
  }),
})

const EventOrderFieldEnum = builder.enumType('EventOrderField', {
  description: 'What events can be sorted by, beside attributes and data elements.',
  values: {
    ID: { value: 'event', description: 'UID.' },
    OCCURRED_AT: { value: 'occurredAt', description: 'When the event occurred.' },
    SCHEDULED_AT: { value: 'scheduledAt', description: 'When it is or was planned for.' },
    COMPLETED_AT: { value: 'completedAt', description: 'When it was completed.' },
    CREATED_AT: { value: 'createdAt', description: 'When it was stored.' },
    UPDATED_AT: { value: 'updatedAt', description: 'When it was last changed.' },
    CREATED_AT_CLIENT: { value: 'createdAtClient', description: 'When it was created on the client.' },
    UPDATED_AT_CLIENT: { value: 'updatedAtClient', description: 'When it was last changed on the client.' },
    ENROLLED_AT: { value: 'enrolledAt', description: 'When its tracked entity was enrolled.' },
    STATUS: { value: 'status', description: 'Its state, by name.' },
    ENROLLMENT_STATUS: { value: 'enrollmentStatus', description: 'The state of its enrollment, by name.' },
    FOLLOW_UP: { value: 'followUp', description: 'Those marked for follow-up apart.' },
    ORG_UNIT: { value: 'orgUnit', description: 'Its organisation unit.' },
    PROGRAM: { value: 'program', description: 'Its program; DHIS2 2.43 cannot.' },
    PROGRAM_STAGE: { value: 'programStage', description: 'Its stage.' },
    ENROLLMENT: { value: 'enrollment', description: 'UID of its enrollment.' },
    TRACKED_ENTITY: { value: 'trackedEntity', description: 'UID of its tracked entity.' },
    ATTRIBUTE_OPTION_COMBO: { value: 'attributeOptionCombo', description: 'Its attribute option combination.' },
    ASSIGNED_USER: { value: 'assignedUserDisplayName', description: 'Name of the user it is assigned to.' },
    CREATED_BY: { value: 'createdBy', description: 'Username of who stored it.' },
    UPDATED_BY: { value: 'updatedBy', description: 'Username of who changed it last.' },
    COMPLETED_BY: { value: 'completedBy', description: 'Username of who completed it.' },
    STORED_BY: { value: 'storedBy', description: 'Username told by the client that stored it.' },
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
