import type { Origin } from '../../imports/input-path.ts'
import { enrollmentUpdate } from '../../imports/updates.ts'
import type { GatewayContext } from '../../load/gateway-context.ts'
import type { EnrollmentInput } from '../../model/import-bundle.ts'
import { builder } from '../builder.ts'
import { changeStored } from './change-stored.ts'
import { EnrollInput, eventUidOrigins, newEnrollment, UpdateEnrollmentInput } from './enrollment-inputs.ts'
import { fieldOf } from './field-of.ts'
import { EnrollmentPayload } from './object-payloads.ts'
import { ImportOptionsInput, importOptions } from './option-inputs.ts'

const FROM_INPUT: Origin[] = [
  { at: [], input: ['input'] },
  { at: ['enrollments', '0'], input: ['input'] },
  { at: ['enrollments', '0', 'enrollment'], input: ['input', 'id'] },
]
const FROM_ID: Origin[] = [{ at: [], input: ['id'] }]
const ENROLLMENT_ID = { required: true, description: 'UID of the enrollment.' } as const
const OPTIONS = { type: ImportOptionsInput, description: 'How to import it; its strategy is this mutation’s own.' }

builder.mutationFields((t) => ({
  enroll: t.field({
    type: EnrollmentPayload,
    nullable: false,
    description: 'Enrolls a tracked entity in a program, with its first events where given.',
    args: {
      input: t.arg({ type: EnrollInput, required: true, description: 'The enrollment.' }),
      options: t.arg(OPTIONS),
    },
    resolve: async (_root, args, { load }, info) => {
      const outcome = await load.mutate({ name: fieldOf(info), args }, (store) =>
        store({
          bundle: { enrollments: [newEnrollment(args.input, args.input)] },
          options: importOptions(args.options, 'CREATE'),
          job: args.options?.async ?? undefined,
          origins: [...FROM_INPUT, ...eventUidOrigins(args.input.events, ['enrollments', '0'], ['input'])],
        }),
      )
      return { outcome, id: outcome.bundle.enrollments?.[0]?.enrollment ?? '' }
    },
  }),
  updateEnrollment: t.field({
    type: EnrollmentPayload,
    nullable: false,
    description: 'Changes an enrollment: what is not mentioned stays as it is.',
    args: {
      input: t.arg({ type: UpdateEnrollmentInput, required: true, description: 'The changes.' }),
      options: t.arg(OPTIONS),
    },
    resolve: async (_root, args, context, info) => {
      const { id, ifUpdatedAt, ...changes } = args.input
      const outcome = await changeStored(context, info, {
        ...enrollmentChange(context, id, changes),
        ifUpdatedAt,
        origins: FROM_INPUT,
        options: importOptions(args.options, 'UPDATE'),
        args,
      })
      return { outcome, id }
    },
  }),
  completeEnrollment: t.field({
    type: EnrollmentPayload,
    nullable: false,
    description: 'Completes an enrollment (status COMPLETED).',
    args: { id: t.arg.id(ENROLLMENT_ID) },
    resolve: async (_root, args, context, info) => ({
      outcome: await changeStored(context, info, {
        ...enrollmentChange(context, args.id, { status: 'COMPLETED' }),
        args,
      }),
      id: args.id,
    }),
  }),
  cancelEnrollment: t.field({
    type: EnrollmentPayload,
    nullable: false,
    description: 'Ends an enrollment before its time (status CANCELLED).',
    args: { id: t.arg.id(ENROLLMENT_ID) },
    resolve: async (_root, args, context, info) => ({
      outcome: await changeStored(context, info, {
        ...enrollmentChange(context, args.id, { status: 'CANCELLED' }),
        args,
      }),
      id: args.id,
    }),
  }),
  reopenEnrollment: t.field({
    type: EnrollmentPayload,
    nullable: false,
    description: 'Takes an enrollment up again that was completed or cancelled (status ACTIVE).',
    args: { id: t.arg.id(ENROLLMENT_ID) },
    resolve: async (_root, args, context, info) => ({
      outcome: await changeStored(context, info, { ...enrollmentChange(context, args.id, { status: 'ACTIVE' }), args }),
      id: args.id,
    }),
  }),
}))

function enrollmentChange({ load }: GatewayContext, id: string, changes: EnrollmentInput) {
  return {
    kind: 'enrollments' as const,
    id,
    argument: 'id',
    read: load.stored.enrollment,
    build: (stored: Awaited<ReturnType<typeof load.stored.enrollment>>) => ({
      enrollments: [enrollmentUpdate(stored, changes)],
    }),
    origins: FROM_ID,
    options: importOptions(undefined, 'UPDATE'),
  }
}
