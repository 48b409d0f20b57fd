/** The checks of geometry and notes, which enrollments and events have alike. */
import type { EnrollmentItem, EventItem } from '../bundle/bundle.ts'
import type { ImportRun } from '../import-run.ts'

const featureTypes: Readonly<Record<string, string>> = {
  Point: 'POINT',
  Polygon: 'POLYGON',
  MultiPolygon: 'MULTI_POLYGON',
}

/** A geometry is of the form that the program or stage says. */
export function checkGeometry({ issues }: ImportRun, item: EnrollmentItem | EventItem, featureType: string): void {
  if (item.geometry === undefined || featureTypes[item.geometry.type] === featureType) return
  issues.addError(item, 'E1012', featureType)
}

/** Notes that are stored already are left out with a warning, and those without a text without one. */
export function checkNotes(run: ImportRun, item: EnrollmentItem | EventItem): void {
  const { issues, lookups } = run
  item.notes = item.notes.filter(({ note, value }) => {
    if (value === undefined || value === '') return false
    if (!lookups.isNoteStored(note)) return true
    issues.addWarning(item, 'E1119', note)
    return false
  })
}
