import type { Enrollment as EnrollmentRow, TrackerEvent } from '../../model/tracker.ts'
import { chooseEnrollments, type NestedEnrollmentArguments } from '../../plan/nested-enrollments.ts'
import { chooseEvents, type NestedEventArguments, nestedEventsKey } from '../../plan/nested-events.ts'
import { type PageArguments, pageWindow } from '../../plan/page-arguments.ts'
import { type Connection, connectionOf } from '../connection.ts'

/** The part of an embedded, complete list that the arguments name. */
export function nestedEnrollments(
  rows: readonly EnrollmentRow[],
  args: NestedEnrollmentArguments,
): Connection<EnrollmentRow> {
  return nestedPage(chooseEnrollments(rows, args), args)
}

/** The events of enrollments that the arguments name: from a list that was fetched for just these arguments, or from all. */
export function nestedEvents(
  enrollments: readonly EnrollmentRow[],
  args: NestedEventArguments,
): Connection<TrackerEvent> {
  const key = `events ${nestedEventsKey(args)}`
  const rows = enrollments.flatMap((enrollment) => listOf(enrollment, key) ?? enrollment.events ?? [])
  return nestedPage(chooseEvents(rows, args), args)
}

function listOf(enrollment: EnrollmentRow, key: string): TrackerEvent[] | undefined {
  const list: unknown = Reflect.get(enrollment, key)
  return Array.isArray(list) ? list : undefined
}

/** Nested lists are whole at hand, so all of them come where `first` is left out. */
export function nestedPage<Row>(rows: readonly Row[], args: PageArguments): Connection<Row> {
  const { offset, first } = pageWindow(args, 1000)
  const wanted =
    args.first === null || args.first === undefined ? rows.slice(offset) : rows.slice(offset, offset + first)
  return connectionOf({ rows: wanted, offset, total: rows.length, more: offset + wanted.length < rows.length })
}
