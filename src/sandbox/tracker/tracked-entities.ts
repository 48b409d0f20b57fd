import type { TrackedEntityRecord } from '../dataset.ts'
import type { SandboxAnswer, SandboxRequest } from '../exchange.ts'
import { type FieldTree, parseFields } from '../fields.ts'
import { requireProgramOfOne, requireTrackerProgram, requireType } from './named-metadata.ts'
import { type OrderValue, sortRows } from './order.ts'
import { checkOrgUnitMode, checkOrgUnits, orgUnitPredicate } from './org-unit-mode.ts'
import { listAnswer, type PageRequest, readPaging } from './paging.ts'
import { isBetween, isUid, readPathUid, readUid } from './parameters.ts'
import type { Reader } from './reader.ts'
import { defaultFields, trackedEntityFields } from './record-views.ts'
import { badRequest, conflict, forbidden, notFound } from './refusal.ts'
import { checkSearchScope } from './search-scope.ts'
import { readTrackedEntityQuery, type TrackedEntityQuery } from './tracked-entity-query.ts'
import type { TrackerIndex } from './tracker-index.ts'
import type { ProgramInfo, TypeInfo } from './tracker-metadata.ts'
import { valuePredicate } from './value-predicates.ts'
import { compileView } from './view.ts'

const maximumPageSize = 50_000

/** GET tracker/trackedEntities. */
export function listTrackedEntities(index: TrackerIndex, reader: Reader, request: SandboxRequest): SandboxAnswer {
  const paging = readPaging(request.query)
  const query = readTrackedEntityQuery(request.query, index, reader)
  checkPageSize(paging)
  const program = requireTrackerProgram(index, reader, query.program)
  checkStage(query, program)
  const type = requireType(index, reader, query.trackedEntityType)
  if (program === undefined && !reader.user.isSuperuser && readableTypes(index, reader).length === 0) {
    throw forbidden('User has no access to any Tracked Entity Type')
  }
  checkOrgUnits(index, reader, query.orgUnits)
  checkOrgUnitMode(reader, query.mode, program)
  checkAttributes(index, query, program, type)
  const maximum = checkSearchScope(index, reader, query, { program, type })
  const view = { key: 'trackedEntities', show: showEntity(index, reader, request.query, program) }
  if (program === undefined && reader.trackerPrograms.length === 0) return nothing(paging)
  const rows = selectTrackedEntities(index, reader, query, program)
  if (maximum !== undefined && rows.length > maximum) throw conflict('maxteicountreached')
  return listAnswer(request, paging, sortRows(rows, query.order, orderValue(index, query)), view)
}

/** GET tracker/trackedEntities/{uid}. */
export function readTrackedEntity(
  index: TrackerIndex,
  reader: Reader,
  request: SandboxRequest,
  uid: string,
): SandboxAnswer {
  const id = readPathUid(uid)
  const program = requireProgramOfOne(index, reader, readUid(request.query, 'program'))
  const query: TrackedEntityQuery = { ...accessible, trackedEntities: new Set([id]) }
  const [entity] = selectTrackedEntities(index, reader, query, program)
  if (entity === undefined) throw notFound('TrackedEntity', id)
  return { status: 200, body: showEntity(index, reader, request.query, program)(entity) }
}

const accessible: TrackedEntityQuery = {
  program: undefined,
  programStage: undefined,
  trackedEntityType: undefined,
  trackedEntities: new Set(),
  orgUnits: new Set(),
  mode: 'ACCESSIBLE',
  filters: new Map(),
  order: [],
  potentialDuplicate: undefined,
  updatedAfter: undefined,
  updatedBefore: undefined,
  isEnrollmentWanted: () => true,
  isEventWanted: undefined,
}

function showEntity(index: TrackerIndex, reader: Reader, query: URLSearchParams, program: ProgramInfo | undefined) {
  return compileView(fieldsOf(query, defaultFields.trackedEntities), trackedEntityFields({ index, reader, program }))
}

/** The `fields` of a request, or the endpoint's default. */
export function fieldsOf(query: URLSearchParams, byDefault: FieldTree): FieldTree {
  const fields = query.getAll('fields').join(',')
  return fields === '' ? byDefault : parseFields(fields)
}

/** A user with no tracker program gets this odd pager (2.42's `Page.empty`). */
function nothing(paging: PageRequest | undefined): SandboxAnswer {
  const rows = { trackedEntities: [] }
  return {
    status: 200,
    body: paging === undefined ? rows : { pager: { page: 0, pageSize: 0, total: 0, pageCount: 0 }, ...rows },
  }
}

function checkPageSize(paging: PageRequest | undefined): void {
  if (paging !== undefined && paging.pageSize > maximumPageSize) {
    throw badRequest(
      `Invalid page size: ${paging.pageSize}. It must not exceed the system limit of KeyTrackedEntityMaxLimit ${maximumPageSize}.`,
    )
  }
}

function checkStage({ programStage }: TrackedEntityQuery, program: ProgramInfo | undefined): void {
  if (programStage !== undefined && program?.stages.includes(programStage) !== true) {
    throw badRequest(`Program does not contain the specified programStage: ${programStage}`)
  }
}

function checkAttributes(
  index: TrackerIndex,
  { filters, order, orgUnits }: TrackedEntityQuery,
  program: ProgramInfo | undefined,
  type: TypeInfo | undefined,
): void {
  const { attributes } = index.metadata
  for (const id of filters.keys()) {
    if (!attributes.has(id)) {
      throw badRequest(`attribute filters are invalid. Tracked entity attribute '${id}' does not exist.`)
    }
  }
  for (const { field } of order) {
    if (isUid(field) && !attributes.has(field)) {
      throw badRequest(
        `Cannot order by '${field}' as its not a tracked entity attribute. Tracked entities can be ordered by fields and tracked entity attributes.`,
      )
    }
  }
  const isAnchored = program !== undefined || type !== undefined || orgUnits.size > 0
  if (!isAnchored && [...filters.keys()].some((id) => attributes.get(id)?.isUnique !== true)) {
    throw conflict('Either a program or tracked entity type must be specified')
  }
}

function readableTypes(index: TrackerIndex, reader: Reader): TypeInfo[] {
  return [...index.metadata.types.values()].filter((type) => reader.canReadData(type.object))
}

function selectTrackedEntities(
  index: TrackerIndex,
  reader: Reader,
  query: TrackedEntityQuery,
  program: ProgramInfo | undefined,
): TrackedEntityRecord[] {
  const { attributes } = index.metadata
  const values = [...query.filters].flatMap(([id, filters]) => {
    const info = attributes.get(id)
    return info === undefined ? [] : [{ id, passes: valuePredicate(info, 'attribute', filters) }]
  })
  const isOwned = ownershipTest(index, reader, query, program)
  const types = new Set(readableTypes(index, reader).map(({ id }) => id))
  const rows =
    query.trackedEntities.size > 0
      ? [...query.trackedEntities]
          .map((id) => index.dataset.trackedEntities.get(id))
          .filter((entity) => entity !== undefined)
          .sort((one, other) => other.serial - one.serial)
      : index.trackedEntities
  return rows.filter(
    (entity) =>
      (query.trackedEntityType === undefined || entity.trackedEntityType === query.trackedEntityType) &&
      (program !== undefined || types.has(entity.trackedEntityType)) &&
      (query.potentialDuplicate === undefined || entity.potentialDuplicate === query.potentialDuplicate) &&
      isBetween(entity.updatedAt, query.updatedAfter, query.updatedBefore) &&
      values.every(({ id, passes }) => passes(attributeValue(entity, id))) &&
      (program === undefined || wantedEnrollments(index, query, entity, program).length > 0) &&
      isOwned(entity),
  )
}

/** Some program of the entity's type must own it within the org units asked for and within reach of the user. */
function ownershipTest(
  index: TrackerIndex,
  reader: Reader,
  { mode, orgUnits }: TrackedEntityQuery,
  program: ProgramInfo | undefined,
): (entity: TrackedEntityRecord) => boolean {
  const isInOrgUnits = orgUnitPredicate(index, reader, mode, orgUnits)
  const programs = program === undefined ? reader.trackerPrograms : [program]
  return (entity) =>
    programs.some((candidate) => {
      if (candidate.trackedEntityType !== entity.trackedEntityType) return false
      const owner = index.ownerOf(entity.trackedEntity, candidate.id)
      const orgUnit = owner ?? (program === undefined ? entity.orgUnit : undefined)
      if (orgUnit === undefined || !isInOrgUnits(orgUnit)) return false
      return mode === 'ALL' || reader.canReachOwner(candidate, orgUnit)
    })
}

function wantedEnrollments(
  { dataset }: TrackerIndex,
  { isEnrollmentWanted, isEventWanted }: TrackedEntityQuery,
  entity: TrackedEntityRecord,
  program: ProgramInfo,
): { enrolledAt: string }[] {
  return entity.enrollments
    .map((id) => dataset.enrollments.get(id))
    .filter((enrollment) => enrollment !== undefined)
    .filter(
      (enrollment) =>
        enrollment.program === program.id &&
        isEnrollmentWanted(enrollment) &&
        (isEventWanted === undefined ||
          enrollment.events.some((id) => {
            const event = dataset.events.get(id)
            return event !== undefined && isEventWanted(event)
          })),
    )
}

function attributeValue({ attributes }: TrackedEntityRecord, id: string): string | undefined {
  for (const { attribute, value } of attributes) if (attribute === id) return value
  return undefined
}

/** Of several enrollments, the one first in the direction asked for counts. */
function orderValue(
  index: TrackerIndex,
  query: TrackedEntityQuery,
): (field: string) => (entity: TrackedEntityRecord) => OrderValue {
  const program = index.metadata.programs.get(query.program ?? '')
  return (field) => {
    switch (field) {
      case 'trackedEntity':
        return ({ trackedEntity }) => trackedEntity
      case 'createdAt':
        return ({ createdAt }) => createdAt
      case 'updatedAt':
        return ({ updatedAt }) => updatedAt
      case 'inactive':
        return ({ inactive }) => inactive
      case 'enrolledAt': {
        const isDescending = query.order.some((term) => term.field === field && term.descending)
        return (entity) => {
          const times =
            program === undefined
              ? []
              : wantedEnrollments(index, query, entity, program)
                  .map(({ enrolledAt }) => enrolledAt)
                  .sort()
          return isDescending ? times.at(-1) : times[0]
        }
      }
      case 'createdAtClient':
      case 'updatedAtClient':
        return () => undefined
      default:
        return (entity) => attributeValue(entity, field)
    }
  }
}
