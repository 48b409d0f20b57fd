import type { TrackerEvent } from '../model/tracker.ts'
import type { EventQuery } from '../model/tracker-query.ts'
import { optionalUid } from './checks.ts'
import { type Maybe, type OrderArgument, orderTerms } from './list-arguments.ts'
import { compareTexts, sortRows } from './nested-order.ts'
import type { PageArguments } from './page-arguments.ts'
import { PlanError } from './plan-error.ts'

/** What a list of events below an object can be narrowed and sorted by. */
export interface NestedEventArguments extends PageArguments {
  program?: Maybe<string>
  programStage?: Maybe<string>
  status?: Maybe<readonly string[]>
  occurredAfter?: Maybe<string>
  occurredBefore?: Maybe<string>
  orderBy?: Maybe<readonly OrderArgument[]>
}

/** Keys by the arguments that they are of, which all rows of a list share. */
const keys = new WeakMap<NestedEventArguments, string>()

/**
 * Under which an enrollment keeps a list that was fetched for just these arguments. Equal arguments have equal keys; what only cuts a page out
 * of the same rows does not count where the page is the whole.
 */
export function nestedEventsKey(args: NestedEventArguments): string {
  const known = keys.get(args)
  if (known !== undefined) return known
  const { program, programStage, status, occurredAfter, occurredBefore, orderBy, first, after, last, before } = args
  const conditions = [program, programStage, status, occurredAfter, occurredBefore, orderBy]
  const key = `events ${JSON.stringify([...conditions, first, after, last, before])}`
  keys.set(args, key)
  return key
}

/** Whether the arguments ask for less than all events. */
export function narrowsEvents(args: NestedEventArguments): boolean {
  const { program, programStage, status, occurredAfter, occurredBefore, first } = args
  return [program, programStage, status, occurredAfter, occurredBefore, first].some(
    (argument) => argument !== null && argument !== undefined,
  )
}

/** How many rows of each parent's list are wanted from its start; undefined where that cannot be told before they are at hand. */
export function wantedEvents({ first, after, last, before }: NestedEventArguments): number | undefined {
  return after || before || typeof last === 'number' ? undefined : (first ?? undefined)
}

/** The part of the conditions that DHIS2 takes: what is left (a second status, the order's ties) is done on the rows that come. */
export function nestedEventsQuery(args: NestedEventArguments): Partial<EventQuery> {
  const programStage = optionalUid('programStage', args.programStage)
  const [status, ...others] = (args.status ?? []).filter(isEventStatus)
  const { occurredAfter, occurredBefore } = args
  return {
    ...(programStage && { programStage }),
    ...(status && others.length === 0 && { status }),
    ...((occurredAfter || occurredBefore) && {
      occurredAt: { ...(occurredAfter && { after: occurredAfter }), ...(occurredBefore && { before: occurredBefore }) },
    }),
  }
}

/** The properties that choosing and sorting read, beside those that are selected. */
export function nestedEventReads(args: NestedEventArguments): string[] {
  return [
    'event',
    'occurredAt',
    'scheduledAt',
    ...(args.program ? ['program'] : []),
    ...(args.programStage ? ['programStage'] : []),
    ...(args.status ? ['status'] : []),
    ...orderTerms(args.orderBy).map(({ by }) => by),
  ]
}

/** The events that the arguments name, in their order; unsorted they come in the order in which they occurred or are planned. */
export function chooseEvents(rows: readonly TrackerEvent[], args: NestedEventArguments): TrackerEvent[] {
  const program = optionalUid('program', args.program)
  const stage = optionalUid('programStage', args.programStage)
  checkOrder(args.orderBy)
  const wanted = rows.filter(
    (row) =>
      (!program || row.program === program) &&
      (!stage || row.programStage === stage) &&
      isAmong(args.status, row.status) &&
      isWithin(row.occurredAt, args),
  )
  return sortRows(wanted, orderTerms(args.orderBy), byTime)
}

function byTime(a: TrackerEvent, b: TrackerEvent): number {
  return (
    compareTexts(a.occurredAt ?? a.scheduledAt ?? '', b.occurredAt ?? b.scheduledAt ?? '') ||
    compareTexts(a.event, b.event)
  )
}

/** What a row of an event does not hold cannot sort it here. */
const NOT_IN_ROWS = ['enrolledAt', 'enrollmentStatus', 'assignedUserDisplayName']

function checkOrder(orderBy: NestedEventArguments['orderBy']): void {
  for (const [index, { attribute, dataElement, field }] of (orderBy ?? []).entries())
    if (attribute || dataElement || (field && NOT_IN_ROWS.includes(field)))
      throw new PlanError(
        `orderBy[${index}]`,
        'a list below another object is sorted by fields of the event itself: use the root list `events` for this order',
      )
}

/** Whether a status is one of those wanted; none wanted means any. */
export function isAmong(wanted: Maybe<readonly string[]>, status: string | undefined): boolean {
  return !wanted || (status !== undefined && wanted.includes(status))
}

/** DHIS2 takes a date alone as the day's first moment at the start of a range, and as the whole day at its end. */
function isWithin(time: string | undefined, { occurredAfter, occurredBefore }: NestedEventArguments): boolean {
  if (occurredAfter && (time === undefined || time < occurredAfter)) return false
  return !occurredBefore || (time !== undefined && time.slice(0, occurredBefore.length) <= occurredBefore)
}

const EVENT_STATUSES = ['ACTIVE', 'COMPLETED', 'VISITED', 'SCHEDULE', 'OVERDUE', 'SKIPPED'] as const

function isEventStatus(status: string): status is (typeof EVENT_STATUSES)[number] {
  return EVENT_STATUSES.some((known) => known === status)
}
