import type { EnrollmentStatus, EventStatus, TrackedKind } from './tracker.ts'
import type { AssignedUserMode, OrgUnitMode, TimeRange, ValueOperator } from './tracker-query.ts'

/** A flat export that is asked for: which rows, and how they are written. Ranges are in the server's zone. */
export interface ExportRequest {
  kind: TrackedKind
  program?: string | undefined
  programStage?: string | undefined
  trackedEntityType?: string | undefined
  trackedEntity?: string | undefined
  ids?: string[] | undefined
  enrollments?: string[] | undefined
  orgUnits?: string[] | undefined
  orgUnitMode?: OrgUnitMode | undefined
  /** Of enrollments (their own) and tracked entities; of events that of their enrollment. */
  enrollmentStatus?: EnrollmentStatus | undefined
  eventStatus?: EventStatus | undefined
  followUp?: boolean | undefined
  occurredAt?: TimeRange | undefined
  scheduledAt?: TimeRange | undefined
  enrolledAt?: TimeRange | undefined
  enrollmentOccurredAt?: TimeRange | undefined
  updatedAt?: TimeRange | undefined
  updatedWithin?: string | undefined
  includeDeleted?: boolean | undefined
  potentialDuplicate?: boolean | undefined
  assignedUsers?: string[] | undefined
  assignedUserMode?: AssignedUserMode | undefined
  attributeCategoryCombo?: string | undefined
  attributeCategoryOptions?: string[] | undefined
  attributeConditions?: ValueCondition[] | undefined
  dataValueConditions?: ValueCondition[] | undefined
  /** What a column of a data element or attribute is called. */
  columns: 'id' | 'code' | 'name'
  /** `raw`: what is stored; `name`: the names of options. */
  values: 'raw' | 'name'
  /** Whether events and enrollments have the attributes of their tracked entities too. */
  attributes: boolean
}

/** A condition on a stored value, as the graph takes one: what it is of, and every operator that must hold. */
export interface ValueCondition extends Partial<Record<Exclude<ValueOperator, 'in' | 'isNull' | 'isNotNull'>, string>> {
  attribute?: string
  dataElement?: string
  in?: string[]
  isNull?: boolean
}

/** A flat table: rows come page by page, each with a cell for each column. */
export interface ExportTable {
  /** Unique names, in order. */
  columns: string[]
  pages: AsyncIterable<ExportRow[]>
}

/** The cells of a row, in the order of the columns; undefined where nothing is stored. */
export type ExportRow = (string | number | boolean | undefined)[]
