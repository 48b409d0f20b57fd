/** The checks of events, in DHIS2's order. */
import type { MetadataObject } from '../../dataset-metadata.ts'
import { referenceId } from '../../dataset-metadata.ts'
import { type EventItem, statusesWithoutValues } from '../bundle/bundle.ts'
import { always, type Check, type ImportRun, storing, strategyOf } from '../import-run.ts'
import { objectArgument, wordArgument } from '../issues/issue-arguments.ts'
import { isAtOrgUnit, isRegistration } from '../program-metadata.ts'
import { eventAccess } from './event-access.ts'
import { checkEventOptionCombo } from './event-option-combo.ts'
import { checkEventValues } from './event-values.ts'
import { existence, wellFormedUids } from './existence.ts'
import { checkGeometry, checkNotes } from './geometry-and-notes.ts'
import { orgUnitArgument } from './write-rights.ts'

/** The steps of checking an event. */
export const eventChecks: readonly Check<EventItem>[] = [
  wellFormedUids,
  existence,
  { on: storing, check: requiredProperties },
  { on: storing, check: knownMetadata },
  { on: ['UPDATE'], check: fixedProperties },
  { on: storing, check: relations },
  { on: always, check: eventAccess },
  { on: storing, check: contents },
]

function requiredProperties(run: ImportRun, item: EventItem): void {
  const { issues, names, facts } = run
  if (facts.needsEnrollment && item.enrollment === undefined && !isSingle(run, item)) {
    issues.addError(item, 'E1123', 'enrollment')
  }
  if (item.orgUnit === undefined) issues.addError(item, 'E1123', 'orgUnit')
  if (item.programStage === undefined) issues.addError(item, 'E1123', 'programStage')
  const isStageKnown = names.find('programStages', item.programStage) !== undefined
  if (item.program === undefined && !isStageKnown) issues.addError(item, 'E1123', 'program')
}

/** An event of a program without registration, as far as the bundle or what is stored tells. */
function isSingle({ names, dataset }: ImportRun, item: EventItem): boolean {
  const program =
    names.find('programs', item.program) ??
    dataset.metadata.get('programs')?.get(dataset.events.get(item.uid)?.program ?? '')
  return program !== undefined && !isRegistration(program)
}

function knownMetadata({ issues, names }: ImportRun, item: EventItem): void {
  if (names.find('organisationUnits', item.orgUnit) === undefined) {
    issues.addError(item, 'E1011', names.given('organisationUnits', item.orgUnit))
  }
  if (names.find('programs', item.program) === undefined)
    issues.addError(item, 'E1010', names.given('programs', item.program))
  if (names.find('programStages', item.programStage) === undefined) {
    issues.addError(item, 'E1013', names.given('programStages', item.programStage))
  }
}

function fixedProperties({ issues, names, dataset }: ImportRun, item: EventItem): void {
  const stored = dataset.events.get(item.uid)
  if (names.find('programStages', item.programStage)?.id !== stored?.programStage) {
    issues.addError(item, 'E1128', 'programStage')
  }
  if (item.enrollment !== undefined && item.enrollment !== stored?.enrollment)
    issues.addError(item, 'E1128', 'enrollment')
}

function relations(run: ImportRun, item: EventItem): void {
  const { issues, facts, names } = run
  const program = names.find('programs', item.program)
  const stage = names.find('programStages', item.programStage)
  const orgUnit = names.find('organisationUnits', item.orgUnit)
  if (program === undefined || stage === undefined || orgUnit === undefined) return
  const programArgument = objectArgument(facts, 'program.Program', program)
  if (referenceId(stage['program']) !== program.id) {
    issues.addError(item, 'E1089', item.uid, objectArgument(facts, 'program.ProgramStage', stage), programArgument)
  }
  if (isRegistration(program)) {
    if (item.enrollment === undefined) issues.addError(item, 'E1033', item.uid)
    else if (enrollmentProgram(run, item.enrollment) !== program.id) {
      issues.addError(item, 'E1079', item.uid, programArgument, item.enrollment)
    }
  }
  if (!isAtOrgUnit(program, orgUnit.id)) issues.addError(item, 'E1029', orgUnitArgument(run, orgUnit), programArgument)
  checkEventOptionCombo(run, item, program)
}

function enrollmentProgram({ dataset, lookups, names }: ImportRun, uid: string): string | undefined {
  const stored = dataset.enrollments.get(uid)
  if (stored !== undefined) return stored.program
  return names.find('programs', lookups.enrollment(uid)?.program)?.id
}

function contents(run: ImportRun, item: EventItem): void {
  const { names } = run
  const program = names.find('programs', item.program)
  const stage = names.find('programStages', item.programStage)
  if (program === undefined || stage === undefined) return
  dates(run, item, program)
  checkGeometry(run, item, String(stage['featureType'] ?? 'NONE'))
  checkNotes(run, item)
  checkEventValues(run, item, stage)
  status(run, item, { program, stage })
  assignedUser(run, item, stage)
}

function dates({ issues, facts }: ImportRun, item: EventItem, program: MetadataObject): void {
  const hasHappened = item.status === 'ACTIVE' || item.status === 'COMPLETED'
  if (item.occurredAt === undefined && (hasHappened || !isRegistration(program))) {
    issues.addError(item, 'E1031', item.uid)
    return
  }
  if (item.scheduledAt === undefined && item.status === 'SCHEDULE') {
    issues.addError(item, 'E1050', item.uid)
    return
  }
  if (facts.checksCompletion && item.completedAt !== undefined && item.status !== 'COMPLETED') {
    issues.addError(item, 'E1051', item.uid, item.status)
  }
}

function status(
  run: ImportRun,
  item: EventItem,
  { program, stage }: { program: MetadataObject; stage: MetadataObject },
): void {
  const { issues, facts, dataset } = run
  const stored = dataset.events.get(item.uid)
  if (!isRegistration(program) && facts.checksSingleEvents && statusesWithoutValues.includes(item.status)) {
    issues.addError(item, 'E1318', item.status)
  }
  if (stored === undefined || strategyOf(run, item) !== 'UPDATE') return
  const isBackward = !statusesWithoutValues.includes(stored.status) && statusesWithoutValues.includes(item.status)
  if (facts.checksEventStatus && isBackward) {
    issues.addError(item, 'E1316', wordArgument(facts, stored.status), wordArgument(facts, item.status))
  }
  const isClosed = stage['blockEntryForm'] === true && stored.status === 'COMPLETED' && item.status === 'COMPLETED'
  if (facts.checksSingleEvents && isClosed) issues.addError(item, 'E1326', item.uid)
}

function assignedUser({ issues, dataset, names }: ImportRun, item: EventItem, stage: MetadataObject): void {
  const { uid, username } = item.assignedUser ?? {}
  if (uid === undefined && username === undefined) return
  const isKnown = [...dataset.users.values()].some((user) =>
    username === undefined ? user.id === uid : user.username === username,
  )
  if (!isKnown) issues.addError(item, 'E1118', `User(uid=${uid ?? null}, username=${username ?? null})`)
  if (stage['enableUserAssignment'] !== true) {
    issues.addWarning(item, 'E1120', names.given('programStages', item.programStage))
  }
}
