import type { Endpoint, Place } from './place.ts'

const olderName = (name: string): Place => ({
  none: `the older name of \`${name}\`, which 2.42 and newer ignore; the gateway sends each version its own`,
  newer: name,
})
const idScheme: Place = {
  none: 'objects are known by UID throughout the graph; `code`, `name` and `displayName` stand beside it',
}

const fields: Place = { none: 'the selection of the query' }
const page: Place = { none: 'pages are asked for by cursor: `after` the endCursor of the page before' }

/** Parameters that all four lists share. */
const paging: Record<string, Place> = {
  fields,
  page,
  pageSize: { place: 'first' },
  totalPages: { none: 'selecting `totalCount` asks for the total' },
  paging: { none: 'no answer is unbounded: pages are followed until `pageInfo.hasNextPage` is false' },
  skipPaging: olderName('paging'),
  includeDeleted: { place: 'includeDeleted' },
  order: { place: 'orderBy' },
}

/** Every parameter of the export lists of DHIS2 2.42 and 2.43, and the older names that were recorded against them. */
export const parameters: Record<Endpoint, Record<string, Place>> = {
  trackedEntities: {
    ...paging,
    program: { place: 'program' },
    trackedEntityType: { place: 'trackedEntityType' },
    trackedEntities: { place: 'ids' },
    orgUnits: { place: 'orgUnits' },
    orgUnitMode: { place: 'orgUnitMode' },
    filter: { place: 'where.attributes' },
    enrollmentStatus: { place: 'where.enrollmentStatus' },
    programStatus: { place: 'where.enrollmentStatus' },
    followUp: { place: 'where.followUp' },
    enrollmentEnrolledAfter: { place: 'where.enrolledAt.after' },
    enrollmentEnrolledBefore: { place: 'where.enrolledAt.before' },
    enrollmentOccurredAfter: { place: 'where.enrollmentOccurredAt.after' },
    enrollmentOccurredBefore: { place: 'where.enrollmentOccurredAt.before' },
    updatedAfter: { place: 'where.updatedAt.after' },
    updatedBefore: { place: 'where.updatedAt.before' },
    updatedWithin: { place: 'where.updatedWithin' },
    programStage: { place: 'where.programStage' },
    eventStatus: { place: 'where.eventStatus' },
    eventOccurredAfter: { place: 'where.eventOccurredAt.after' },
    eventOccurredBefore: { place: 'where.eventOccurredAt.before' },
    assignedUsers: { place: 'where.assignedUsers' },
    assignedUserMode: { place: 'where.assignedUserMode' },
    potentialDuplicate: { place: 'where.potentialDuplicate' },
    idScheme,
    orgUnitIdScheme: idScheme,
    programIdScheme: idScheme,
    programStageIdScheme: idScheme,
    dataElementIdScheme: idScheme,
    categoryOptionComboIdScheme: idScheme,
    categoryOptionIdScheme: idScheme,
    orgUnit: olderName('orgUnits'),
    ouMode: olderName('orgUnitMode'),
    trackedEntity: olderName('trackedEntities'),
    assignedUser: olderName('assignedUsers'),
  },
  enrollments: {
    ...paging,
    program: { place: 'program' },
    trackedEntity: { place: 'trackedEntity' },
    enrollments: { place: 'ids' },
    orgUnits: { place: 'orgUnits' },
    orgUnitMode: { place: 'orgUnitMode' },
    status: { place: 'where.status' },
    programStatus: { place: 'where.status' },
    followUp: { place: 'where.followUp' },
    enrolledAfter: { place: 'where.enrolledAt.after' },
    enrolledBefore: { place: 'where.enrolledAt.before' },
    updatedAfter: { place: 'where.updatedAt.after' },
    updatedWithin: { place: 'where.updatedWithin' },
    trackedEntityType: { place: 'where.trackedEntityType' },
    attributeOptionCombo: { pending: 'where.attributeOptionCombo' },
    orgUnit: olderName('orgUnits'),
    ouMode: olderName('orgUnitMode'),
    enrollment: olderName('enrollments'),
  },
  events: {
    ...paging,
    program: { place: 'program' },
    programStage: { place: 'programStage' },
    trackedEntity: { place: 'trackedEntity' },
    enrollments: { place: 'enrollments' },
    events: { place: 'ids' },
    orgUnit: { place: 'orgUnit' },
    orgUnitMode: { place: 'orgUnitMode' },
    filter: { place: 'where.dataValues' },
    filterAttributes: { place: 'where.attributes' },
    status: { place: 'where.status' },
    enrollmentStatus: { place: 'where.enrollmentStatus' },
    programStatus: { place: 'where.enrollmentStatus' },
    followUp: { place: 'where.followUp' },
    occurredAfter: { place: 'where.occurredAt.after' },
    occurredBefore: { place: 'where.occurredAt.before' },
    scheduledAfter: { place: 'where.scheduledAt.after' },
    scheduledBefore: { place: 'where.scheduledAt.before' },
    updatedAfter: { place: 'where.updatedAt.after' },
    updatedBefore: { place: 'where.updatedAt.before' },
    updatedWithin: { place: 'where.updatedWithin' },
    enrollmentEnrolledAfter: { place: 'where.enrolledAt.after' },
    enrollmentEnrolledBefore: { place: 'where.enrolledAt.before' },
    enrollmentOccurredAfter: { place: 'where.enrollmentOccurredAt.after' },
    enrollmentOccurredBefore: { place: 'where.enrollmentOccurredAt.before' },
    assignedUsers: { place: 'where.assignedUsers' },
    assignedUserMode: { place: 'where.assignedUserMode' },
    attributeCategoryCombo: { place: 'where.attributeCategoryCombo' },
    attributeCategoryOptions: { place: 'where.attributeCategoryOptions' },
    idScheme,
    orgUnitIdScheme: idScheme,
    programIdScheme: idScheme,
    programStageIdScheme: idScheme,
    dataElementIdScheme: idScheme,
    categoryOptionComboIdScheme: idScheme,
    categoryOptionIdScheme: idScheme,
    ouMode: olderName('orgUnitMode'),
    event: olderName('events'),
    assignedUser: olderName('assignedUsers'),
    attributeCc: olderName('attributeCategoryCombo'),
    attributeCos: olderName('attributeCategoryOptions'),
  },
  relationships: {
    ...paging,
    trackedEntity: { place: 'of.trackedEntity' },
    enrollment: { place: 'of.enrollment' },
    event: { place: 'of.event' },
    tei: olderName('trackedEntity'),
  },
}

/** The root field of one object of a list, its type, and what its path and parameters become. */
export const singles: Record<Endpoint, { field: string; type: string; parameters: Record<string, Place> }> = {
  trackedEntities: {
    field: 'trackedEntity',
    type: 'TrackedEntity',
    parameters: { uid: { place: 'id' }, program: { place: 'program' }, fields },
  },
  enrollments: { field: 'enrollment', type: 'Enrollment', parameters: { uid: { place: 'id' }, fields } },
  events: { field: 'event', type: 'Event', parameters: { uid: { place: 'id' }, fields } },
  relationships: { field: 'relationship', type: 'Relationship', parameters: { uid: { place: 'id' }, fields } },
}

const logParameters: Record<string, Place> = {
  page,
  pageSize: { place: 'first' },
  order: { none: 'a log is read whole, newest first' },
  filter: { none: 'a log is read whole; what is asked for is picked by what it tells' },
}

/** The parameters of change logs (`…/{uid}/changeLogs`), as arguments of `changeLog`. */
export const changeLogs: Partial<Record<Endpoint, Record<string, Place>>> = {
  trackedEntities: { ...logParameters, program: { place: 'program' } },
  events: logParameters,
}

/** The parameters of `/api/potentialDuplicates`. */
export const duplicates: Record<string, Place> = {
  trackedEntities: { place: 'trackedEntities' },
  status: { place: 'status' },
  fields,
  page,
  pageSize: { place: 'first' },
  paging: paging['paging'] ?? page,
  order: { none: 'pairs come in the order in which they were flagged' },
}

/** What else stands under the objects of the export: files, by the field of a value that leads to them, and other forms of the lists. */
export const beside: Record<string, Place & { type?: string }> = {
  'events/{uid}/dataValues/{dataElement}/file': { type: 'DataValue', place: 'file.url' },
  'events/{uid}/dataValues/{dataElement}/image': { type: 'DataValue', place: 'file.imageUrl' },
  'trackedEntities/{uid}/attributes/{attribute}/file': { type: 'AttributeValue', place: 'file.url' },
  'trackedEntities/{uid}/attributes/{attribute}/image': { type: 'AttributeValue', place: 'file.imageUrl' },
  'trackedEntities.csv, events.csv, …': { none: 'the graph answers JSON' },
}

/** DHIS2's filter operators, in lower case, as the fields of a condition. DHIS2 compares text without regard to case in all of them. */
export const operators: Record<string, string> = {
  eq: 'eq',
  ieq: 'eq',
  ne: 'ne',
  neq: 'ne',
  nieq: 'ne',
  like: 'like',
  ilike: 'like',
  nlike: 'notLike',
  nilike: 'notLike',
  sw: 'startsWith',
  ew: 'endsWith',
  in: 'in',
  gt: 'gt',
  ge: 'ge',
  lt: 'lt',
  le: 'le',
  null: 'isNull: true',
  '!null': 'isNull: false',
}

const sameOrders = ['createdAt', 'createdAtClient', 'updatedAt', 'updatedAtClient']

/** What the lists of 2.42 can be ordered by, beside attributes and data elements, whose UIDs become `attribute` and `dataElement`. */
export const orders: Record<Endpoint, Record<string, Place>> = {
  trackedEntities: {
    ...places([...sameOrders, 'enrolledAt', 'inactive']),
    trackedEntity: { place: 'ID' },
  },
  enrollments: places([...sameOrders, 'enrolledAt', 'completedAt']),
  events: {
    ...places([
      ...sameOrders,
      'assignedUser',
      'attributeOptionCombo',
      'completedAt',
      'completedBy',
      'createdBy',
      'enrolledAt',
      'enrollment',
      'enrollmentStatus',
      'followUp',
      'occurredAt',
      'orgUnit',
      'program',
      'programStage',
      'scheduledAt',
      'status',
      'storedBy',
      'trackedEntity',
      'updatedBy',
    ]),
    event: { place: 'ID' },
    assignedUserDisplayName: { pending: 'ASSIGNED_USER_DISPLAY_NAME' },
    deleted: { pending: 'DELETED' },
  },
  relationships: places(['createdAt', 'createdAtClient']),
}

function places(names: string[]): Record<string, Place> {
  return Object.fromEntries(names.map((name) => [name, { place: enumName(name) }]))
}

/** A property's name as an enum value: `enrolledAt` → `ENROLLED_AT`. */
export function enumName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
}
