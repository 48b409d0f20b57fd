import type { Origin } from '../../imports/input-path.ts'
import type { EnrollmentInput } from '../../model/import-bundle.ts'
import { builder } from '../builder.ts'
import { EnrollmentStatusEnum, EventStatusEnum } from '../enums.ts'
import { AssignedUserInput, AttributeInput, DataValueInput, NoteInput } from './bundle-inputs.ts'

const NewEventInput = builder.inputType('NewEventInput', {
  description: 'A new event of a new enrollment.',
  fields: (t) => ({
    id: t.id({ description: 'Its UID; generated where left out.' }),
    programStage: t.id({ required: true, description: 'UID of its stage.' }),
    orgUnit: t.id({
      description: 'UID of the organisation unit where it takes place; that of the enrollment where left out.',
    }),
    status: t.field({
      type: EventStatusEnum,
      description: 'Its state; ACTIVE where left out, SCHEDULE for one that is planned.',
    }),
    occurredAt: t.field({ type: 'LocalDateTime', description: 'When it occurred; needed unless it is planned.' }),
    scheduledAt: t.field({ type: 'LocalDateTime', description: 'When it is planned for.' }),
    geometry: t.field({ type: 'GeoJSON', description: 'Where it took place.' }),
    assignedUser: t.field({ type: AssignedUserInput, description: 'Who is to see to it.' }),
    attributeOptionCombo: t.id({ description: 'The combination of options of its program’s category combo.' }),
    dataValues: t.field({ type: [DataValueInput], description: 'Its values.' }),
    notes: t.field({ type: [NoteInput], description: 'Remarks.' }),
  }),
})

/** A first enrollment, of a tracked entity that is registered with it. */
export const NewEnrollmentInput = builder.inputType('NewEnrollmentInput', {
  description: 'The first enrollment of a new tracked entity.',
  fields: (t) => ({
    id: t.id({ description: 'Its UID; generated where left out.' }),
    program: t.id({ required: true, description: 'UID of the program.' }),
    orgUnit: t.id({
      description: 'UID of the organisation unit where it is enrolled; that of the entity where left out.',
    }),
    enrolledAt: t.field({ type: 'LocalDateTime', required: true, description: 'When it was enrolled.' }),
    occurredAt: t.field({ type: 'LocalDateTime', description: 'The program’s date of incident.' }),
    status: t.field({ type: EnrollmentStatusEnum, description: 'Its state; ACTIVE where left out.' }),
    followUp: t.boolean({ description: 'Whether it is marked for follow-up.' }),
    geometry: t.field({ type: 'GeoJSON', description: 'Its place, where the program has one.' }),
    attributeOptionCombo: t.id({
      description: 'The combination of options of its program’s category combo; from 2.43.',
    }),
    attributes: t.field({ type: [AttributeInput], description: 'Attributes of the program.' }),
    events: t.field({ type: [NewEventInput], description: 'Its events.' }),
    notes: t.field({ type: [NoteInput], description: 'Remarks.' }),
  }),
})

/** An enrollment of a tracked entity that exists. */
export const EnrollInput = builder.inputType('EnrollInput', {
  description: 'An enrollment of a tracked entity that exists.',
  fields: (t) => ({
    id: t.id({ description: 'Its UID; generated where left out.' }),
    trackedEntity: t.id({ required: true, description: 'UID of the tracked entity.' }),
    program: t.id({ required: true, description: 'UID of the program.' }),
    orgUnit: t.id({ required: true, description: 'UID of the organisation unit where it is enrolled.' }),
    enrolledAt: t.field({ type: 'LocalDateTime', required: true, description: 'When it was enrolled.' }),
    occurredAt: t.field({ type: 'LocalDateTime', description: 'The program’s date of incident.' }),
    status: t.field({ type: EnrollmentStatusEnum, description: 'Its state; ACTIVE where left out.' }),
    followUp: t.boolean({ description: 'Whether it is marked for follow-up.' }),
    geometry: t.field({ type: 'GeoJSON', description: 'Its place, where the program has one.' }),
    attributeOptionCombo: t.id({
      description: 'The combination of options of its program’s category combo; from 2.43.',
    }),
    attributes: t.field({ type: [AttributeInput], description: 'Attributes of the program.' }),
    events: t.field({ type: [NewEventInput], description: 'Its first events.' }),
    notes: t.field({ type: [NoteInput], description: 'Remarks.' }),
  }),
})

/** Changes of an enrollment. */
export const UpdateEnrollmentInput = builder.inputType('UpdateEnrollmentInput', {
  description: 'Changes of an enrollment: what is left out stays, what is null goes.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'UID of the enrollment.' }),
    ifUpdatedAt: t.field({
      type: 'LocalDateTime',
      description: 'Its `updatedAt` when the caller read it: if it has changed since, nothing is stored (CONFLICT).',
    }),
    orgUnit: t.id({ description: 'UID of the organisation unit where it is enrolled.' }),
    enrolledAt: t.field({ type: 'LocalDateTime', description: 'When it was enrolled.' }),
    occurredAt: t.field({ type: 'LocalDateTime', description: 'The program’s date of incident.' }),
    status: t.field({ type: EnrollmentStatusEnum, description: 'Its state.' }),
    followUp: t.boolean({ description: 'Whether it is marked for follow-up.' }),
    geometry: t.field({ type: 'GeoJSON', description: 'Its place, where the program has one.' }),
    attributeOptionCombo: t.id({
      description: 'The combination of options of its program’s category combo; from 2.43.',
    }),
    attributes: t.field({
      type: [AttributeInput],
      description: 'Attributes of the program to change; the others stay.',
    }),
    notes: t.field({ type: [NoteInput], description: 'Remarks to add.' }),
  }),
})

type NewEnrollment = Omit<typeof NewEnrollmentInput.$inferInput, 'orgUnit'> & { orgUnit?: string | null | undefined }

/** The enrollment as the import API takes it: its events have its program, and where they name none, its organisation unit. */
export function newEnrollment(
  { id, events, ...enrollment }: NewEnrollment,
  place: { orgUnit: string; trackedEntity?: string },
): EnrollmentInput {
  const orgUnit = enrollment.orgUnit ?? place.orgUnit
  const { program } = enrollment
  return {
    ...enrollment,
    ...(place.trackedEntity && { trackedEntity: place.trackedEntity }),
    enrollment: id,
    orgUnit,
    ...(events && {
      events: events.map(({ id: event, ...own }) => ({ ...own, event, program, orgUnit: own.orgUnit ?? orgUnit })),
    }),
  }
}

/** Where the UIDs of a new enrollment's events came from: they are called otherwise in the bundle. */
export function eventUidOrigins(
  events: readonly unknown[] | null | undefined,
  at: string[],
  input: string[],
): Origin[] {
  return (events ?? []).map((_, index) => ({
    at: [...at, 'events', String(index), 'event'],
    input: [...input, 'events', String(index), 'id'],
  }))
}
