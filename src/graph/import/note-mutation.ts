import type { GraphQLResolveInfo } from 'graphql'
import { enrollmentUpdate, eventUpdate } from '../../imports/updates.ts'
import type { NoteTarget } from '../../load/add-note.ts'
import type { GatewayContext } from '../../load/gateway-context.ts'
import type { ImportOutcome } from '../../load/store-bundle.ts'
import { requiredUid } from '../../plan/checks.ts'
import { PlanError } from '../../plan/plan-error.ts'
import { builder } from '../builder.ts'
import { Note } from '../tracker/refs.ts'
import { changeStored } from './change-stored.ts'
import { fieldOf } from './field-of.ts'
import { ImportResult } from './import-result.ts'
import { importOptions } from './option-inputs.ts'

const NoteTargetInput = builder.inputType('NoteTarget', {
  description: 'What a note is about: exactly one of the two.',
  isOneOf: true,
  fields: (t) => ({
    enrollment: t.id({ description: 'UID of an enrollment.' }),
    event: t.id({ description: 'UID of an event.' }),
  }),
})

const NotePayload = builder.objectRef<{ outcome: ImportOutcome; target: NoteTarget }>('NotePayload').implement({
  description: 'A note that was added, and how that went.',
  interfaces: [ImportResult],
  fields: (t) => ({
    note: t.field({
      type: Note,
      description: 'The note as it is stored now; null where it was refused.',
      resolve: async ({ outcome, target }, _args, { load }) => {
        const { events, enrollments } = outcome.bundle
        const written = (events ?? enrollments)?.[0]?.notes?.[0]?.note
        if (!outcome.report || outcome.report.errors.length > 0) return null
        return (await load.stored.notes(target)).find(({ note }) => note === written) ?? null
      },
    }),
  }),
})

builder.mutationFields((t) => ({
  addNote: t.field({
    type: NotePayload,
    nullable: false,
    description: 'Adds a note to an enrollment or an event; DHIS2 never changes or deletes one.',
    args: {
      to: t.arg({ type: NoteTargetInput, required: true, description: 'What the note is about.' }),
      value: t.arg.string({ required: true, description: 'The text.' }),
    },
    resolve: async (_root, args, context, info) => {
      const target = targetOf(args.to)
      if (args.value.trim() === '') throw new PlanError('value', 'is empty')
      const { noteEndpoints } = await context.load.capabilities()
      const outcome = await (noteEndpoints
        ? context.load.mutate({ name: fieldOf(info), args }, () => context.load.addNote(target, args.value))
        : addByUpdate(target, args, context, info))
      return { outcome, target }
    },
  }),
}))

function targetOf({ enrollment, event }: { enrollment?: string | null; event?: string | null }): NoteTarget {
  if (event) return { kind: 'events', id: requiredUid('to.event', event) }
  return { kind: 'enrollments', id: requiredUid('to.enrollment', enrollment ?? '') }
}

/** Before 2.42 a note travels with the object itself. */
function addByUpdate(
  { kind, id }: NoteTarget,
  args: { value: string },
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<ImportOutcome> {
  const { stored } = context.load
  const notes = [{ value: args.value }]
  const options = importOptions(undefined, 'UPDATE')
  const change = { id, argument: 'to', options, args }
  const origins = (list: string) => [
    { at: [], input: ['to'] },
    { at: [list, '0', 'notes', '0'], input: ['value'] },
  ]
  return kind === 'events'
    ? changeStored(context, info, {
        ...change,
        kind,
        read: stored.event,
        build: (event) => ({ events: [eventUpdate(event, { notes })] }),
        origins: origins('events'),
      })
    : changeStored(context, info, {
        ...change,
        kind,
        read: stored.enrollment,
        build: (enrollment) => ({ enrollments: [enrollmentUpdate(enrollment, { notes })] }),
        origins: origins('enrollments'),
      })
}
