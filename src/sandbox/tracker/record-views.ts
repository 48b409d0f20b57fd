import type { EnrollmentRecord, EventRecord, RelationshipRecord, TrackedEntityRecord } from '../dataset.ts'
import { parseFields } from '../fields.ts'
import { eventScope } from './event-scope.ts'
import { type EventNames, uidNames } from './id-schemes.ts'
import type { Reader } from './reader.ts'
import { relationshipFields } from './relationship-view.ts'
import type { TrackerIndex } from './tracker-index.ts'
import type { ProgramInfo } from './tracker-metadata.ts'
import { displayedUserView, importer, userView } from './user-view.ts'
import { attributeFields, dataValueFields, noteFields } from './value-views.ts'
import { type FieldReader, listOf, plain, type ViewFields, whole } from './view.ts'

/** What shows a record to a user. `program` narrows what a tracked entity shows; inside relationships everything shows, unchecked, as in DHIS2. */
export interface ViewContext {
  index: TrackerIndex
  reader: Reader
  program?: ProgramInfo | undefined
  isInRelationship?: boolean
  eventNames?: EventNames
}

/** What each endpoint shows when no `fields` are asked for. */
export const defaultFields = {
  trackedEntities: parseFields('*,!relationships,!enrollments,!events,!programOwners'),
  enrollments: parseFields('*,!relationships,!events,!attributes'),
  events: parseFields('*,!relationships'),
  relationships: parseFields(
    'relationship,relationshipType,createdAtClient,from[trackedEntity[trackedEntity],enrollment[enrollment],event[event]],to[trackedEntity[trackedEntity],enrollment[enrollment],event[event]]',
  ),
}

/** The fields of a tracked entity. */
export function trackedEntityFields(context: ViewContext): ViewFields<TrackedEntityRecord> {
  const { index, program, isInRelationship = false } = context
  const { typeAttributes } = index.metadata
  const shows = (attribute: string): boolean =>
    isInRelationship || typeAttributes.has(attribute) || program?.attributes.has(attribute) === true
  return {
    trackedEntity: plain(({ trackedEntity }) => trackedEntity),
    trackedEntityType: plain(({ trackedEntityType }) => trackedEntityType),
    createdAt: plain(({ createdAt }) => createdAt),
    updatedAt: plain(({ updatedAt }) => updatedAt),
    orgUnit: plain(({ orgUnit }) => orgUnit),
    inactive: plain(({ inactive }) => inactive),
    deleted: plain(() => false),
    potentialDuplicate: plain(({ potentialDuplicate }) => potentialDuplicate),
    geometry: whole(({ geometry }) => geometry),
    ...authorFields(index),
    ...relationshipsField(context, 'trackedEntity', ({ trackedEntity }: TrackedEntityRecord) => trackedEntity),
    attributes: listOf(
      ({ attributes }) => attributes.filter(({ attribute }) => shows(attribute)),
      attributeFields(index.metadata),
    ),
    enrollments: (tree) => listOf(enrollmentsOf(context), enrollmentFields(context))(tree),
    programOwners: listOf(
      ({ trackedEntity }) =>
        index.ownersOf(trackedEntity).filter((owner) => program === undefined || owner.program === program.id),
      {
        orgUnit: plain(({ orgUnit }) => orgUnit),
        trackedEntity: plain(({ trackedEntity }) => trackedEntity),
        program: plain(({ program: id }) => id),
      },
    ),
  }
}

function enrollmentsOf(context: ViewContext): (entity: TrackedEntityRecord) => EnrollmentRecord[] {
  const { index, reader, program, isInRelationship = false } = context
  const isVisible = (enrollment: EnrollmentRecord): boolean => {
    if (isInRelationship) return true
    if (program !== undefined && enrollment.program !== program.id) return false
    const owner = index.ownerOf(enrollment.trackedEntity, enrollment.program) ?? enrollment.orgUnit
    return reader.isInSearchScope(owner) && reader.canReadEnrollment(enrollment, false)
  }
  return ({ enrollments }) =>
    enrollments
      .map((id) => index.dataset.enrollments.get(id))
      .filter((enrollment) => enrollment !== undefined)
      .filter(isVisible)
}

/** The fields of an enrollment. */
export function enrollmentFields(context: ViewContext): ViewFields<EnrollmentRecord> {
  const { index, isInRelationship = false } = context
  return {
    enrollment: plain(({ enrollment }) => enrollment),
    createdAt: plain(({ createdAt }) => createdAt),
    updatedAt: plain(({ updatedAt }) => updatedAt),
    trackedEntity: plain(({ trackedEntity }) => trackedEntity),
    program: plain(({ program }) => program),
    status: plain(({ status }) => status),
    orgUnit: plain(({ orgUnit }) => orgUnit),
    enrolledAt: plain(({ enrolledAt }) => enrolledAt),
    occurredAt: plain(({ occurredAt }) => occurredAt),
    followUp: plain(({ followUp }) => followUp),
    deleted: plain(() => false),
    completedAt: plain(({ completedAt }) => completedAt),
    ...(!isInRelationship && { completedBy: plain(({ completedBy }: EnrollmentRecord) => completedBy) }),
    ...authorFields(index),
    geometry: whole(({ geometry }) => geometry),
    events: (tree) => listOf(eventsOf(context), eventFields(context))(tree),
    ...relationshipsField(context, 'enrollment', ({ enrollment }: EnrollmentRecord) => enrollment),
    attributes: listOf(attributesOf(context), attributeFields(index.metadata)),
    notes: listOf(({ notes }) => notes, noteFields(index.dataset)),
  }
}

function attributesOf({ index, isInRelationship = false }: ViewContext) {
  return ({ trackedEntity, program }: EnrollmentRecord) => {
    const values = index.dataset.trackedEntities.get(trackedEntity)?.attributes ?? []
    if (isInRelationship) return values
    const ofProgram = index.metadata.programs.get(program)?.attributes
    return values.filter(({ attribute }) => ofProgram?.has(attribute) === true)
  }
}

function eventsOf({ index, reader, isInRelationship = false }: ViewContext) {
  const isInScope = eventScope(index, reader, { mode: 'ACCESSIBLE', orgUnit: undefined, program: undefined })
  return ({ events }: EnrollmentRecord): EventRecord[] =>
    events
      .map((id) => index.dataset.events.get(id))
      .filter((event) => event !== undefined)
      .filter((event) => isInRelationship || (reader.canReadEventMetadata(event) && isInScope(event)))
}

/** The fields of an event. */
export function eventFields(context: ViewContext): ViewFields<EventRecord> {
  const { index, isInRelationship = false, eventNames = uidNames } = context
  return {
    event: plain(({ event }) => event),
    status: plain(({ status }) => status),
    program: plain(({ program }) => eventNames.program(program)),
    programStage: plain(({ programStage }) => eventNames.programStage(programStage)),
    enrollment: plain(({ enrollment }) => enrollment),
    ...(!isInRelationship && { trackedEntity: plain(({ trackedEntity }: EventRecord) => trackedEntity) }),
    orgUnit: plain(({ orgUnit }) => eventNames.orgUnit(orgUnit)),
    ...relationshipsField(context, 'event', ({ event }: EventRecord) => event),
    occurredAt: plain(({ occurredAt }) => occurredAt),
    scheduledAt: plain(({ scheduledAt }) => scheduledAt),
    followUp: plain(({ enrollment }) => index.dataset.enrollments.get(enrollment)?.followUp ?? false),
    deleted: plain(() => false),
    createdAt: plain(({ createdAt }) => createdAt),
    updatedAt: plain(({ updatedAt }) => updatedAt),
    attributeOptionCombo: plain(({ attributeOptionCombo }) => eventNames.categoryOptionCombo(attributeOptionCombo)),
    attributeCategoryOptions: plain(({ attributeCategoryOptions }) =>
      attributeCategoryOptions.map(eventNames.categoryOption).join(','),
    ),
    completedBy: plain(({ completedBy }) => completedBy),
    completedAt: plain(({ completedAt }) => completedAt),
    geometry: whole(({ geometry }) => geometry),
    assignedUser: whole(({ assignedUser }) => displayedUserView(index.dataset, assignedUser)),
    ...authorFields(index),
    dataValues: listOf(
      ({ dataValues }) => dataValues,
      dataValueFields(index.dataset, eventNames.dataElement, !isInRelationship),
    ),
    notes: listOf(({ notes }) => notes, noteFields(index.dataset)),
  }
}

function authorFields(index: TrackerIndex) {
  const user = userView(index.dataset, importer)
  return { createdBy: whole(() => user), updatedBy: whole(() => user) }
}

/** Relationships do not show relationships of what they relate. */
function relationshipsField<Source>(
  context: ViewContext,
  kind: 'trackedEntity' | 'enrollment' | 'event',
  idOf: (source: Source) => string,
): { relationships?: FieldReader<Source> } {
  if (context.isInRelationship === true) return {}
  const { index, reader } = context
  const items = (source: Source): RelationshipRecord[] =>
    index.relationshipsOf({ kind, id: idOf(source) }).filter(reader.canReadRelationship)
  return { relationships: (tree) => listOf(items, relationshipFields(context))(tree) }
}
