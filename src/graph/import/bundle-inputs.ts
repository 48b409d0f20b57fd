import { builder } from '../builder.ts'
import { EnrollmentStatusEnum, EventStatusEnum } from '../enums.ts'

/** An attribute and its value. */
export const AttributeInput = builder.inputType('AttributeInput', {
  description: 'An attribute and its value.',
  fields: (t) => ({
    attribute: t.id({ required: true, description: 'The tracked entity attribute (UID, or by the id scheme).' }),
    value: t.string({ description: 'The value as text; null removes it.' }),
  }),
})

/** A data element and its value. */
export const DataValueInput = builder.inputType('DataValueInput', {
  description: 'A data element and its value.',
  fields: (t) => ({
    dataElement: t.id({ required: true, description: 'The data element (UID, or by the id scheme).' }),
    value: t.string({ description: 'The value as text; null removes it.' }),
    providedElsewhere: t.boolean({ description: 'Whether the service was provided at another place.' }),
  }),
})

/** A remark to add. */
export const NoteInput = builder.inputType('NoteInput', {
  description: 'A remark to add. DHIS2 keeps those that are there.',
  fields: (t) => ({
    note: t.id({ description: 'Its UID; generated where left out.' }),
    value: t.string({ required: true, description: 'The text.' }),
    storedBy: t.string({ description: 'Who wrote it, for data of another system.' }),
  }),
})

/** A user. */
export const AssignedUserInput = builder.inputType('AssignedUserInput', {
  description: 'A user, by UID or by name.',
  fields: (t) => ({
    uid: t.id({ description: 'UID of the user.' }),
    username: t.string({ description: 'Name that the user signs in with.' }),
  }),
})

const TrackedEntityReference = builder.inputType('TrackedEntityReferenceInput', {
  description: 'A tracked entity at an end of a relationship.',
  fields: (t) => ({ trackedEntity: t.id({ required: true, description: 'UID of the tracked entity.' }) }),
})
const EnrollmentReference = builder.inputType('EnrollmentReferenceInput', {
  description: 'An enrollment at an end of a relationship.',
  fields: (t) => ({ enrollment: t.id({ required: true, description: 'UID of the enrollment.' }) }),
})
const EventReference = builder.inputType('EventReferenceInput', {
  description: 'An event at an end of a relationship.',
  fields: (t) => ({ event: t.id({ required: true, description: 'UID of the event.' }) }),
})

/** An end of a relationship. */
export const RelationshipItemInput = builder.inputType('RelationshipItemInput', {
  description: 'An end of a relationship: exactly one of the three.',
  isOneOf: true,
  fields: (t) => ({
    trackedEntity: t.field({ type: TrackedEntityReference, description: 'A tracked entity.' }),
    enrollment: t.field({ type: EnrollmentReference, description: 'An enrollment.' }),
    event: t.field({ type: EventReference, description: 'An event.' }),
  }),
})

const RelationshipInput = builder.inputType('RelationshipInput', {
  description: 'A relationship to be written.',
  fields: (t) => ({
    relationship: t.id({ description: 'Its UID; generated where left out.' }),
    relationshipType: t.id({ description: 'Its type (UID).' }),
    createdAtClient: t.field({ type: 'LocalDateTime', description: 'When the client created it.' }),
    from: t.field({ type: RelationshipItemInput, description: 'Where it starts.' }),
    to: t.field({ type: RelationshipItemInput, description: 'Where it leads.' }),
  }),
})

/** An event in the import API's own words. */
export const EventInput = builder.inputType('EventInput', {
  description: 'An event to be written, in the words of DHIS2’s import API.',
  fields: (t) => ({
    event: t.id({ description: 'Its UID; generated where left out on creating.' }),
    program: t.id({ description: 'Its program.' }),
    programStage: t.id({ description: 'Its stage.' }),
    enrollment: t.id({
      description: 'UID of its enrollment; not needed inside one, none in a program of single events.',
    }),
    trackedEntity: t.id({ description: 'UID of its tracked entity; DHIS2 knows it from the enrollment.' }),
    orgUnit: t.id({ description: 'Where it takes place.' }),
    status: t.field({ type: EventStatusEnum, description: 'Its state; ACTIVE where left out.' }),
    occurredAt: t.field({ type: 'LocalDateTime', description: 'When it occurred.' }),
    scheduledAt: t.field({ type: 'LocalDateTime', description: 'When it is planned for.' }),
    completedAt: t.field({ type: 'LocalDateTime', description: 'When it was completed; else DHIS2’s own clock.' }),
    completedBy: t.string({ description: 'Who completed it, for data of another system.' }),
    createdAtClient: t.field({ type: 'LocalDateTime', description: 'When the client created it.' }),
    updatedAtClient: t.field({ type: 'LocalDateTime', description: 'When the client last changed it.' }),
    storedBy: t.string({ description: 'Who entered it, for data of another system.' }),
    followUp: t.boolean({ description: 'Whether it is marked for follow-up.' }),
    geometry: t.field({ type: 'GeoJSON', description: 'Where it took place.' }),
    assignedUser: t.field({ type: AssignedUserInput, description: 'Who is to see to it.' }),
    attributeOptionCombo: t.id({ description: 'The combination of options of its program’s category combo.' }),
    attributeCategoryOptions: t.idList({ description: 'The same, by its options.' }),
    dataValues: t.field({ type: [DataValueInput], description: 'Values; on an update those left out stay.' }),
    notes: t.field({ type: [NoteInput], description: 'Remarks to add.' }),
    relationships: t.field({ type: [RelationshipInput], description: 'Relationships of it.' }),
  }),
})

/** An enrollment in the import API's own words. */
export const EnrollmentInput = builder.inputType('EnrollmentInput', {
  description: 'An enrollment to be written, in the words of DHIS2’s import API.',
  fields: (t) => ({
    enrollment: t.id({ description: 'Its UID; generated where left out on creating.' }),
    trackedEntity: t.id({ description: 'UID of the tracked entity; not needed inside one.' }),
    program: t.id({ description: 'The program enrolled in.' }),
    orgUnit: t.id({ description: 'Where the tracked entity is enrolled.' }),
    status: t.field({ type: EnrollmentStatusEnum, description: 'Its state; ACTIVE where left out.' }),
    enrolledAt: t.field({ type: 'LocalDateTime', description: 'When it was enrolled.' }),
    occurredAt: t.field({ type: 'LocalDateTime', description: 'The program’s date of incident.' }),
    completedAt: t.field({ type: 'LocalDateTime', description: 'When it was completed; else DHIS2’s own clock.' }),
    completedBy: t.string({ description: 'Who completed it, for data of another system.' }),
    createdAtClient: t.field({ type: 'LocalDateTime', description: 'When the client created it.' }),
    updatedAtClient: t.field({ type: 'LocalDateTime', description: 'When the client last changed it.' }),
    storedBy: t.string({ description: 'Who entered it, for data of another system.' }),
    followUp: t.boolean({ description: 'Whether it is marked for follow-up.' }),
    geometry: t.field({ type: 'GeoJSON', description: 'Its place, where the program has one.' }),
    attributeOptionCombo: t.id({
      description: 'The combination of options of its program’s category combo; from 2.43.',
    }),
    attributes: t.field({ type: [AttributeInput], description: 'Attributes of the program.' }),
    events: t.field({ type: [EventInput], description: 'Its events.' }),
    notes: t.field({ type: [NoteInput], description: 'Remarks to add.' }),
    relationships: t.field({ type: [RelationshipInput], description: 'Relationships of it.' }),
  }),
})

const TrackedEntityInput = builder.inputType('TrackedEntityInput', {
  description: 'A tracked entity to be written, in the words of DHIS2’s import API.',
  fields: (t) => ({
    trackedEntity: t.id({ description: 'Its UID; generated where left out on creating.' }),
    trackedEntityType: t.id({ description: 'Its type.' }),
    orgUnit: t.id({ description: 'Where it is registered.' }),
    inactive: t.boolean({ description: 'Whether it is no longer followed.' }),
    potentialDuplicate: t.boolean({ description: 'Whether it may be one with another.' }),
    createdAtClient: t.field({ type: 'LocalDateTime', description: 'When the client created it.' }),
    updatedAtClient: t.field({ type: 'LocalDateTime', description: 'When the client last changed it.' }),
    storedBy: t.string({ description: 'Who entered it, for data of another system.' }),
    geometry: t.field({ type: 'GeoJSON', description: 'Its place, where the type has one.' }),
    attributes: t.field({ type: [AttributeInput], description: 'Attributes of its type; those left out stay.' }),
    enrollments: t.field({ type: [EnrollmentInput], description: 'Its enrollments.' }),
    relationships: t.field({ type: [RelationshipInput], description: 'Relationships of it.' }),
  }),
})

/** What one import holds. */
export const TrackerBundleInput = builder.inputType('TrackerBundleInput', {
  description: 'What one import holds: a payload that DHIS2’s import API takes is taken here, nested or flat.',
  fields: (t) => ({
    trackedEntities: t.field({ type: [TrackedEntityInput], description: 'Tracked entities, with what hangs on them.' }),
    enrollments: t.field({ type: [EnrollmentInput], description: 'Enrollments, with their events.' }),
    events: t.field({ type: [EventInput], description: 'Events.' }),
    relationships: t.field({ type: [RelationshipInput], description: 'Relationships.' }),
  }),
})
