import type { EnrollmentStatus, EventStatus, RelationshipItem, TrackerKind } from './tracker.ts'

/** How far below the given organisation units to look (DHIS2 docs: "Request parameter to filter by organisation unit"). */
export type OrgUnitMode = 'SELECTED' | 'CHILDREN' | 'DESCENDANTS' | 'ACCESSIBLE' | 'CAPTURE' | 'ALL'

/** A time range, both ends inclusive as DHIS2 takes them; ISO 8601 in the server's zone. */
export interface TimeRange {
  after?: string
  before?: string
}

/** One term of a sort: a property in modern words, or the UID of an attribute or data element. */
export interface OrderTerm {
  by: string
  direction: 'asc' | 'desc'
}

/** How a stored value is compared (DHIS2 docs: "Filter for tracked entity attributes"). All ignore case; a missing value passes `isNull` alone. */
export type ValueOperator =
  | 'eq'
  | 'ne'
  | 'gt'
  | 'ge'
  | 'lt'
  | 'le'
  | 'like'
  | 'notLike'
  | 'startsWith'
  | 'endsWith'
  | 'in'
  | 'isNull'
  | 'isNotNull'

/** One test of the value of an attribute or data element (`of`: its UID). `values`: one, several for `in`, none for the null tests. */
export interface ValueTest {
  of: string
  operator: ValueOperator
  values: string[]
}

/** Whose assignments count (DHIS2 docs: `assignedUserMode`); PROVIDED goes with a list of users. */
export type AssignedUserMode = 'CURRENT' | 'PROVIDED' | 'NONE' | 'ANY' | 'ALL'

/** What every list can be narrowed by. */
interface ListQuery {
  program?: string
  orgUnits?: string[]
  orgUnitMode?: OrgUnitMode
  updatedAt?: TimeRange
  updatedWithin?: string
  followUp?: boolean
  includeDeleted?: boolean
  order?: OrderTerm[]
}

/** Which tracked entities to list. */
export interface TrackedEntityQuery extends ListQuery {
  kind: 'trackedEntities'
  trackedEntityType?: string
  ids?: string[]
  enrollmentStatus?: EnrollmentStatus
  enrolledAt?: TimeRange
  enrollmentOccurredAt?: TimeRange
  programStage?: string
  eventStatus?: EventStatus
  eventOccurredAt?: TimeRange
  potentialDuplicate?: boolean
  attributes?: ValueTest[]
  assignedUsers?: string[]
  assignedUserMode?: AssignedUserMode
}

/** Which enrollments to list. */
export interface EnrollmentQuery extends ListQuery {
  kind: 'enrollments'
  trackedEntity?: string
  trackedEntityType?: string
  ids?: string[]
  status?: EnrollmentStatus
  enrolledAt?: TimeRange
}

/** Which events to list. DHIS2 takes one organisation unit here, in every version. */
export interface EventQuery extends ListQuery {
  kind: 'events'
  programStage?: string
  trackedEntity?: string
  enrollments?: string[]
  ids?: string[]
  status?: EventStatus
  enrollmentStatus?: EnrollmentStatus
  occurredAt?: TimeRange
  scheduledAt?: TimeRange
  enrolledAt?: TimeRange
  enrollmentOccurredAt?: TimeRange
  dataValues?: ValueTest[]
  attributes?: ValueTest[]
  assignedUsers?: string[]
  assignedUserMode?: AssignedUserMode
  attributeCategoryCombo?: string
  attributeCategoryOptions?: string[]
}

/** Which relationships to list: those of one object, in both directions. DHIS2 lists no others, in any version. */
export interface RelationshipQuery {
  kind: 'relationships'
  of: RelationshipItem
  includeDeleted?: boolean
  order?: OrderTerm[]
}

/** A list question about objects that are followed. */
export type TrackedQuery = TrackedEntityQuery | EnrollmentQuery | EventQuery

/** A list question of any kind. */
export type TrackerQuery = TrackedQuery | RelationshipQuery

/** The properties to ask for, nested: `true` for a plain one, a tree for the parts of an object or list. */
export interface FieldTree {
  [property: string]: true | FieldTree
}

/** One page as DHIS2 counts: `page` from 1. `'all'` asks for everything in one answer. */
export type UpstreamPage = { page: number; pageSize: number; total: boolean } | 'all'

/** One list request to the export API. `fields: '*'` asks for every property (the plain planner). */
export interface TrackerListRequest {
  query: TrackerQuery
  fields: FieldTree | '*'
  page: UpstreamPage
}

/** One request for a single object by UID. `program` widens a tracked entity's attributes to that program's. */
export interface TrackerObjectRequest {
  kind: TrackerKind
  id: string
  program?: string
  fields: FieldTree | '*'
}

/** One page of rows. `more`: whether rows follow, undefined where this server does not say. */
export interface TrackerPage<Row> {
  rows: Row[]
  total?: number
  more?: boolean
}
