/** Checks a whole bundle, object by object in the order of storing. */

import { checkInOrder, type ImportRun } from '../import-run.ts'
import { FirstError } from '../issues/issues.ts'
import { enrollmentChecks } from './enrollments.ts'
import { eventChecks } from './events.ts'
import { checkRelationshipsOfBundle } from './relationships.ts'
import { checkRepeatedEvents } from './repeated-events.ts'
import { trackedEntityChecks } from './tracked-entities.ts'

/** Adds every error and warning to the run's issues; only the first error where the import fails fast. */
export function checkBundle(run: ImportRun): void {
  if (run.options.validationMode === 'SKIP' && run.user.isSuperuser) return
  const { bundle } = run
  untilFirstError(() => {
    for (const item of bundle.trackedEntities) checkInOrder(run, item, trackedEntityChecks)
    for (const item of bundle.enrollments) checkInOrder(run, item, enrollmentChecks)
    for (const item of bundle.events) checkInOrder(run, item, eventChecks)
    checkRepeatedEvents(run)
    checkRelationshipsOfBundle(run)
  })
}

/** Runs checks of which the first error may be the last. */
export function untilFirstError(checks: () => void): void {
  try {
    checks()
  } catch (error) {
    if (!(error instanceof FirstError)) throw error
  }
}
