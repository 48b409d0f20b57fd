import type { EnrollmentRecord, EventRecord, RelationshipRecord, TrackedEntityRecord } from '../dataset.ts'
import type { RecordTimes } from '../records.ts'
import type { EventNames } from './id-schemes.ts'
import type { Reader } from './reader.ts'
import type { TrackerIndex } from './tracker-index.ts'
import type { ProgramInfo } from './tracker-metadata.ts'
import { importer, type UserView, userView } from './user-view.ts'
import { type FieldReader, listOf, plain, type ViewFields, whole } from './view.ts'

/** The fields of each kind of record; they hold each other, so they are reached through the context. */
export interface RecordFields {
  trackedEntity: (context: ViewContext) => ViewFields<TrackedEntityRecord>
  enrollment: (context: ViewContext) => ViewFields<EnrollmentRecord>
  event: (context: ViewContext) => ViewFields<EventRecord>
  relationship: (context: ViewContext) => ViewFields<RelationshipRecord>
}

/** What shows a record to a user. `program` narrows what a tracked entity shows; inside relationships everything shows, unchecked, as in DHIS2. */
export interface ViewContext {
  index: TrackerIndex
  reader: Reader
  fields: RecordFields
  program?: ProgramInfo | undefined
  isInRelationship?: boolean
  /** Somewhere below a list of tracked entities. */
  isInEntityList?: boolean
  /** A tracked entity shows attributes of other programs too. */
  showsAllAttributes?: boolean
  /** An enrollment shows its events and attributes as empty lists. */
  isHollow?: boolean
  /** Below another record. */
  isNested?: boolean
  eventNames?: EventNames
}

/** `createdBy` and `updatedBy` of a record or value. */
export function authorFields({ dataset }: Pick<TrackerIndex, 'dataset'>) {
  const user = (username = importer): UserView | undefined => userView(dataset, username)
  return {
    createdBy: whole(({ createdBy }: RecordTimes) => user(createdBy)),
    updatedBy: whole(({ updatedBy }: RecordTimes) => user(updatedBy)),
  }
}

/** `createdAtClient` and `updatedAtClient`, where a client told them. */
export const clientTimeFields = {
  createdAtClient: plain(({ createdAtClient }: RecordTimes) => createdAtClient),
  updatedAtClient: plain(({ updatedAtClient }: RecordTimes) => updatedAtClient),
}

/** The `orgUnitName` beside `orgUnit`, where the version has one; up to 2.40 it is not translated. */
export function orgUnitNameField({ dataset }: TrackerIndex): { orgUnitName?: FieldReader<{ orgUnit: string }> } {
  if (!dataset.version.tracker.hasOrgUnitNames) return {}
  return { orgUnitName: plain(({ orgUnit }) => dataset.metadata.get('organisationUnits')?.get(orgUnit)?.['name']) }
}

/** The `relationships` of a record; what a relationship relates shows none. */
export function relationshipsField<Source>(
  context: ViewContext,
  kind: 'trackedEntity' | 'enrollment' | 'event',
  idOf: (source: Source) => string,
): { relationships?: FieldReader<Source> } {
  if (context.isInRelationship === true) return {}
  const { index, reader, fields } = context
  const items = (source: Source): RelationshipRecord[] =>
    index.relationshipsOf({ kind, id: idOf(source) }).filter(reader.canReadRelationship)
  return { relationships: (tree) => listOf(items, fields.relationship({ ...context, isNested: true }))(tree) }
}
