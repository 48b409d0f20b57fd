import type { EventRecord } from '../dataset.ts'
import { uidNames } from './id-schemes.ts'
import { assignedUserView, importer } from './user-view.ts'
import { dataValueFields, noteFields } from './value-views.ts'
import { listOf, plain, type ViewFields, whole } from './view.ts'
import {
  authorFields,
  clientTimeFields,
  orgUnitNameField,
  relationshipsField,
  type ViewContext,
} from './view-context.ts'

/** The fields of an event. */
export function eventFields(context: ViewContext): ViewFields<EventRecord> {
  const { index, isInRelationship = false, eventNames = uidNames } = context
  const { splitsEvents, storedBy, followUpNames, tellsPlaceholder } = index.dataset.version.tracker
  const hidesEnrollment =
    tellsPlaceholder !== 'everywhere' && !(isInRelationship && tellsPlaceholder === 'inRelationships')
  const isSplit = (trackedEntity: string | undefined): boolean => splitsEvents && trackedEntity === undefined
  const followUp = ({ enrollment }: EventRecord): boolean =>
    index.dataset.enrollments.get(enrollment)?.followUp ?? false
  return {
    event: plain(({ event }) => event),
    status: plain(({ status }) => status),
    program: plain(({ program }) => eventNames.program(program)),
    programStage: plain(({ programStage }) => eventNames.programStage(programStage)),
    enrollment: plain(({ enrollment, trackedEntity }) =>
      hidesEnrollment && trackedEntity === undefined ? undefined : enrollment,
    ),
    ...(!isInRelationship && { trackedEntity: plain(({ trackedEntity }: EventRecord) => trackedEntity) }),
    orgUnit: plain(({ orgUnit }) => eventNames.orgUnit(orgUnit)),
    ...orgUnitNameField(index),
    ...relationshipsField(context, 'event', ({ event }: EventRecord) => event),
    occurredAt: plain(({ occurredAt }) => occurredAt),
    scheduledAt: plain(({ scheduledAt, trackedEntity }) => (isSplit(trackedEntity) ? undefined : scheduledAt)),
    ...(storedBy.has('event') && { storedBy: plain(({ createdBy = importer }: EventRecord) => createdBy) }),
    ...Object.fromEntries(followUpNames.map((name) => [name, plain(followUp)])),
    deleted: plain(({ deleted }) => deleted === true),
    createdAt: plain(({ createdAt }) => createdAt),
    updatedAt: plain(({ updatedAt }) => updatedAt),
    ...clientTimeFields,
    attributeOptionCombo: plain(({ attributeOptionCombo }) => eventNames.categoryOptionCombo(attributeOptionCombo)),
    attributeCategoryOptions: plain(({ attributeCategoryOptions }) =>
      attributeCategoryOptions.map(eventNames.categoryOption).join(','),
    ),
    completedBy: plain(({ completedBy }) => completedBy),
    completedAt: plain(({ completedAt }) => completedAt),
    geometry: whole(({ geometry }) => geometry),
    assignedUser: whole(({ assignedUser }) => assignedUserView(index.dataset, assignedUser, isInRelationship)),
    ...authorFields(index),
    dataValues: listOf(
      ({ dataValues }) => dataValues,
      dataValueFields(
        index.dataset,
        eventNames.dataElement,
        storedBy.has(isInRelationship ? 'relatedDataValue' : 'dataValue'),
      ),
    ),
    notes: listOf(({ notes }) => notes, noteFields(context)),
  }
}
