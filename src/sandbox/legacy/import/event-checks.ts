import type { EventRecord, MetadataObject } from '../../dataset.ts'
import { defaults, referenceId, referenceIds } from '../../dataset-metadata.ts'
import type { Row } from '../legacy-rows.ts'
import { eventErrors } from './access-checks.ts'
import { checkDataValues } from './data-value-checks.ts'
import { type EventPlace, enrollmentOf, optionComboOf, stageOf } from './event-places.ts'
import { conflicting, type ImportSummary, refused } from './import-summary.ts'
import type { LegacyImport } from './legacy-import.ts'
import { geometryOf, textOf, timeOf } from './row-values.ts'

type Checked = { refusal: ImportSummary } | { place: EventPlace }

/** Checks a new event in the order of DHIS2 2.40 (`checkersRunOnInsert`): the first that fails is told. */
export function checkNewEvent(context: LegacyImport, row: Row): Checked {
  const id = textOf(row, 'event')
  const wrong = (message: string): Checked => ({ refusal: refused(message, id) })
  const { dataset, metadata } = context
  if ((textOf(row, 'status') ?? 'ACTIVE') === 'ACTIVE' && textOf(row, 'eventDate') === undefined) {
    return wrong('Event date is required. ')
  }
  const orgUnit = textOf(row, 'orgUnit') ?? ''
  if (dataset.metadata.get('organisationUnits')?.has(orgUnit) !== true) {
    return wrong(`Event.orgUnit does not point to a valid organisation unit: ${orgUnit || null}`)
  }
  const program = metadata.programs.get(textOf(row, 'program') ?? '')
  if (program === undefined)
    return wrong(`Event.program does not point to a valid program: ${textOf(row, 'program') ?? null}`)
  const programStage = stageOf(context, program, textOf(row, 'programStage'))
  if (programStage === undefined) {
    return wrong(`Event.programStage does not point to a valid programStage: ${textOf(row, 'programStage') ?? null}`)
  }
  const found = enrollmentOf(context, program, programStage, row)
  if (typeof found === 'string') return wrong(found)
  if (!referenceIds(program.object['organisationUnits']).includes(orgUnit)) {
    return wrong(`Program is not assigned to this Organisation Unit: ${orgUnit}`)
  }
  const place = { program, programStage, orgUnit, ...found, attributeOptionCombo: optionComboOf(context, program, row) }
  const refusal =
    geometryError(programStage, row) ??
    accessRefusal(context, place, id, 'create') ??
    dateRefusal(row) ??
    optionComboRefusal(place, id) ??
    checkDataValues(context, programStage, row)
  return refusal === undefined ? { place } : { refusal }
}

/** Checks a changed event in the order of DHIS2 2.40 (`checkersRunOnUpdate`). */
export function checkChangedEvent(context: LegacyImport, row: Row): Checked {
  const id = textOf(row, 'event')
  if (id === undefined) return { refusal: refused('No event or event ID was supplied') }
  const event = context.dataset.events.get(id)
  if (event === undefined) {
    const conflicts = [{ object: 'Event', value: `No program instance found for event: ${id}` }]
    return { refusal: conflicting(conflicts, id) }
  }
  if (event.deleted === true) {
    return { refusal: refused(`Event ID ${id} was already used and/or deleted. This event can not be modified.`, id) }
  }
  const { metadata, dataset } = context
  const program = metadata.programs.get(textOf(row, 'program') ?? '')
  const programStage = stageOf(context, program, textOf(row, 'programStage')) ?? metadata.stages.get(event.programStage)
  if (program === undefined || programStage === undefined) {
    return {
      refusal: refused(`Event.program does not point to a valid program: ${textOf(row, 'program') ?? null}`, id),
    }
  }
  const place = {
    program,
    programStage,
    orgUnit: textOf(row, 'orgUnit') ?? event.orgUnit,
    entity: dataset.trackedEntities.get(event.trackedEntity ?? ''),
    enrollment: event.trackedEntity === undefined ? undefined : event.enrollment,
    attributeOptionCombo: optionComboOf(context, program, { attributeOptionCombo: event.attributeOptionCombo, ...row }),
  }
  const refusal =
    dateRefusal(row) ??
    accessRefusal(context, place, id, 'update') ??
    uncompletionRefusal(context, event, row) ??
    optionComboRefusal(place, id) ??
    geometryError(programStage, row) ??
    checkDataValues(context, programStage, row)
  return refusal === undefined ? { place } : { refusal }
}

function geometryError(stage: MetadataObject, row: Row): ImportSummary | undefined {
  const type = geometryOf(row['geometry'])?.type
  const featureType = String(stage['featureType'] ?? 'NONE')
  if (type === undefined || type.toUpperCase() === featureType) return undefined
  const given = `Geometry (${type}) does not conform to the feature type (${featureType})`
  return refused(`${given} specified for the program stage: ${stage.id}`, textOf(row, 'event'))
}

function accessRefusal(
  context: LegacyImport,
  place: EventPlace,
  id: string | undefined,
  act: 'create' | 'update',
): ImportSummary | undefined {
  const errors = eventErrors(context, place, act)
  if (errors.length === 0) return undefined
  return conflicting(
    errors.map((value) => ({ object: id ?? '', value })),
    id,
  )
}

const dates = { dueDate: 'due date', eventDate: 'date' } as const

function dateRefusal(row: Row): ImportSummary | undefined {
  const conflicts = Object.entries(dates).flatMap(([name, noun]) => {
    const text = textOf(row, name)
    if (text === undefined || timeOf(text) !== undefined) return []
    return [{ object: 'Event', value: `Invalid event ${noun}: ${text}` }]
  })
  return conflicts.length === 0 ? undefined : conflicting(conflicts, textOf(row, 'event'))
}

function uncompletionRefusal({ user }: LegacyImport, event: EventRecord, row: Row): ImportSummary | undefined {
  const isReopened = event.status === 'COMPLETED' && (textOf(row, 'status') ?? 'ACTIVE') !== 'COMPLETED'
  if (!isReopened || user.isSuperuser || user.authorities.has('F_UNCOMPLETE_EVENT')) return undefined
  return refused('User is not authorized to uncomplete events')
}

function optionComboRefusal(
  { program, attributeOptionCombo }: EventPlace,
  id: string | undefined,
): ImportSummary | undefined {
  const combo = referenceId(program.object['categoryCombo']) ?? defaults.categoryCombo
  if (attributeOptionCombo !== defaults.categoryOptionCombo || combo === defaults.categoryCombo) return undefined
  const value = 'Valid attribute option combo must be specified since program does not have the default category combo'
  return conflicting([{ object: 'attributeOptionCombo', value }], id)
}
