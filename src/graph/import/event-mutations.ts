import type { Origin } from '../../imports/input-path.ts'
import { eventUpdate } from '../../imports/updates.ts'
import type { GatewayContext } from '../../load/gateway-context.ts'
import type { EventInput as EventRow } from '../../model/import-bundle.ts'
import { requiredUid } from '../../plan/checks.ts'
import { PlanError } from '../../plan/plan-error.ts'
import { builder } from '../builder.ts'
import { EventStatusEnum } from '../enums.ts'
import { AssignedUserInput, DataValueInput, NoteInput } from './bundle-inputs.ts'
import { changeStored } from './change-stored.ts'
import { fieldOf } from './field-of.ts'
import { EventPayload } from './object-payloads.ts'
import { ImportOptionsInput, importOptions } from './option-inputs.ts'

const CreateEventInput = builder.inputType('CreateEventInput', {
  description: 'A new event.',
  fields: (t) => ({
    id: t.id({ description: 'Its UID; generated where left out.' }),
    enrollment: t.id({ description: 'UID of its enrollment; none in a program of single events.' }),
    program: t.id({ description: 'UID of its program; that of the stage where left out.' }),
    programStage: t.id({ required: true, description: 'UID of its stage.' }),
    orgUnit: t.id({ required: true, description: 'UID of the organisation unit where it takes place.' }),
    status: t.field({ type: EventStatusEnum, description: 'Its state; ACTIVE where left out.' }),
    occurredAt: t.field({ type: 'LocalDateTime', description: 'When it occurred.' }),
    scheduledAt: t.field({ type: 'LocalDateTime', description: 'When it is planned for.' }),
    geometry: t.field({ type: 'GeoJSON', description: 'Where it took place.' }),
    assignedUser: t.field({ type: AssignedUserInput, description: 'Who is to see to it.' }),
    attributeOptionCombo: t.id({ description: 'The combination of options of its program’s category combo.' }),
    attributeCategoryOptions: t.idList({ description: 'The same, by its options.' }),
    dataValues: t.field({ type: [DataValueInput], description: 'Its values.' }),
    notes: t.field({ type: [NoteInput], description: 'Remarks.' }),
  }),
})

const ScheduleEventInput = builder.inputType('ScheduleEventInput', {
  description: 'A new event that is planned for a later day.',
  fields: (t) => ({
    id: t.id({ description: 'Its UID; generated where left out.' }),
    enrollment: t.id({ required: true, description: 'UID of its enrollment.' }),
    program: t.id({ description: 'UID of its program; that of the stage where left out.' }),
    programStage: t.id({ required: true, description: 'UID of its stage.' }),
    orgUnit: t.id({ required: true, description: 'UID of the organisation unit where it is to take place.' }),
    scheduledAt: t.field({ type: 'LocalDateTime', required: true, description: 'When it is planned for.' }),
    assignedUser: t.field({ type: AssignedUserInput, description: 'Who is to see to it.' }),
    attributeOptionCombo: t.id({ description: 'The combination of options of its program’s category combo.' }),
    notes: t.field({ type: [NoteInput], description: 'Remarks.' }),
  }),
})

const UpdateEventInput = builder.inputType('UpdateEventInput', {
  description: 'Changes of an event: what is left out stays, what is null goes.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'UID of the event.' }),
    ifUpdatedAt: t.field({
      type: 'LocalDateTime',
      description: 'Its `updatedAt` when the caller read it: if it has changed since, nothing is stored (CONFLICT).',
    }),
    orgUnit: t.id({ description: 'UID of the organisation unit where it takes place.' }),
    status: t.field({ type: EventStatusEnum, description: 'Its state.' }),
    occurredAt: t.field({ type: 'LocalDateTime', description: 'When it occurred.' }),
    scheduledAt: t.field({ type: 'LocalDateTime', description: 'When it is planned for.' }),
    geometry: t.field({ type: 'GeoJSON', description: 'Where it took place.' }),
    assignedUser: t.field({ type: AssignedUserInput, description: 'Who is to see to it.' }),
    attributeOptionCombo: t.id({ description: 'The combination of options of its program’s category combo.' }),
    attributeCategoryOptions: t.idList({ description: 'The same, by its options.' }),
    dataValues: t.field({ type: [DataValueInput], description: 'Values to change; the others stay.' }),
    notes: t.field({ type: [NoteInput], description: 'Remarks to add.' }),
  }),
})

const FROM_INPUT: Origin[] = [
  { at: [], input: ['input'] },
  { at: ['events', '0'], input: ['input'] },
  { at: ['events', '0', 'event'], input: ['input', 'id'] },
]
const FROM_ID: Origin[] = [{ at: [], input: ['id'] }]
const FROM_VALUES: Origin[] = [
  { at: [], input: ['event'] },
  { at: ['events', '0', 'dataValues'], input: ['values'] },
]

const EVENT_ID = { required: true, description: 'UID of the event.' } as const
const OPTIONS = { type: ImportOptionsInput, description: 'How to import it; its strategy is this mutation’s own.' }

builder.mutationFields((t) => ({
  createEvent: t.field({
    type: EventPayload,
    nullable: false,
    description: 'Creates an event: in an enrollment, or alone in a program of single events.',
    args: {
      input: t.arg({ type: CreateEventInput, required: true, description: 'The event.' }),
      options: t.arg(OPTIONS),
    },
    resolve: async (_root, args, context, info) => {
      const { id, ...event } = args.input
      const { load } = context
      const outcome = await load.mutate({ name: fieldOf(info), args }, async (store) => {
        const bundle = { events: [{ ...event, event: id, program: await programOf(event, context) }] }
        const options = importOptions(args.options, 'CREATE')
        return store({ bundle, options, job: args.options?.async ?? undefined, origins: FROM_INPUT })
      })
      return { outcome, id: outcome.bundle.events?.[0]?.event ?? '' }
    },
  }),
  scheduleEvent: t.field({
    type: EventPayload,
    nullable: false,
    description: 'Plans an event for a later day (status SCHEDULE).',
    args: {
      input: t.arg({ type: ScheduleEventInput, required: true, description: 'The event.' }),
      options: t.arg(OPTIONS),
    },
    resolve: async (_root, args, context, info) => {
      const { id, ...event } = args.input
      const { load } = context
      const outcome = await load.mutate({ name: fieldOf(info), args }, async (store) => {
        const program = await programOf(event, context)
        const bundle = { events: [{ ...event, event: id, program, status: 'SCHEDULE' as const }] }
        const options = importOptions(args.options, 'CREATE')
        return store({ bundle, options, job: args.options?.async ?? undefined, origins: FROM_INPUT })
      })
      return { outcome, id: outcome.bundle.events?.[0]?.event ?? '' }
    },
  }),
  updateEvent: t.field({
    type: EventPayload,
    nullable: false,
    description: 'Changes an event: what is not mentioned stays as it is.',
    args: {
      input: t.arg({ type: UpdateEventInput, required: true, description: 'The changes.' }),
      options: t.arg(OPTIONS),
    },
    resolve: async (_root, args, context, info) => {
      const { id, ifUpdatedAt, ...changes } = args.input
      const outcome = await changeStored(context, info, {
        ...eventChange(context, id, 'id', changes),
        ifUpdatedAt,
        origins: FROM_INPUT,
        options: importOptions(args.options, 'UPDATE'),
        args,
      })
      return { outcome, id }
    },
  }),
  completeEvent: t.field({
    type: EventPayload,
    nullable: false,
    description: 'Completes an event (status COMPLETED).',
    args: { id: t.arg.id(EVENT_ID) },
    resolve: async (_root, args, context, info) => ({
      outcome: await changeStored(context, info, {
        ...eventChange(context, args.id, 'id', { status: 'COMPLETED' }),
        origins: FROM_ID,
        args,
      }),
      id: args.id,
    }),
  }),
  skipEvent: t.field({
    type: EventPayload,
    nullable: false,
    description:
      'Gives up a planned event (status SKIPPED). One that has occurred cannot be skipped: DHIS2 says E1316.',
    args: { id: t.arg.id(EVENT_ID) },
    resolve: async (_root, args, context, info) => ({
      outcome: await changeStored(context, info, {
        ...eventChange(context, args.id, 'id', { status: 'SKIPPED' }),
        origins: FROM_ID,
        args,
      }),
      id: args.id,
    }),
  }),
  setDataValues: t.field({
    type: EventPayload,
    nullable: false,
    description: 'Sets data values of an event; the others stay, and null removes one.',
    args: {
      event: t.arg.id(EVENT_ID),
      values: t.arg({ type: [DataValueInput], required: true, description: 'The values to set.' }),
    },
    resolve: async (_root, args, context, info) => ({
      outcome: await changeStored(context, info, {
        ...eventChange(context, args.event, 'event', { dataValues: args.values }),
        origins: FROM_VALUES,
        args,
      }),
      id: args.event,
    }),
  }),
}))

function eventChange({ load }: GatewayContext, id: string, argument: string, changes: EventRow) {
  return {
    kind: 'events' as const,
    id,
    argument,
    read: load.stored.event,
    build: (stored: Awaited<ReturnType<typeof load.stored.event>>) => ({ events: [eventUpdate(stored, changes)] }),
    options: importOptions(undefined, 'UPDATE'),
  }
}

/** DHIS2 wants the program beside the stage, which alone tells it. */
async function programOf(
  { program, programStage }: { program?: string | null | undefined; programStage: string },
  { load }: GatewayContext,
): Promise<string | undefined> {
  if (program) return requiredUid('program', program)
  const stage = await load.metadata.get('programStages', requiredUid('programStage', programStage))
  if (!stage) throw new PlanError('input.programStage', `DHIS2 shows no program stage ${programStage} to this login`)
  return stage.program?.id
}
