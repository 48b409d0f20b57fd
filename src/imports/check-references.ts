import type { BundleObject } from './bundle-objects.ts'
import { type FormIssue, formIssue } from './form-issue.ts'
import type { FormProgram } from './form-metadata.ts'
import type { FormRules } from './form-rules.ts'

type Enrollment = BundleObject & { trackerType: 'ENROLLMENT' }
type Event = BundleObject & { trackerType: 'EVENT' }

/** An enrollment's program, and its dates as the program wants them. */
export function checkEnrollment(entry: Enrollment, { metadata, today }: FormRules): FormIssue[] {
  const { program: id, enrolledAt, occurredAt } = entry.object
  if (!id) return []
  const program = metadata.program(id)
  if (!program) return [formIssue(entry, 'E1069', [id], 'program')]
  const issues: FormIssue[] = []
  if (program.displayIncidentDate === true && !occurredAt) issues.push(formIssue(entry, 'E1023', [], 'occurredAt'))
  if (program.selectEnrollmentDatesInFuture === false && enrolledAt && isFuture(enrolledAt, today)) {
    issues.push(formIssue(entry, 'E1020', [enrolledAt], 'enrolledAt'))
  }
  if (program.selectIncidentDatesInFuture === false && occurredAt && isFuture(occurredAt, today)) {
    issues.push(formIssue(entry, 'E1021', [occurredAt], 'occurredAt'))
  }
  return issues
}

/** An event's program and stage, and what an event of such a program needs. */
export function checkEvent(entry: Event, rules: FormRules): FormIssue[] {
  const { program: id, programStage } = entry.object
  const program = programOfEvent(entry, rules)
  if (id && !program) return [formIssue(entry, 'E1010', [id], 'program')]
  return [
    ...(programStage ? checkStage(entry, programStage, program, rules) : []),
    ...(program ? checkEventOfProgram(entry, program, rules) : []),
  ]
}

/** The program that an event names, or its stage. */
export function programOfEvent({ object }: Event, { metadata }: FormRules): FormProgram | undefined {
  const id = object.program || (object.programStage && metadata.programStage(object.programStage)?.program?.id)
  return id ? metadata.program(id) : undefined
}

function checkStage(entry: Event, id: string, program: FormProgram | undefined, { metadata }: FormRules): FormIssue[] {
  const stage = metadata.programStage(id)
  const isOfProgram = program?.programStages?.some((one) => one.id === id) ?? false
  if (!stage && !entry.object.program) return [formIssue(entry, 'E1123', ['program'], 'program')]
  if (!stage) return isOfProgram ? [] : [formIssue(entry, 'E1013', [id], 'programStage')]
  const stranger = program && stage.program && stage.program.id !== program.id
  return stranger ? [formIssue(entry, 'E1089', [entry.uid ?? 'null', id, program.id], 'programStage')] : []
}

function checkEventOfProgram(entry: Event, { programType }: FormProgram, { major }: FormRules): FormIssue[] {
  const { programStage, enrollment, status = 'ACTIVE', occurredAt } = entry.object
  const isNested = entry.parents.some(({ trackerType }) => trackerType === 'ENROLLMENT')
  const issues: FormIssue[] = []
  if (programType === 'WITH_REGISTRATION' && !programStage) {
    issues.push(formIssue(entry, 'E1123', ['programStage'], 'programStage'))
  }
  if (programType === 'WITH_REGISTRATION' && !enrollment && !isNested) {
    const [code, argument] = major < 43 ? (['E1033', entry.uid ?? 'null'] as const) : (['E1123', 'enrollment'] as const)
    issues.push(formIssue(entry, code, [argument], 'enrollment'))
  }
  if (programType === 'WITHOUT_REGISTRATION' && !occurredAt && status !== 'ACTIVE' && status !== 'COMPLETED') {
    issues.push(formIssue(entry, 'E1031', [], 'occurredAt'))
  }
  return issues
}

/**
 * Whether a date is more than a day ahead. DHIS2 looks at the date in its own zone or in UTC, by version, so that tomorrow may be
 * today there.
 */
function isFuture(date: string, today: string): boolean {
  const tomorrow = new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000).toISOString()
  return /^\d{4}-\d\d-\d\d/.test(date) && date.slice(0, 10) > tomorrow.slice(0, 10)
}
