import { type BringLate, latePart } from '../../load/late-parts.ts'
import type { Ready } from '../../load/ready.ts'
import { type Enrollment as EnrollmentRow, type TrackerEvent, type TrackerRow, uidOf } from '../../model/tracker.ts'
import { chooseEnrollments, type NestedEnrollmentArguments } from '../../plan/nested-enrollments.ts'
import { chooseEvents, type NestedEventArguments, nestedEventsKey } from '../../plan/nested-events.ts'
import { type PageArguments, pageOfRows } from '../../plan/page-arguments.ts'
import { type Connection, connectionOf } from '../connection.ts'

/** The part of an embedded, complete list that the arguments name. */
export function nestedEnrollments(
  rows: Ready<readonly EnrollmentRow[]>,
  args: NestedEnrollmentArguments,
): Ready<Connection<EnrollmentRow>> {
  return rows instanceof Promise ? enrollmentsLater(rows, args) : nestedPage(chooseEnrollments(rows, args), args)
}

// What is at hand for thousands of rows comes through functions without closures, which would be allocated for each of them.
async function enrollmentsLater(rows: Promise<readonly EnrollmentRow[]>, args: NestedEnrollmentArguments) {
  return nestedPage(chooseEnrollments(await rows, args), args)
}

/** The events of enrollments that the arguments name: from a list that was fetched for just these arguments, or from all. */
export function nestedEvents(
  enrollments: Ready<readonly EnrollmentRow[]>,
  args: NestedEventArguments,
): Ready<Connection<TrackerEvent>> {
  if (enrollments instanceof Promise) return eventsLater(enrollments, undefined, args)
  const late = bringEvents(enrollments, args)
  return late ? eventsLater(enrollments, late, args) : chosenEvents(enrollments, args)
}

async function eventsLater(
  enrollments: Ready<readonly EnrollmentRow[]>,
  late: Promise<unknown> | undefined,
  args: NestedEventArguments,
): Promise<Connection<TrackerEvent>> {
  await late
  const rows = await enrollments
  return late ? chosenEvents(rows, args) : nestedEvents(rows, args)
}

function chosenEvents(enrollments: readonly EnrollmentRow[], args: NestedEventArguments): Connection<TrackerEvent> {
  const key = nestedEventsKey(args)
  const rows = enrollments.flatMap((enrollment) => listOf(enrollment, key) ?? enrollment.events ?? [])
  return nestedPage(chooseEvents(rows, args), args)
}

/** Fetches the events that a fragment deferred; undefined where all are at hand. */
function bringEvents(enrollments: readonly EnrollmentRow[], args: NestedEventArguments): Promise<unknown> | undefined {
  let wanted: Set<BringLate> | undefined
  for (const enrollment of enrollments) {
    // Where all events are at hand no list of them is fetched later.
    if (enrollment.events !== undefined) continue
    const bring = lateEvents(enrollment, nestedEventsKey(args))
    if (bring) wanted = (wanted ?? new Set()).add(bring)
  }
  return wanted && Promise.all(Array.from(wanted, (bring) => bring()))
}

function lateEvents(enrollment: EnrollmentRow, key: string): BringLate | undefined {
  if (listOf(enrollment, key)) return undefined
  return latePart(enrollment, key) ?? latePart(enrollment, 'events')
}

function listOf(enrollment: EnrollmentRow, key: string): TrackerEvent[] | undefined {
  const list: unknown = Reflect.get(enrollment, key)
  return Array.isArray(list) ? list : undefined
}

/** Nested lists are whole at hand, so all of them come where neither `first` nor `last` is given. */
export function nestedPage<Row extends TrackerRow>(rows: readonly Row[], args: PageArguments): Connection<Row> {
  return connectionOf({ ...pageOfRows(rows, args, uidOf), uidOf })
}
