import type { TrackedEntityRecord } from '../../dataset.ts'
import { referenceId, referenceIds } from '../../dataset-metadata.ts'
import { timeText } from '../../time-text.ts'
import type { ProgramInfo } from '../../tracker/tracker-metadata.ts'
import { type Row, rowsOf } from '../legacy-rows.ts'
import { attributeTypeError, lengthError, uniquenessError } from './attribute-checks.ts'
import type { ImportConflict } from './import-summary.ts'
import type { LegacyImport } from './legacy-import.ts'
import { textOf, timeOf } from './row-values.ts'

const wrongAttribute = (value: string): ImportConflict => ({ object: 'Attribute.attribute', value })
const wrongValue = (value: string): ImportConflict => ({ object: 'Attribute.value', value })

/**
 * What is wrong with the attributes and days of an enrollment: every mandatory attribute of its program must stand in it or at its tracked
 * entity, and no other than the program's may stand in it (`AbstractEnrollmentService` of 2.40).
 */
export function checkEnrollmentAttributes(
  context: LegacyImport,
  program: ProgramInfo,
  entity: TrackedEntityRecord,
  row: Row,
): ImportConflict[] {
  const metadata = context.dataset.metadata.get('trackedEntityAttributes')
  const conflicts: ImportConflict[] = []
  const values = new Map(
    entity.attributes
      .filter(({ attribute }) => program.attributes.has(attribute))
      .map((own) => [own.attribute, own.value]),
  )
  for (const given of rowsOf(row['attributes'])) {
    const [id = '', value] = [textOf(given, 'attribute'), textOf(given, 'value')]
    const attribute = metadata?.get(id)
    if (attribute === undefined) conflicts.push(wrongAttribute('Does not point to a valid attribute.'))
    const error =
      attribute === undefined || value === undefined ? undefined : attributeTypeError(context, attribute, value)
    if (error !== undefined) conflicts.push(wrongValue(error))
    if (value === undefined) values.delete(id)
    else values.set(id, value)
  }
  conflicts.push(...ownConflicts(context, program, entity, values))
  const others = [...values].filter(([id]) => !program.attributes.has(id))
  if (others.length > 0) {
    const shown = others.map(([id, value]) => `${id}=${value}`).join(', ')
    conflicts.push(wrongAttribute(`Only program attributes is allowed for enrollment {${shown}}`))
  }
  return [...conflicts, ...dayConflicts(context, program, row)]
}

function ownConflicts(
  context: LegacyImport,
  program: ProgramInfo,
  entity: TrackedEntityRecord,
  values: ReadonlyMap<string, string>,
): ImportConflict[] {
  const { user, dataset } = context
  const mayLeaveOut = user.authorities.has('F_IGNORE_TRACKER_REQUIRED_VALUE_VALIDATION')
  const isBound = !user.isSuperuser && !mayLeaveOut
  return rowsOf(program.object['programTrackedEntityAttributes']).flatMap((link) => {
    const id = referenceId(link['trackedEntityAttribute']) ?? ''
    const value = values.get(id)
    if (value === undefined) {
      return link['mandatory'] === true && isBound ? [wrongAttribute(`Missing mandatory attribute ${id}`)] : []
    }
    const attribute = dataset.metadata.get('trackedEntityAttributes')?.get(id)
    const errors = [
      lengthError(value),
      attribute === undefined ? undefined : uniquenessError(context, attribute, value, entity.trackedEntity),
    ]
    return errors.flatMap((error) => (error === undefined ? [] : [wrongValue(error)]))
  })
}

function dayConflicts({ write }: LegacyImport, { object }: ProgramInfo, row: Row): ImportConflict[] {
  const clock = write.nextMoment()
  // The sandbox's clock stands where the dataset ends, and callers have today's.
  const now = [clock, timeText(Date.now())].sort().at(-1) ?? clock
  const [enrolled, occurred] = [textOf(row, 'enrollmentDate'), textOf(row, 'incidentDate')]
  const isLater = (text: string | undefined): boolean => (timeOf(text) ?? '') > now
  const conflicts: ImportConflict[] = []
  if (object['selectEnrollmentDatesInFuture'] !== true && isLater(enrolled)) {
    conflicts.push({ object: 'Enrollment.date', value: `Enrollment Date can't be future date :${enrolled}` })
  }
  if (object['selectIncidentDatesInFuture'] !== true && isLater(occurred)) {
    conflicts.push({ object: 'Enrollment.incidentDate', value: `Incident Date can't be future date :${occurred}` })
  }
  return conflicts
}

/** What is wrong with the program and org unit of a new enrollment. */
export function placeError(
  { dataset }: LegacyImport,
  program: ProgramInfo | undefined,
  orgUnit: string | undefined,
): string | undefined {
  if (program === undefined) return 'Program can not be null'
  if (dataset.metadata.get('organisationUnits')?.has(orgUnit ?? '') !== true) return 'OrganisationUnit can not be null'
  if (!program.isRegistration) return withoutRegistration(program)
  if (referenceIds(program.object['organisationUnits']).includes(orgUnit ?? '')) return undefined
  return `Program is not assigned to this Organisation Unit: ${orgUnit}`
}

/** The refusal of enrolling in a program without registration. */
export const withoutRegistration = ({ id }: ProgramInfo): string =>
  `Provided program ${id} is a program without registration. An enrollment cannot be created into program without registration.`

/** What earlier enrollments keep from a new one; only one that says ACTIVE itself is checked against an active one. */
export function repetitionError(
  { dataset }: LegacyImport,
  program: ProgramInfo,
  trackedEntity: string,
  status: string | undefined,
): string | undefined {
  if (status === 'CANCELLED') return undefined
  const enrollments = (dataset.trackedEntities.get(trackedEntity)?.enrollments ?? []).flatMap((id) => {
    const own = dataset.enrollments.get(id)
    return own?.program === program.id && own.deleted !== true ? [own] : []
  })
  if (status === 'ACTIVE' && enrollments.some((own) => own.status === 'ACTIVE')) {
    return `TrackedEntityInstance ${trackedEntity} already has an active enrollment in program ${program.id}`
  }
  const lasts = enrollments.some((own) => own.status === 'ACTIVE' || own.status === 'COMPLETED')
  if (program.object['onlyEnrollOnce'] !== true || !lasts) return undefined
  return `TrackedEntityInstance ${trackedEntity} already has an active or completed enrollment in program ${program.id}, and this program only allows enrolling one time`
}
