import { builder, type GraphTypes } from './builder.ts'
import { AssignedUserModeEnum, EnrollmentStatusEnum, EventStatusEnum } from './enums.ts'

type InputFieldBuilder = PothosSchemaTypes.InputFieldBuilder<
  PothosSchemaTypes.ExtendDefaultTypes<GraphTypes>,
  'InputObject'
>

/** A range of times. */
export const LocalDateTimeRangeInput = builder.inputType('LocalDateTimeRange', {
  description: 'A range of times; both ends belong to it, and either may be left out.',
  fields: (t) => ({
    after: t.field({ type: 'LocalDateTime', description: 'At or after this time.' }),
    before: t.field({ type: 'LocalDateTime', description: 'At or before this time.' }),
  }),
})

/** What every condition on a value can say. */
function comparisons(t: InputFieldBuilder) {
  return {
    eq: t.string({ description: 'Equal, whatever the case.' }),
    ne: t.string({ description: 'Different; a missing value is not.' }),
    like: t.string({ description: 'Contains this.' }),
    notLike: t.string({ description: 'Is stored and does not contain this.' }),
    startsWith: t.string({ description: 'Starts with this.' }),
    endsWith: t.string({ description: 'Ends with this.' }),
    in: t.stringList({ description: 'Equal to one of these.' }),
    gt: t.string({ description: 'Greater or later; numbers compare as numbers, all else as text.' }),
    ge: t.string({ description: 'Greater, later or equal.' }),
    lt: t.string({ description: 'Less or earlier.' }),
    le: t.string({ description: 'Less, earlier or equal.' }),
    isNull: t.boolean({ description: 'Whether the value is missing; from DHIS2 2.42.' }),
  }
}

/** The object whose relationships are listed. */
export const RelationshipOfInput = builder.inputType('RelationshipOf', {
  description: 'The object whose relationships are listed: one of these.',
  isOneOf: true,
  fields: (t) => ({
    trackedEntity: t.id({ description: 'UID of a tracked entity.' }),
    enrollment: t.id({ description: 'UID of an enrollment.' }),
    event: t.id({ description: 'UID of an event.' }),
  }),
})

/** A condition on an attribute. */
export const AttributeConditionInput = builder.inputType('AttributeCondition', {
  description: 'A condition on the value of an attribute; every operator that is given must hold. Case does not count.',
  fields: (t) => ({
    attribute: t.id({ required: true, description: 'UID of the attribute.' }),
    ...comparisons(t),
  }),
})

/** A condition on a data element. */
export const DataValueConditionInput = builder.inputType('DataValueCondition', {
  description:
    'A condition on the value of a data element; every operator that is given must hold. Case does not count.',
  fields: (t) => ({
    dataElement: t.id({ required: true, description: 'UID of the data element.' }),
    ...comparisons(t),
  }),
})

const assigned = (t: InputFieldBuilder) => ({
  assignedUsers: t.idList({ description: 'UIDs of users; events assigned to one of them.' }),
  assignedUserMode: t.field({
    type: AssignedUserModeEnum,
    description: 'Whose assignments count; PROVIDED where assignedUsers are given.',
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
    attributes: t.field({
      type: [AttributeConditionInput],
      description: 'Conditions on attributes; several on one attribute make a range.',
    }),
    ...assigned(t),
  }),
})

/** What to narrow a list of enrollments by. */
export const EnrollmentWhereInput = builder.inputType('EnrollmentWhere', {
  description: 'What to narrow a list of enrollments by; all conditions must hold.',
  fields: (t) => ({
    status: t.field({ type: EnrollmentStatusEnum, description: 'The state of the enrollment.' }),
    followUp: t.boolean({ description: 'Whether it is marked for follow-up.' }),
    enrolledAt: t.field({ type: LocalDateTimeRangeInput, description: 'When the entity was enrolled.' }),
    trackedEntityType: t.id({
      description: 'UID of a type of tracked entity; goes without program, up to DHIS2 2.42.',
    }),
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
    enrolledAt: t.field({ type: LocalDateTimeRangeInput, description: 'When its tracked entity was enrolled.' }),
    enrollmentOccurredAt: t.field({
      type: LocalDateTimeRangeInput,
      description: 'The incident date of its enrollment.',
    }),
    dataValues: t.field({ type: [DataValueConditionInput], description: 'Conditions on data values; without `ids`.' }),
    attributes: t.field({
      type: [AttributeConditionInput],
      description: 'Conditions on attributes of its tracked entity.',
    }),
    ...assigned(t),
    attributeCategoryCombo: t.id({
      description: 'UID of the program’s category combination; goes with attributeCategoryOptions.',
    }),
    attributeCategoryOptions: t.idList({ description: 'UIDs of category options, one of each category.' }),
    updatedAt: t.field({ type: LocalDateTimeRangeInput, description: 'When it was last changed.' }),
    updatedWithin: t.field({ type: 'Duration', description: 'Changed within this long before now, such as P7D.' }),
  }),
})
