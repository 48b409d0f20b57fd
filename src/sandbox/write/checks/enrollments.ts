/** The checks of enrollments, in DHIS2's order. */
import type { MetadataObject } from '../../dataset-metadata.ts'
import { referenceId } from '../../dataset-metadata.ts'
import type { EnrollmentItem } from '../bundle/bundle.ts'
import { always, type Check, type ImportRun, storing, strategyOf } from '../import-run.ts'
import { entityArgument, objectArgument, userArgument } from '../issues/issue-arguments.ts'
import { isAtOrgUnit, isRegistration } from '../program-metadata.ts'
import { checkEnrollmentAttributes } from './enrollment-attributes.ts'
import { existence, wellFormedUids } from './existence.ts'
import { checkGeometry, checkNotes } from './geometry-and-notes.ts'
import { checkCaptureScope, checkOwnership, mayWrite, orgUnitArgument } from './write-rights.ts'

/** The steps of checking an enrollment. */
export const enrollmentChecks: readonly Check<EnrollmentItem>[] = [
  wellFormedUids,
  existence,
  { on: storing, check: requiredProperties },
  { on: storing, check: knownObjects },
  { on: ['UPDATE'], check: fixedProperties },
  { on: storing, check: relations },
  { on: always, check: access },
  { on: storing, check: contents },
]

function requiredProperties({ issues }: ImportRun, item: EnrollmentItem): void {
  if (item.orgUnit === undefined) issues.addError(item, 'E1122', 'orgUnit')
  if (item.program === undefined) issues.addError(item, 'E1122', 'program')
  if (item.trackedEntity === undefined) issues.addError(item, 'E1122', 'trackedEntity')
}

function knownObjects(run: ImportRun, item: EnrollmentItem): void {
  const { issues, names } = run
  if (names.find('organisationUnits', item.orgUnit) === undefined) {
    issues.addError(item, 'E1070', names.given('organisationUnits', item.orgUnit))
  }
  if (names.find('programs', item.program) === undefined) {
    issues.addError(item, 'E1069', names.given('programs', item.program))
  }
  if (entityTypeOf(run, item.trackedEntity) === undefined) issues.addError(item, 'E1068', item.trackedEntity ?? 'NULL')
}

/** The type of a tracked entity that is stored or comes in the bundle; `''` for one of a type that there is not. */
function entityTypeOf({ dataset, lookups, names }: ImportRun, uid: string | undefined): string | undefined {
  const stored = dataset.trackedEntities.get(uid ?? '')
  if (stored !== undefined) return stored.trackedEntityType
  const given = lookups.trackedEntity(uid)
  return given === undefined ? undefined : (names.find('trackedEntityTypes', given.trackedEntityType)?.id ?? '')
}

function fixedProperties({ issues, names, dataset }: ImportRun, item: EnrollmentItem): void {
  const stored = dataset.enrollments.get(item.uid)
  if (names.find('programs', item.program)?.id !== stored?.program) issues.addError(item, 'E1127', 'program')
  if (item.trackedEntity !== stored?.trackedEntity) issues.addError(item, 'E1127', 'trackedEntity')
}

function relations(run: ImportRun, item: EnrollmentItem): void {
  const { issues, facts } = run
  const { program, orgUnit } = metadataOf(run, item)
  if (program === undefined || orgUnit === undefined) return
  const programArgument = objectArgument(facts, 'program.Program', program)
  if (!isRegistration(program)) issues.addError(item, 'E1014', programArgument)
  if (!isAtOrgUnit(program, orgUnit.id)) issues.addError(item, 'E1041', orgUnitArgument(run, orgUnit), programArgument)
  const type = referenceId(program['trackedEntityType'])
  if (type !== undefined && type !== entityTypeOf(run, item.trackedEntity)) {
    issues.addError(item, 'E1022', item.trackedEntity ?? 'NULL', programArgument)
  }
}

function metadataOf({ names }: ImportRun, item: EnrollmentItem) {
  return {
    program: names.find('programs', item.program),
    orgUnit: names.find('organisationUnits', item.orgUnit),
  }
}

function access(run: ImportRun, item: EnrollmentItem): void {
  const { dataset, issues, facts, user, reader } = run
  const strategy = strategyOf(run, item)
  const stored = dataset.enrollments.get(item.uid)
  const storedUnit = dataset.metadata.get('organisationUnits')?.get(stored?.orgUnit ?? '')
  const { program: given, orgUnit } = metadataOf(run, item)
  const program = strategy === 'CREATE' ? given : dataset.metadata.get('programs')?.get(stored?.program ?? '')
  const unit = strategy === 'DELETE' ? storedUnit : orgUnit
  if (program === undefined || unit === undefined) return
  if (strategy !== 'UPDATE' || unit.id !== storedUnit?.id) checkCaptureScope(run, item, unit)
  if (
    strategy === 'DELETE' &&
    hasEvents(run, stored?.events ?? []) &&
    !reader.hasAuthority('F_ENROLLMENT_CASCADE_DELETE')
  ) {
    issues.addError(item, 'E1103', userArgument(facts, user), item.uid)
  }
  if (!mayWrite(run, program)) {
    issues.addError(item, 'E1091', userArgument(facts, user), objectArgument(facts, 'program.Program', program))
  }
  const trackedEntity = stored?.trackedEntity ?? item.trackedEntity ?? ''
  checkOwnership(run, item, program, { trackedEntity, owner: ownerOf(run, trackedEntity, program) })
}

const hasEvents = ({ dataset }: ImportRun, events: string[]): boolean =>
  events.some((id) => dataset.events.get(id)?.deleted !== true)

/** Where nobody owns the tracked entity in the program yet, its own org unit counts. */
function ownerOf(
  { index, dataset, lookups, names }: ImportRun,
  uid: string,
  program: MetadataObject,
): string | undefined {
  const owner = index.ownerOf(uid, program.id) ?? dataset.trackedEntities.get(uid)?.orgUnit
  if (owner !== undefined) return owner
  const given = lookups.trackedEntity(uid)
  return names.find('organisationUnits', given?.orgUnit)?.id
}

function contents(run: ImportRun, item: EnrollmentItem): void {
  const { program } = metadataOf(run, item)
  if (program === undefined) return
  checkNotes(run, item)
  otherEnrollments(run, item, program)
  checkGeometry(run, item, String(program['featureType'] ?? 'NONE'))
  dates(run, item, program)
  checkEnrollmentAttributes(run, item, program)
}

/** One is in a program once at a time, and in some programs once at all. */
function otherEnrollments(run: ImportRun, item: EnrollmentItem, program: MetadataObject): void {
  const { issues, facts, dataset, lookups, names } = run
  const isOnce = program['onlyEnrollOnce'] === true
  if (item.status === 'CANCELLED' || (item.status === 'COMPLETED' && !isOnce)) return
  const entity = dataset.trackedEntities.get(item.trackedEntity ?? '')
  const statuses = new Map<string, string>()
  for (const id of entity?.enrollments ?? []) {
    const stored = dataset.enrollments.get(id)
    if (stored?.program === program.id && stored.deleted !== true) statuses.set(id, stored.status)
  }
  const given = lookups.enrollmentsOf(item.trackedEntity)
  for (const other of given) {
    if (names.find('programs', other.program)?.id === program.id) statuses.set(other.uid, other.status)
  }
  statuses.delete(item.uid)
  const others = [...statuses.values()].filter((status) => status !== 'CANCELLED')
  const args = [
    entity === undefined ? (item.trackedEntity ?? '') : entityArgument(entity),
    objectArgument(facts, 'program.Program', program),
  ]
  if (item.status === 'ACTIVE' && others.includes('ACTIVE')) issues.addError(item, 'E1015', ...args)
  if (isOnce && others.length > 0) issues.addError(item, 'E1016', ...args)
}

function dates({ issues, facts, index }: ImportRun, item: EnrollmentItem, program: MetadataObject): void {
  const { enrolledAt, occurredAt } = item
  // The sandbox's clock stands still between writes; a user's own day counts too.
  const [today = ''] = [index.now, new Date().toISOString()]
    .map((now) => now.slice(0, 10))
    .sort()
    .reverse()
  const isAhead = (moment: string | undefined): moment is string => moment !== undefined && moment.slice(0, 10) > today
  if (enrolledAt === undefined) issues.addError(item, 'E1025', 'null')
  if (isAhead(enrolledAt) && program['selectEnrollmentDatesInFuture'] !== true) {
    issues.addError(item, 'E1020', enrolledAt)
  }
  if (isAhead(occurredAt) && program['selectIncidentDatesInFuture'] !== true) issues.addError(item, 'E1021', occurredAt)
  if (program['displayIncidentDate'] === true && occurredAt === undefined) issues.addError(item, 'E1023', 'null')
  if (facts.checksCompletion && item.completedAt !== undefined && item.status === 'ACTIVE') {
    issues.addError(item, 'E1052', item.uid, item.status)
  }
}
