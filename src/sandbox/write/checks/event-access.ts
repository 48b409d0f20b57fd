/** Who may write an event: capture scope of its org unit, sharing of program or stage, ownership, and category options. */
import type { MetadataObject } from '../../dataset-metadata.ts'
import type { EventItem } from '../bundle/bundle.ts'
import { type ImportRun, strategyOf } from '../import-run.ts'
import { objectArgument, userArgument } from '../issues/issue-arguments.ts'
import { isRegistration } from '../program-metadata.ts'
import { optionComboOfEvent } from './event-option-combo.ts'
import { checkCaptureScope, checkCategoryOptions, checkOwnership, mayWrite } from './write-rights.ts'

/** Checks the rights of the user over the event as stored, or as it is to be created. */
export function eventAccess(run: ImportRun, item: EventItem): void {
  const { dataset, names, reader, issues, facts, user } = run
  const strategy = strategyOf(run, item)
  const stored = dataset.events.get(item.uid)
  const storedOf = (plural: string, id: string | undefined) => dataset.metadata.get(plural)?.get(id ?? '')
  const isNew = strategy === 'CREATE'
  const program = isNew ? names.find('programs', item.program) : storedOf('programs', stored?.program)
  const stage = isNew ? names.find('programStages', item.programStage) : storedOf('programStages', stored?.programStage)
  if (program === undefined || stage === undefined) return
  const storedUnit = storedOf('organisationUnits', stored?.orgUnit)
  const unit = strategy === 'DELETE' ? storedUnit : names.find('organisationUnits', item.orgUnit)
  const isMoved = unit?.id !== storedUnit?.id
  if (unit !== undefined && (strategy !== 'UPDATE' || isMoved || !isRegistration(program)))
    checkCaptureScope(run, item, unit)
  programRights(run, item, { program, stage })
  const combo = isNew
    ? optionComboOfEvent(run, item, program)
    : storedOf('categoryOptionCombos', stored?.attributeOptionCombo)
  checkCategoryOptions(run, item, combo)
  const isReopened = strategy === 'UPDATE' && stored?.status === 'COMPLETED' && item.status !== 'COMPLETED'
  if (isReopened && !reader.hasAuthority('F_UNCOMPLETE_EVENT'))
    issues.addError(item, 'E1083', userArgument(facts, user))
}

/** Of a program without registration the program counts, of others the stage, the reading of the program, and ownership. */
function programRights(
  run: ImportRun,
  item: EventItem,
  { program, stage }: { program: MetadataObject; stage: MetadataObject },
): void {
  const { issues, facts, user, reader, index } = run
  const who = userArgument(facts, user)
  const programArgument = objectArgument(facts, 'program.Program', program)
  if (!isRegistration(program)) {
    if (!mayWrite(run, program)) issues.addError(item, 'E1091', who, programArgument)
    return
  }
  if (!mayWrite(run, stage)) issues.addError(item, 'E1095', who, objectArgument(facts, 'program.ProgramStage', stage))
  if (!reader.canReadData(program)) issues.addError(item, 'E1096', who, programArgument)
  const trackedEntity = entityOf(run, item) ?? ''
  checkOwnership(run, item, program, { trackedEntity, owner: index.ownerOf(trackedEntity, program.id) })
}

/** The tracked entity of an event: that of its enrollment, stored or in the bundle. */
function entityOf({ dataset, lookups }: ImportRun, { uid, enrollment }: EventItem): string | undefined {
  const id = dataset.events.get(uid)?.enrollment ?? enrollment
  const stored = dataset.enrollments.get(id ?? '')
  return stored?.trackedEntity ?? lookups.enrollment(id)?.trackedEntity
}
