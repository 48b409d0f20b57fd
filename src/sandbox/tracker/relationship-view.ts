import type { RelationshipRecord, RelationshipSide } from '../dataset.ts'
import { enrollmentFields, eventFields, trackedEntityFields, type ViewContext } from './record-views.ts'
import { compileView, type FieldReader, plain, type ViewFields } from './view.ts'

/** The fields of a relationship; its sides show what they relate in full. */
export function relationshipFields({ index, reader }: ViewContext): ViewFields<RelationshipRecord> {
  const { relationshipTypes } = index.metadata
  const inside: ViewContext = { index, reader, isInRelationship: true }
  return {
    relationship: plain(({ relationship }) => relationship),
    relationshipName: plain(({ relationshipType }) => relationshipTypes.get(relationshipType)?.['name']),
    relationshipType: plain(({ relationshipType }) => relationshipType),
    createdAt: plain(({ createdAt }) => createdAt),
    updatedAt: plain(({ updatedAt }) => updatedAt),
    bidirectional: plain(({ relationshipType }) => relationshipTypes.get(relationshipType)?.['bidirectional'] === true),
    from: sideField(inside, ({ from }) => from),
    to: sideField(inside, ({ to }) => to),
  }
}

function sideField(
  context: ViewContext,
  sideOf: (relationship: RelationshipRecord) => RelationshipSide,
): FieldReader<RelationshipRecord> {
  const { trackedEntities, enrollments, events } = context.index.dataset
  const fields: ViewFields<RelationshipSide> = {
    trackedEntity: recordField('trackedEntity', trackedEntities, () => trackedEntityFields(context)),
    enrollment: recordField('enrollment', enrollments, () => enrollmentFields(context)),
    event: recordField('event', events, () => eventFields(context)),
  }
  return (tree) => {
    const show = compileView(tree, fields)
    return (relationship) => show(sideOf(relationship))
  }
}

function recordField<Source>(
  kind: RelationshipSide['kind'],
  records: Map<string, Source>,
  fields: () => ViewFields<Source>,
): FieldReader<RelationshipSide> {
  return (tree) => {
    const show = compileView(tree, fields())
    return (side) => {
      const record = side.kind === kind ? records.get(side.id) : undefined
      return record === undefined ? undefined : show(record)
    }
  }
}
