import type { RelationshipRecord, RelationshipSide } from '../dataset.ts'
import { compileView, type FieldReader, plain, type ViewFields } from './view.ts'
import type { RecordFields, ViewContext } from './view-context.ts'

/** The fields of a relationship; its sides show what they relate in full. */
export function relationshipFields({
  index,
  reader,
  fields,
  isInEntityList = false,
  isNested = false,
}: ViewContext): ViewFields<RelationshipRecord> {
  const { relationshipTypes } = index.metadata
  const isBare = isNested && index.dataset.version.tracker.relatedInRecords === 'bare'
  const related = isBare ? bareFields : fields
  const inside: ViewContext = {
    index,
    reader,
    fields: { ...fields, ...related },
    isInEntityList,
    isInRelationship: true,
    isNested: true,
  }
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

const none = plain(() => [])
const no = plain(() => false)

/** What a relationship in a record relates is, up to 2.40, an object that only its id was filled in (recordings 134, 188 and 472). */
const bareFields: Omit<RecordFields, 'relationship'> = {
  trackedEntity: () => ({
    trackedEntity: plain(({ trackedEntity }) => trackedEntity),
    inactive: no,
    deleted: no,
    potentialDuplicate: no,
    attributes: none,
    programOwners: none,
  }),
  enrollment: () => ({
    enrollment: plain(({ enrollment }) => enrollment),
    followUp: no,
    deleted: no,
    events: none,
    attributes: none,
    notes: none,
  }),
  event: () => ({ event: plain(({ event }) => event), followup: no, deleted: no, dataValues: none, notes: none }),
}

function sideField(
  context: ViewContext,
  sideOf: (relationship: RelationshipRecord) => RelationshipSide,
): FieldReader<RelationshipRecord> {
  const { trackedEntities, enrollments, events } = context.index.dataset
  const sides: ViewFields<RelationshipSide> = {
    trackedEntity: recordField('trackedEntity', trackedEntities, () => context.fields.trackedEntity(context)),
    enrollment: recordField('enrollment', enrollments, () => context.fields.enrollment(context)),
    event: recordField('event', events, () => context.fields.event(context)),
  }
  return (tree) => {
    const show = compileView(tree, sides)
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
