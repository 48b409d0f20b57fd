import type { Origin } from '../../imports/input-path.ts'
import { trackedEntityUpdate } from '../../imports/updates.ts'
import { builder } from '../builder.ts'
import { AttributeInput } from './bundle-inputs.ts'
import { changeStored } from './change-stored.ts'
import { eventUidOrigins, NewEnrollmentInput, newEnrollment } from './enrollment-inputs.ts'
import { fieldOf } from './field-of.ts'
import { TrackedEntityPayload } from './object-payloads.ts'
import { ImportOptionsInput, importOptions } from './option-inputs.ts'

const RegisterTrackedEntityInput = builder.inputType('RegisterTrackedEntityInput', {
  description: 'A new tracked entity, with its first enrollment and that one’s events.',
  fields: (t) => ({
    id: t.id({ description: 'Its UID; generated where left out.' }),
    trackedEntityType: t.id({ required: true, description: 'UID of its type.' }),
    orgUnit: t.id({ required: true, description: 'UID of the organisation unit where it is registered.' }),
    attributes: t.field({
      type: [AttributeInput],
      description: 'Its attributes: those of its type, and the enrollment’s program’s.',
    }),
    geometry: t.field({ type: 'GeoJSON', description: 'Its place, where the type has one.' }),
    enrollment: t.field({ type: NewEnrollmentInput, description: 'Its first enrollment.' }),
  }),
})

const UpdateTrackedEntityInput = builder.inputType('UpdateTrackedEntityInput', {
  description: 'Changes of a tracked entity: what is left out stays, what is null goes.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'UID of the tracked entity.' }),
    program: t.id({ description: 'UID of a program, to see the answer’s attributes through.' }),
    ifUpdatedAt: t.field({
      type: 'LocalDateTime',
      description: 'Its `updatedAt` when the caller read it: if it has changed since, nothing is stored (CONFLICT).',
    }),
    orgUnit: t.id({ description: 'UID of the organisation unit where it is registered.' }),
    attributes: t.field({ type: [AttributeInput], description: 'Attributes to change; the others stay.' }),
    geometry: t.field({ type: 'GeoJSON', description: 'Its place, where the type has one.' }),
    inactive: t.boolean({ description: 'Whether it is no longer followed.' }),
    potentialDuplicate: t.boolean({ description: 'Whether it may be one with another.' }),
  }),
})

const ENTITY = ['trackedEntities', '0']
const FROM_INPUT: Origin[] = [
  { at: [], input: ['input'] },
  { at: ENTITY, input: ['input'] },
  { at: [...ENTITY, 'trackedEntity'], input: ['input', 'id'] },
  { at: [...ENTITY, 'enrollments', '0'], input: ['input', 'enrollment'] },
  { at: [...ENTITY, 'enrollments', '0', 'enrollment'], input: ['input', 'enrollment', 'id'] },
]
const OPTIONS = { type: ImportOptionsInput, description: 'How to import it; its strategy is this mutation’s own.' }

builder.mutationFields((t) => ({
  registerTrackedEntity: t.field({
    type: TrackedEntityPayload,
    nullable: false,
    description: 'Registers a tracked entity, with its first enrollment and events where given: all of it or nothing.',
    args: {
      input: t.arg({ type: RegisterTrackedEntityInput, required: true, description: 'The tracked entity.' }),
      options: t.arg(OPTIONS),
    },
    resolve: async (_root, args, { load }, info) => {
      const { id, enrollment, ...entity } = args.input
      const { orgUnit } = entity
      const enrollments = enrollment ? [newEnrollment(enrollment, { orgUnit })] : undefined
      const outcome = await load.mutate({ name: fieldOf(info), args }, (store) =>
        store({
          bundle: { trackedEntities: [{ ...entity, trackedEntity: id, enrollments }] },
          options: importOptions(args.options, 'CREATE'),
          job: args.options?.async ?? undefined,
          origins: [
            ...FROM_INPUT,
            ...eventUidOrigins(enrollment?.events, [...ENTITY, 'enrollments', '0'], ['input', 'enrollment']),
          ],
        }),
      )
      const written = outcome.bundle.trackedEntities?.[0]?.trackedEntity ?? ''
      return { outcome, id: written, program: enrollment?.program }
    },
  }),
  updateTrackedEntity: t.field({
    type: TrackedEntityPayload,
    nullable: false,
    description: 'Changes a tracked entity: what is not mentioned stays as it is.',
    args: {
      input: t.arg({ type: UpdateTrackedEntityInput, required: true, description: 'The changes.' }),
      options: t.arg(OPTIONS),
    },
    resolve: async (_root, args, context, info) => {
      const { id, program, ifUpdatedAt, ...changes } = args.input
      const outcome = await changeStored(context, info, {
        kind: 'trackedEntities',
        id,
        argument: 'id',
        read: context.load.stored.trackedEntity,
        ifUpdatedAt,
        build: (stored) => ({ trackedEntities: [trackedEntityUpdate(stored, changes)] }),
        origins: FROM_INPUT,
        options: importOptions(args.options, 'UPDATE'),
        args,
      })
      return { outcome, id, program }
    },
  }),
}))
