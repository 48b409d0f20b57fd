import type { ArgBuilder } from '@pothos/core'
import type { GraphTypes } from '../builder.ts'
import { EnrollmentStatusEnum, EventStatusEnum } from '../enums.ts'
import { EnrollmentOrderInput, EventOrderInput } from '../order-inputs.ts'

type ArgumentBuilder = ArgBuilder<PothosSchemaTypes.ExtendDefaultTypes<GraphTypes>>

/** The arguments of every list that stands below another object. */
export function pageArguments(t: ArgumentBuilder) {
  return {
    first: t.int({ description: 'How many at most, up to 1000; all where neither first nor last is given.' }),
    after: t.string({ description: 'Cursor to go on from: rows behind it.' }),
    last: t.int({ description: 'How many at most from the end, or before `before`; goes without first.' }),
    before: t.string({ description: 'Cursor to go back from: rows before it.' }),
  }
}

/** The arguments of a list of events below an enrollment. */
export function nestedEventArguments(t: ArgumentBuilder) {
  return {
    programStage: t.id({ description: 'UID of a stage: only its events.' }),
    status: t({ type: [EventStatusEnum], description: 'Only in one of these states.' }),
    occurredAfter: t({ type: 'LocalDateTime', description: 'Only at or after this time.' }),
    occurredBefore: t({ type: 'LocalDateTime', description: 'Only at or before this time.' }),
    orderBy: t({
      type: [EventOrderInput],
      description: 'Sort keys that the event itself holds; those without a value come last.',
    }),
    ...pageArguments(t),
  }
}

/** The arguments of a list of enrollments below a tracked entity. */
export function nestedEnrollmentArguments(t: ArgumentBuilder) {
  return {
    program: t.id({ description: 'UID of a program: only enrollments in it.' }),
    status: t({ type: [EnrollmentStatusEnum], description: 'Only in one of these states.' }),
    includeDeleted: t.boolean({ description: 'Whether deleted enrollments, and their deleted events, come too.' }),
    orderBy: t({ type: [EnrollmentOrderInput], description: 'Sort keys; those without a value come last.' }),
    ...pageArguments(t),
  }
}
