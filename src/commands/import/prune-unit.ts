import type { EnrollmentInput, EventInput, TrackerType } from '../../model/import-bundle.ts'
import type { ImportUnit, UnitRoot } from './import-unit.ts'
import { unitOf } from './import-unit.ts'

/** Tells the objects that are to go. */
export type IsRefused = (trackerType: TrackerType, uid: string | null | undefined) => boolean

/** A unit without the objects that are refused and what is nested in them; undefined where its root is one. */
export function pruneUnit(unit: ImportUnit, isRefused: IsRefused): ImportUnit | undefined {
  const root = pruneRoot(unit.root, isRefused)
  return root && unitOf(root, unit)
}

function pruneRoot(root: UnitRoot, isRefused: IsRefused): UnitRoot | undefined {
  switch (root.trackerType) {
    case 'TRACKED_ENTITY': {
      const { trackedEntity, enrollments } = root.object
      if (isRefused('TRACKED_ENTITY', trackedEntity)) return undefined
      return enrollments ? { ...root, object: { ...root.object, enrollments: kept(enrollments, isRefused) } } : root
    }
    case 'ENROLLMENT': {
      const [object] = kept([root.object], isRefused)
      return object && { ...root, object }
    }
    case 'EVENT':
      return isRefused('EVENT', root.object.event) ? undefined : root
    case 'RELATIONSHIP':
      return isRefused('RELATIONSHIP', root.object.relationship) ? undefined : root
  }
}

function kept(enrollments: readonly EnrollmentInput[], isRefused: IsRefused): EnrollmentInput[] {
  const keepEvent = ({ event }: EventInput): boolean => !isRefused('EVENT', event)
  return enrollments
    .filter(({ enrollment }) => !isRefused('ENROLLMENT', enrollment))
    .map((one) => (one.events ? { ...one, events: one.events.filter(keepEvent) } : one))
}
