/** Checks that come first for every kind of object: that UIDs are some, and that the object is there, or not yet, as the strategy needs. */
import { isUid } from '../../tracker/parameters.ts'
import type { BundleItem, TrackerType } from '../bundle/bundle.ts'
import { always, type Check, storedRow, strategyOf } from '../import-run.ts'
import type { IssueCode } from '../issues/import-messages.ts'

/** The codes for an object that is deleted, is there already, or is not there. */
const codes: Readonly<Record<TrackerType, { deleted: IssueCode; present: IssueCode; absent: IssueCode }>> = {
  TRACKED_ENTITY: { deleted: 'E1114', present: 'E1002', absent: 'E1063' },
  ENROLLMENT: { deleted: 'E1113', present: 'E1080', absent: 'E1081' },
  EVENT: { deleted: 'E1082', present: 'E1030', absent: 'E1032' },
  RELATIONSHIP: { deleted: 'E4017', present: 'E4015', absent: 'E4016' },
}

const javaNames: Readonly<Record<TrackerType, string>> = {
  TRACKED_ENTITY: 'TrackedEntity',
  ENROLLMENT: 'Enrollment',
  EVENT: 'Event',
  RELATIONSHIP: 'Relationship',
}

/** E1048: up to 2.41 anything may stand where a UID belongs, and is refused here. */
export const wellFormedUids: Check<BundleItem> = {
  on: always,
  check: ({ issues }, item) => {
    for (const uid of uidsOf(item))
      if (!isUid(uid)) issues.addError(item, 'E1048', uid, { text: uid, dump: `${javaNames[item.type]}(${uid})` }, uid)
  },
}

function uidsOf(item: BundleItem): string[] {
  if (item.type === 'ENROLLMENT')
    return [item.uid, item.trackedEntity, ...notesOf(item)].filter((uid) => uid !== undefined)
  if (item.type === 'EVENT') return [item.uid, item.enrollment, ...notesOf(item)].filter((uid) => uid !== undefined)
  return [item.uid]
}

const notesOf = ({ notes }: { notes: { note: string }[] }): string[] => notes.map(({ note }) => note)

/** That the object is there or not, as the strategy needs. */
export const existence: Check<BundleItem> = {
  on: always,
  check: (run, item) => {
    const { issues, options } = run
    const row = storedRow(run, item.type, item.uid)
    const { deleted, present, absent } = codes[item.type]
    const strategy = strategyOf(run, item)
    if (row?.deleted === true) {
      issues.addError(item, deleted, item.uid)
      return
    }
    if (row !== undefined && strategy === 'CREATE') {
      issues.addError(item, present, item.uid)
      return
    }
    if (row === undefined && strategy !== 'CREATE') {
      issues.addError(item, absent, item.uid)
      return
    }
    // Relationships do not change.
    if (item.type === 'RELATIONSHIP' && strategy === 'UPDATE' && options.strategy !== 'DELETE') {
      issues.addWarning(item, present, item.uid)
    }
  },
}
