import type { TrackedKind, TrackerRow } from '../../model/tracker.ts'
import type { FieldTree } from '../../model/tracker-query.ts'

/** The columns that rows of a kind have whatever the program: their properties in the words of the tracker API. */
export const OWN_COLUMNS = {
  events: [
    ...['event', 'status', 'program', 'programStage', 'enrollment', 'trackedEntity', 'orgUnit', 'occurredAt'],
    ...['scheduledAt', 'completedAt', 'createdAt', 'updatedAt', 'attributeOptionCombo'],
  ],
  enrollments: [
    ...['enrollment', 'trackedEntity', 'program', 'status', 'orgUnit', 'enrolledAt', 'occurredAt', 'completedAt'],
    ...['followUp', 'createdAt', 'updatedAt'],
  ],
  trackedEntities: ['trackedEntity', 'trackedEntityType', 'orgUnit', 'inactive', 'createdAt', 'updatedAt'],
} satisfies Record<TrackedKind, string[]>

/** The column after `orgUnit`: what a person calls it. */
export const ORG_UNIT_NAME = 'orgUnitName'

/** The headings of a kind's own columns. */
export function ownHeadings(kind: TrackedKind): string[] {
  return OWN_COLUMNS[kind].flatMap((name) => (name === 'orgUnit' ? [name, ORG_UNIT_NAME] : [name]))
}

/** The cells of a row's own columns. */
export function ownCells(
  kind: TrackedKind,
  row: TrackerRow,
  orgUnitName: (id: string) => string | undefined,
): (string | boolean | undefined)[] {
  return OWN_COLUMNS[kind].flatMap((name) => {
    const value: unknown = Reflect.get(row, name)
    const cell = typeof value === 'string' || typeof value === 'boolean' ? value : undefined
    return name === 'orgUnit' ? [cell, typeof cell === 'string' ? orgUnitName(cell) : undefined] : [cell]
  })
}

/** What is asked for of each row. */
export function exportFields(kind: TrackedKind): FieldTree {
  const own: FieldTree = Object.fromEntries(OWN_COLUMNS[kind].map((name) => [name, true] as const))
  if (kind === 'events') return { ...own, dataValues: { dataElement: true, value: true } }
  if (kind === 'trackedEntities') return { ...own, attributes: { attribute: true, value: true } }
  return own
}
