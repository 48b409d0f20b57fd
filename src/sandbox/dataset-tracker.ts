import { defaults, type MetadataObject, referenceIds } from './dataset-metadata.ts'
import type {
  AttributeValueRecord,
  DataValueRecord,
  EnrollmentRecord,
  EventRecord,
  NoteRecord,
  RelationshipRecord,
  RelationshipSide,
  TrackedEntityRecord,
} from './records.ts'
import { timeText } from './time-text.ts'
import type {
  AttributeSource,
  EnrollmentSource,
  EventSource,
  NoteSource,
  RelationshipSource,
  SideSource,
  TrackedEntitySource,
  TrackerBundle,
} from './tracker-bundle.ts'
import type { TrackerFacts } from './versions/version-facts.ts'

/** The tracker half of the dataset. */
export interface TrackerRecords {
  trackedEntities: Map<string, TrackedEntityRecord>
  enrollments: Map<string, EnrollmentRecord>
  events: Map<string, EventRecord>
  relationships: Map<string, RelationshipRecord>
}

const importStart = Date.UTC(2026, 10, 21, 4, 1, 43, 900)
const millisecondsPerBundle = 1100

/** Imports the bundles one after the other, as DHIS2 would: entities, then enrollments, then events, each a moment later than the last. */
export function importBundles(
  bundles: TrackerBundle[],
  metadata: Map<string, Map<string, MetadataObject>>,
  facts: TrackerFacts,
): TrackerRecords {
  const records: TrackerRecords = {
    trackedEntities: new Map(),
    enrollments: new Map(),
    events: new Map(),
    relationships: new Map(),
  }
  const optionCombos = metadata.get('categoryOptionCombos') ?? new Map<string, MetadataObject>()
  bundles.forEach((bundle, index) => {
    importBundle(records, bundle, importStart + index * millisecondsPerBundle, { optionCombos, facts })
  })
  return records
}

function importBundle(
  records: TrackerRecords,
  bundle: TrackerBundle,
  start: number,
  { optionCombos, facts }: { optionCombos: Map<string, MetadataObject>; facts: TrackerFacts },
): void {
  const updatedAt = timeText(start + millisecondsPerBundle - 50)
  const { trackedEntities: entities = [], events: singleEvents = [], relationships = [] } = bundle
  entities.forEach((source, index) => {
    // Now and then a real server stores two in one millisecond (recording 041).
    addTrackedEntity(records, source, timeText(start + index - Math.floor(index / 11)), updatedAt)
  })
  const enrollments = entities.flatMap((entity) => entity.enrollments.map((enrollment) => ({ entity, enrollment })))
  enrollments.forEach(({ entity, enrollment }, index) => {
    addEnrollment(records, entity.trackedEntity, enrollment, timeText(start + 300 + index))
  })
  const events = enrollments.flatMap(({ entity, enrollment }) =>
    enrollment.events.map((event) => ({
      event,
      enrollment: enrollment.enrollment,
      trackedEntity: entity.trackedEntity,
    })),
  )
  const placed = [
    ...events,
    ...singleEvents.map((event) => ({
      event,
      enrollment: facts.placeholderEnrollment,
      trackedEntity: undefined,
    })),
  ]
  placed.forEach(({ event, ...place }, index) => {
    // Two in a millisecond once the server is warm (recording 448).
    const moment = index < 3 ? index : Math.floor((index + 3) / 2)
    addEvent(records, event, place, timeText(start + 600 + moment), optionCombos)
  })
  for (const relationship of relationships) addRelationship(records, relationship, timeText(start))
}

function addTrackedEntity(records: TrackerRecords, source: TrackedEntitySource, at: string, updatedAt: string): void {
  records.trackedEntities.set(source.trackedEntity, {
    serial: records.trackedEntities.size + 1,
    trackedEntity: source.trackedEntity,
    trackedEntityType: source.trackedEntityType,
    orgUnit: source.orgUnit,
    geometry: source.geometry,
    potentialDuplicate: source.potentialDuplicate ?? false,
    inactive: false,
    attributes: attributeRecords(source.attributes, at),
    enrollments: [],
    createdAt: at,
    updatedAt,
  })
}

function addEnrollment(records: TrackerRecords, trackedEntity: string, source: EnrollmentSource, at: string): void {
  const entity = records.trackedEntities.get(trackedEntity)
  entity?.enrollments.push(source.enrollment)
  const known = new Set(entity?.attributes.map(({ attribute }) => attribute))
  entity?.attributes.push(...attributeRecords(source.attributes, at).filter(({ attribute }) => !known.has(attribute)))
  const ended = source.status === 'COMPLETED' || source.status === 'CANCELLED'
  records.enrollments.set(source.enrollment, {
    serial: records.enrollments.size + 1,
    enrollment: source.enrollment,
    trackedEntity,
    program: source.program,
    orgUnit: source.orgUnit,
    status: source.status,
    enrolledAt: source.enrolledAt,
    occurredAt: source.occurredAt,
    followUp: source.followUp ?? false,
    geometry: source.geometry,
    completedAt: ended ? at : undefined,
    completedBy: source.status === 'COMPLETED' ? 'admin' : undefined,
    notes: noteRecords(source.notes, at),
    events: [],
    createdAt: at,
    updatedAt: at,
  })
}

function addEvent(
  records: TrackerRecords,
  source: EventSource,
  place: { enrollment: string; trackedEntity: string | undefined },
  at: string,
  optionCombos: Map<string, MetadataObject>,
): void {
  records.enrollments.get(place.enrollment)?.events.push(source.event)
  const completed = source.status === 'COMPLETED'
  const optionCombo = source.attributeOptionCombo ?? defaults.categoryOptionCombo
  records.events.set(source.event, {
    serial: records.events.size + 1,
    event: source.event,
    program: source.program,
    programStage: source.programStage,
    ...place,
    orgUnit: source.orgUnit,
    status: source.status,
    occurredAt: source.occurredAt,
    scheduledAt: source.scheduledAt,
    geometry: source.geometry,
    assignedUser: source.assignedUser?.username,
    attributeOptionCombo: optionCombo,
    attributeCategoryOptions: referenceIds(optionCombos.get(optionCombo)?.['categoryOptions']),
    completedAt: completed ? at : undefined,
    completedBy: completed ? 'admin' : undefined,
    dataValues: source.dataValues.map((value): DataValueRecord => ({ ...value, createdAt: at, updatedAt: at })),
    notes: noteRecords(source.notes, at),
    createdAt: at,
    updatedAt: at,
  })
}

function addRelationship(records: TrackerRecords, source: RelationshipSource, at: string): void {
  const from = relationshipSide(source.from)
  const to = relationshipSide(source.to)
  for (const side of [from, to]) {
    const entity = side.kind === 'trackedEntity' ? records.trackedEntities.get(side.id) : undefined
    if (entity !== undefined) entity.updatedAt = at
  }
  records.relationships.set(source.relationship, {
    serial: records.relationships.size + 1,
    relationship: source.relationship,
    relationshipType: source.relationshipType,
    from,
    to,
    createdAt: at,
    updatedAt: at,
  })
}

function relationshipSide(source: SideSource): RelationshipSide {
  if (source.trackedEntity !== undefined) return { kind: 'trackedEntity', id: source.trackedEntity.trackedEntity }
  if (source.enrollment !== undefined) return { kind: 'enrollment', id: source.enrollment.enrollment }
  if (source.event !== undefined) return { kind: 'event', id: source.event.event }
  throw new Error('The dataset holds a relationship side that names no tracked entity, enrollment or event.')
}

function attributeRecords(sources: AttributeSource[], at: string): AttributeValueRecord[] {
  return sources.map(({ attribute, value }) => ({ attribute, value, createdAt: at, updatedAt: at }))
}

function noteRecords(sources: NoteSource[] | undefined, at: string): NoteRecord[] {
  return (sources ?? []).map(({ note, value }) => ({ note, value, storedAt: at }))
}
