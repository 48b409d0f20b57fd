import type { MetadataObject, TrackedEntityRecord } from '../../dataset.ts'
import { defaults, referenceId, referenceIds } from '../../dataset-metadata.ts'
import type { ProgramInfo } from '../../tracker/tracker-metadata.ts'
import { type Row, rowsOf } from '../legacy-rows.ts'
import type { LegacyImport } from './legacy-import.ts'
import { textOf } from './row-values.ts'

/** What an event names, found. */
export interface EventPlace {
  program: ProgramInfo
  programStage: MetadataObject
  orgUnit: string
  entity: TrackedEntityRecord | undefined
  /** Undefined for an event without registration. */
  enrollment: string | undefined
  attributeOptionCombo: string
}

/** The stage named; of a program without registration its only one. */
export function stageOf(
  { metadata }: LegacyImport,
  program: ProgramInfo | undefined,
  id: string | undefined,
): MetadataObject | undefined {
  const stage = metadata.stages.get(id ?? '')
  if (stage !== undefined || program === undefined || program.isRegistration) return stage
  return metadata.stages.get(program.stages[0] ?? '')
}

/** The tracked entity and enrollment of an event; else what is wrong. An event of one active enrollment need not name it. */
export function enrollmentOf(
  { dataset }: LegacyImport,
  program: ProgramInfo,
  stage: MetadataObject,
  row: Row,
): { entity: TrackedEntityRecord | undefined; enrollment: string | undefined } | string {
  if (!program.isRegistration) return { entity: undefined, enrollment: undefined }
  const entityId = textOf(row, 'trackedEntityInstance')
  const entity = dataset.trackedEntities.get(entityId ?? '')
  if (entity === undefined || entity.deleted === true) {
    return `Event.trackedEntityInstance does not point to a valid tracked entity instance: ${entityId ?? null}`
  }
  const named = dataset.enrollments.get(textOf(row, 'enrollment') ?? '')
  const active = entity.enrollments.flatMap((id) => {
    const own = dataset.enrollments.get(id)
    return own?.status === 'ACTIVE' && own.program === program.id && own.deleted !== true ? [own] : []
  })
  const enrollment = named ?? (active.length === 1 ? active[0] : undefined)
  if (enrollment === undefined) {
    const why = active.length === 0 ? 'is not enrolled' : 'has multiple active enrollments'
    return `Tracked entity instance: ${entity.trackedEntity} ${why} in program: ${program.id}`
  }
  const isTaken = enrollment.events.some((id) => {
    const own = dataset.events.get(id)
    return own?.programStage === stage.id && own.deleted !== true && own.status !== 'SKIPPED'
  })
  if (stage['repeatable'] !== true && isTaken) return 'Program stage is not repeatable and an event already exists'
  return { entity, enrollment: enrollment.enrollment }
}

/** The option combination that an event names or that its category options make; an unknown one is the default. */
export function optionComboOf({ dataset }: LegacyImport, program: ProgramInfo, row: Row): string {
  const combos = dataset.metadata.get('categoryOptionCombos')
  const named = textOf(row, 'attributeOptionCombo')
  if (named !== undefined) return combos?.has(named) === true ? named : defaults.categoryOptionCombo
  const options = textOf(row, 'attributeCategoryOptions')?.split(';').sort().join()
  const combo = referenceId(program.object['categoryCombo'])
  const made = [...(combos?.values() ?? [])].find(
    (candidate) =>
      referenceId(candidate['categoryCombo']) === combo &&
      referenceIds(candidate['categoryOptions']).sort().join() === options,
  )
  return made?.id ?? defaults.categoryOptionCombo
}

/** The data elements of a stage; values of others are left out of its events, with a warning. */
export function elementsOf(stage: MetadataObject): Set<string> {
  return new Set(rowsOf(stage['programStageDataElements']).flatMap((link) => referenceId(link['dataElement']) ?? []))
}
