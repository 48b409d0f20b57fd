import type { Enrollment } from '../model/tracker.ts'
import { optionalUid } from './checks.ts'
import { type Maybe, type OrderArgument, orderTerms } from './list-arguments.ts'
import { isAmong } from './nested-events.ts'
import { compareTexts, sortRows } from './nested-order.ts'
import type { PageArguments } from './page-arguments.ts'

/** What a list of enrollments below a tracked entity can be narrowed and sorted by. */
export interface NestedEnrollmentArguments extends PageArguments {
  program?: Maybe<string>
  status?: Maybe<readonly string[]>
  includeDeleted?: Maybe<boolean>
  orderBy?: Maybe<readonly OrderArgument[]>
}

/** The properties that choosing and sorting read, beside those that are selected. */
export function nestedEnrollmentReads(args: NestedEnrollmentArguments): string[] {
  return [
    'enrolledAt',
    ...(args.program ? ['program'] : []),
    ...(args.status ? ['status'] : []),
    ...orderTerms(args.orderBy).map(({ by }) => by),
  ]
}

/** The enrollments that the arguments name, in their order; unsorted they come oldest first. */
export function chooseEnrollments(rows: readonly Enrollment[], args: NestedEnrollmentArguments): Enrollment[] {
  const program = optionalUid('program', args.program)
  const wanted = rows.filter((row) => (!program || row.program === program) && isAmong(args.status, row.status))
  return sortRows(wanted, orderTerms(args.orderBy), byEnrolledAt)
}

function byEnrolledAt(a: Enrollment, b: Enrollment): number {
  return compareTexts(a.enrolledAt ?? '', b.enrolledAt ?? '') || compareTexts(a.enrollment, b.enrollment)
}
