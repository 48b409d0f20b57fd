import type { Enrollment as EnrollmentRow, TrackerEvent } from '../../model/tracker.ts'
import { optionalUid } from '../../plan/checks.ts'
import type { Maybe } from '../../plan/list-arguments.ts'
import { type PageArguments, pageWindow } from '../../plan/plan-list.ts'
import { type Connection, connectionOf } from '../connection.ts'

/** What a nested list of enrollments can be narrowed by. */
export interface NestedEnrollmentArguments extends PageArguments {
  program?: Maybe<string>
  status?: Maybe<readonly string[]>
}

/** What a nested list of events can be narrowed by. */
export interface NestedEventArguments extends PageArguments {
  program?: Maybe<string>
  programStage?: Maybe<string>
  status?: Maybe<readonly string[]>
  occurredAfter?: Maybe<string>
  occurredBefore?: Maybe<string>
}

/** The part of an embedded, complete list that the arguments name, oldest first. */
export function nestedEnrollments(
  rows: readonly EnrollmentRow[],
  args: NestedEnrollmentArguments,
): Connection<EnrollmentRow> {
  const program = optionalUid('program', args.program)
  const wanted = rows.filter((row) => (!program || row.program === program) && isAmong(args.status, row.status))
  return page(
    sorted(wanted, ({ enrolledAt, enrollment }) => [enrolledAt ?? '', enrollment]),
    args,
  )
}

/** The part of an embedded, complete list that the arguments name, in the order in which they occurred or are to occur. */
export function nestedEvents(rows: readonly TrackerEvent[], args: NestedEventArguments): Connection<TrackerEvent> {
  const program = optionalUid('program', args.program)
  const stage = optionalUid('programStage', args.programStage)
  const wanted = rows.filter(
    (row) =>
      (!program || row.program === program) &&
      (!stage || row.programStage === stage) &&
      isAmong(args.status, row.status) &&
      isWithin(row.occurredAt, args),
  )
  return page(
    sorted(wanted, ({ occurredAt, scheduledAt, event }) => [occurredAt ?? scheduledAt ?? '', event]),
    args,
  )
}

function isAmong(wanted: Maybe<readonly string[]>, status: string | undefined): boolean {
  return !wanted || (status !== undefined && wanted.includes(status))
}

/** DHIS2 takes a date alone as the day's first moment at the start of a range, and as the whole day at its end. */
function isWithin(time: string | undefined, { occurredAfter, occurredBefore }: NestedEventArguments): boolean {
  if (occurredAfter && (time === undefined || time < occurredAfter)) return false
  return !occurredBefore || (time !== undefined && time.slice(0, occurredBefore.length) <= occurredBefore)
}

function sorted<Row>(rows: Row[], key: (row: Row) => [string, string]): Row[] {
  return rows
    .map((row) => ({ row, key: key(row).join(' ') }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ row }) => row)
}

/** Nested lists are whole at hand, so all of them come where `first` is left out. */
function page<Row>(rows: Row[], args: PageArguments): Connection<Row> {
  const { offset, first } = pageWindow(args, 1000)
  const wanted =
    args.first === null || args.first === undefined ? rows.slice(offset) : rows.slice(offset, offset + first)
  return connectionOf({ rows: wanted, offset, total: rows.length, more: offset + wanted.length < rows.length })
}
