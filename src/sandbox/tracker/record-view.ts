import type { EnrollmentRecord, EventRecord, RelationshipRecord, TrackedEntityRecord } from '../dataset.ts'
import { type FieldTree, parseFields } from '../fields.ts'
import { enrollmentFields } from './enrollment-view.ts'
import type { EventKind } from './event-kinds.ts'
import { eventFields } from './event-view.ts'
import { relationshipFields } from './relationship-view.ts'
import { trackedEntityFields } from './tracked-entity-view.ts'
import { compileView } from './view.ts'
import type { RecordFields, ViewContext } from './view-context.ts'

/** Shows a record as the request's `fields` select it. */
export type Show<Source> = (source: Source) => Record<string, unknown>

const fields: RecordFields = {
  trackedEntity: trackedEntityFields,
  enrollment: enrollmentFields,
  event: eventFields,
  relationship: relationshipFields,
}

/** What each endpoint shows when no `fields` are asked for. */
const byDefault = {
  trackedEntity: parseFields('*,!relationships,!enrollments,!events,!programOwners'),
  enrollment: parseFields('*,!relationships,!events,!attributes'),
  event: parseFields('*,!relationships'),
  relationship: parseFields(
    'relationship,relationshipType,createdAtClient,from[trackedEntity[trackedEntity],enrollment[enrollment],event[event]],to[trackedEntity[trackedEntity],enrollment[enrollment],event[event]]',
  ),
}

/** Who sees what: a view context without the fields, which stand in the query. */
export type Onlooker = Omit<ViewContext, 'fields'>

/** How tracked entities show. */
export const showTrackedEntity = (query: URLSearchParams, onlooker: Onlooker): Show<TrackedEntityRecord> =>
  compileView(selection(query, byDefault.trackedEntity, onlooker), fields.trackedEntity({ ...onlooker, fields }))

/** How enrollments show. */
export const showEnrollment = (query: URLSearchParams, onlooker: Onlooker): Show<EnrollmentRecord> =>
  compileView(selection(query, byDefault.enrollment, onlooker), fields.enrollment({ ...onlooker, fields }))

/** How events show at their endpoint. */
export function showEvent(query: URLSearchParams, onlooker: Onlooker, { hiddenFields }: EventKind): Show<EventRecord> {
  const all = fields.event({ ...onlooker, fields })
  const shown = Object.entries(all).filter(([name]) => !hiddenFields.includes(name))
  return compileView(selection(query, byDefault.event, onlooker), Object.fromEntries(shown))
}

/** How relationships show. */
export const showRelationship = (query: URLSearchParams, onlooker: Onlooker): Show<RelationshipRecord> =>
  compileView(selection(query, byDefault.relationship, onlooker), fields.relationship({ ...onlooker, fields }))

function selection(query: URLSearchParams, otherwise: FieldTree, { index }: Onlooker): FieldTree {
  const text = query.getAll('fields').join(',')
  if (text === '') return otherwise
  const tree = parseFields(text)
  if (index.dataset.version.tracker.unknownFieldsTakeAll) letUnknownTakeAll(tree)
  return tree
}

/** Marks what is selected below the fields of a level. */
function letUnknownTakeAll({ fields }: FieldTree): void {
  for (const { tree } of fields.values()) {
    if (tree === undefined) continue
    tree.unknownTakeAll = true
    letUnknownTakeAll(tree)
  }
}
