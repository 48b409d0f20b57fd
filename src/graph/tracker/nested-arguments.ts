import { EnrollmentStatusEnum, EventStatusEnum } from '../enums.ts'
import { EnrollmentOrderInput, EventOrderInput } from '../order-inputs.ts'
import { type ArgumentBuilder, pageArguments } from '../page-arguments.ts'

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
