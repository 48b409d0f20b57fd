import { type Enrollment as EnrollmentRow, type TrackerEvent, type TrackerRow, uidOf } from '../../model/tracker.ts'
import { chooseEnrollments, type NestedEnrollmentArguments } from '../../plan/nested-enrollments.ts'
import { chooseEvents, type NestedEventArguments, nestedEventsKey } from '../../plan/nested-events.ts'
import { type PageArguments, pageOfRows } from '../../plan/page-arguments.ts'
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

/** Nested lists are whole at hand, so all of them come where neither `first` nor `last` is given. */
export function nestedPage<Row extends TrackerRow>(rows: readonly Row[], args: PageArguments): Connection<Row> {
  return connectionOf({ ...pageOfRows(rows, args, uidOf), uidOf })
}
