import type { BundleObject } from './bundle-objects.ts'
import { type FormCode, type FormIssue, formIssue } from './form-issue.ts'

const UID = /^[A-Za-z][A-Za-z0-9]{10}$/

/** UIDs that are none: the object's own, and its notes' (2.38 to 2.41: E1048; later versions refuse the whole bundle). */
export function malformedUids(entry: BundleObject): FormIssue[] {
  const notes = entry.trackerType === 'ENROLLMENT' || entry.trackerType === 'EVENT' ? entry.object.notes : []
  const places: [string | null | undefined, string[]][] = [
    [entry.uid, [OWN_UID[entry.trackerType]]],
    ...(notes ?? []).map(({ note }, index): [typeof note, string[]] => [note, ['notes', String(index), 'note']]),
  ]
  return places.flatMap(([uid, at]) => (uid && !UID.test(uid) ? [formIssue(entry, 'E1048', [uid, uid], ...at)] : []))
}

const OWN_UID = {
  TRACKED_ENTITY: 'trackedEntity',
  ENROLLMENT: 'enrollment',
  EVENT: 'event',
  RELATIONSHIP: 'relationship',
} as const

/** Properties without which DHIS2 refuses an object whatever the metadata says. */
export function missingProperties(entry: BundleObject, major: number): FormIssue[] {
  switch (entry.trackerType) {
    case 'TRACKED_ENTITY':
      return missing(entry, 'E1121', ['trackedEntityType', 'orgUnit'])
    case 'ENROLLMENT':
      return [
        ...missing(entry, 'E1122', ['orgUnit', 'program', ...(entry.parents.length > 0 ? [] : ['trackedEntity'])]),
        ...(entry.object.enrolledAt ? [] : [formIssue(entry, 'E1025', [], 'enrolledAt')]),
      ]
    case 'EVENT': {
      // With a program DHIS2 finds the only stage of an event program by itself, with a stage its program.
      const hasNeither = !entry.object.program && !entry.object.programStage
      return [
        ...missing(entry, 'E1123', ['orgUnit', ...(hasNeither ? ['programStage', 'program'] : [])]),
        ...missingDates(entry),
      ]
    }
    case 'RELATIONSHIP':
      return [...missing(entry, 'E1124', ['relationshipType']), ...missingEnds(entry, major)]
  }
}

function missing(entry: BundleObject, code: FormCode, properties: readonly string[]): FormIssue[] {
  return properties
    .filter((property) => !Reflect.get(entry.object, property))
    .map((property) => formIssue(entry, code, [property], property))
}

/** An event that says nothing of its status is active. */
function missingDates(entry: BundleObject & { trackerType: 'EVENT' }): FormIssue[] {
  const { status = 'ACTIVE', occurredAt, scheduledAt } = entry.object
  if (status === 'ACTIVE' || status === 'COMPLETED') {
    return occurredAt ? [] : [formIssue(entry, 'E1031', [], 'occurredAt')]
  }
  return status === 'SCHEDULE' && !scheduledAt ? [formIssue(entry, 'E1050', [], 'scheduledAt')] : []
}

function missingEnds(entry: BundleObject & { trackerType: 'RELATIONSHIP' }, major: number): FormIssue[] {
  const ends = (['from', 'to'] as const).filter((end) => !entry.object[end])
  return ends.map((end) =>
    major < 40 ? formIssue(entry, 'E1124', [end], end) : formIssue(entry, 'E4001', [end, entry.uid ?? 'null'], end),
  )
}
