import type { EnrollmentRecord, EventRecord } from '../dataset.ts'
import { defaults } from '../dataset-metadata.ts'
import { eventScope } from './event-scope.ts'
import { importer } from './user-view.ts'
import { attributeFields, noteFields } from './value-views.ts'
import { listOf, plain, type ViewFields, whole } from './view.ts'
import {
  authorFields,
  clientTimeFields,
  orgUnitNameField,
  relationshipsField,
  type ViewContext,
} from './view-context.ts'

/** The fields of an enrollment. */
export function enrollmentFields(context: ViewContext): ViewFields<EnrollmentRecord> {
  const { index, isInRelationship = false } = context
  const { enrollmentsHaveOptionCombo, storedBy, relatedEnrollmentsTellCompleter } = index.dataset.version.tracker
  return {
    enrollment: plain(({ enrollment }) => enrollment),
    createdAt: plain(({ createdAt }) => createdAt),
    updatedAt: plain(({ updatedAt }) => updatedAt),
    ...clientTimeFields,
    trackedEntity: plain(({ trackedEntity }) => trackedEntity),
    program: plain(({ program }) => program),
    status: plain(({ status }) => status),
    orgUnit: plain(({ orgUnit }) => orgUnit),
    ...orgUnitNameField(index),
    enrolledAt: plain(({ enrolledAt }) => enrolledAt),
    occurredAt: plain(({ occurredAt }) => occurredAt),
    followUp: plain(({ followUp }) => followUp),
    deleted: plain(({ deleted }) => deleted === true),
    completedAt: plain(({ completedAt }) => completedAt),
    ...((!isInRelationship || relatedEnrollmentsTellCompleter) && {
      completedBy: plain(({ completedBy }: EnrollmentRecord) => completedBy),
    }),
    ...(enrollmentsHaveOptionCombo &&
      !isInRelationship && { attributeOptionCombo: plain(() => defaults.categoryOptionCombo) }),
    ...(storedBy.has('enrollment') && { storedBy: plain(({ createdBy = importer }: EnrollmentRecord) => createdBy) }),
    ...authorFields(index),
    geometry: whole(({ geometry }) => geometry),
    events: (tree) => listOf(eventsOf(context), context.fields.event({ ...context, isNested: true }))(tree),
    ...relationshipsField(context, 'enrollment', ({ enrollment }: EnrollmentRecord) => enrollment),
    attributes: listOf(attributesOf(context), attributeFields(context)),
    notes: listOf(({ notes }) => notes, noteFields(context)),
  }
}

function attributesOf({ index, isInRelationship = false, isHollow = false }: ViewContext) {
  const { relatedEnrollmentAttributes } = index.dataset.version.tracker
  return ({ trackedEntity, program }: EnrollmentRecord) => {
    if (isHollow) return []
    const values = index.dataset.trackedEntities.get(trackedEntity)?.attributes ?? []
    if (isInRelationship && relatedEnrollmentAttributes === 'all') return values
    const ofProgram = index.metadata.programs.get(program)?.attributes
    return values.filter(({ attribute }) => ofProgram?.has(attribute) === true)
  }
}

function eventsOf({ index, reader, isInRelationship = false, isHollow = false }: ViewContext) {
  const isInScope = eventScope(index, reader, { mode: 'ACCESSIBLE', orgUnit: undefined, program: undefined })
  return ({ events }: EnrollmentRecord): EventRecord[] =>
    (isHollow ? [] : events)
      .map((id) => index.dataset.events.get(id))
      .filter((event) => event !== undefined)
      .filter((event) => isInRelationship || (reader.canReadEventMetadata(event) && isInScope(event)))
}
