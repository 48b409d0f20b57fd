/** The data values of an event: those of its stage, and the compulsory ones among them. */
import type { MetadataObject } from '../../dataset-metadata.ts'
import { type EventItem, statusesWithoutValues } from '../bundle/bundle.ts'
import type { ImportRun } from '../import-run.ts'
import { stageElements } from '../program-metadata.ts'
import { checkDataValue } from './values.ts'

/** Checks the values that an event gives and needs. */
export function checkEventValues(run: ImportRun, item: EventItem, stage: MetadataObject): void {
  const { issues, names, facts } = run
  for (const { dataElement, value } of item.dataValues) {
    const element = names.find('dataElements', dataElement)
    if (element === undefined) issues.addError(item, 'E1304', names.given('dataElements', dataElement))
    else if (value !== undefined) checkDataValue(run, item, element, value)
  }
  if (facts.checksEventStatus && statusesWithoutValues.includes(item.status) && item.dataValues.length > 0) {
    issues.addError(item, 'E1315', item.status, '[ACTIVE, VISITED, COMPLETED]')
  }
  const elements = stageElements(stage)
  compulsoryValues(run, item, stage)
  for (const identifier of new Set(item.dataValues.map(({ dataElement }) => dataElement))) {
    const element = names.find('dataElements', identifier)
    if (elements.some(({ id }) => id === element?.id)) continue
    issues.addError(item, 'E1305', names.given('dataElements', identifier), stage.id)
  }
}

/** Where a stage asks for its compulsory values only of what is completed, others may lack them. */
function compulsoryValues(run: ImportRun, item: EventItem, stage: MetadataObject): void {
  const { issues, names, dataset } = run
  const isChecked = stage['validationStrategy'] !== 'ON_COMPLETE' || item.status === 'COMPLETED'
  if (!isChecked || statusesWithoutValues.includes(item.status)) return
  const given = new Map(
    item.dataValues.map((value) => [names.find('dataElements', value.dataElement)?.id, value.value]),
  )
  const stored = new Set(dataset.events.get(item.uid)?.dataValues.map(({ dataElement }) => dataElement))
  for (const { id, isMandatory } of stageElements(stage)) {
    const element = dataset.metadata.get('dataElements')?.get(id)
    if (!isMandatory || element === undefined) continue
    const name = names.expected('dataElements', element)
    if (!given.has(id) && !stored.has(id)) issues.addError(item, 'E1303', name)
    if (given.has(id) && given.get(id) === undefined) issues.addError(item, 'E1076', 'DataElement', name)
  }
}
