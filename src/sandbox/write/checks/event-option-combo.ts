/** The attribute option combo of an event, which is one of its program's category combo. */
import type { MetadataObject } from '../../dataset-metadata.ts'
import { defaults, referenceId, referenceIds } from '../../dataset-metadata.ts'
import type { EventItem } from '../bundle/bundle.ts'
import type { ImportRun } from '../import-run.ts'
import { objectArgument } from '../issues/issue-arguments.ts'
import { categoryComboOf, optionComboOf } from '../program-metadata.ts'

/** The option combo of an event: the one it names, the one of its category options, or the default one. */
export function optionComboOfEvent(
  run: ImportRun,
  item: EventItem,
  program: MetadataObject,
): MetadataObject | undefined {
  const { names, dataset } = run
  if (item.attributeOptionCombo !== undefined) return names.find('categoryOptionCombos', item.attributeOptionCombo)
  const categoryCombo = categoryComboOf(program)
  if (item.attributeCategoryOptions.length > 0) {
    const options = item.attributeCategoryOptions.flatMap((id) => names.find('categoryOptions', id)?.id ?? [])
    return optionComboOf(dataset, categoryCombo, options)
  }
  if (categoryCombo !== defaults.categoryCombo) return undefined
  return dataset.metadata.get('categoryOptionCombos')?.get(defaults.categoryOptionCombo)
}

/** Checks it; what is not there is told before what does not fit. */
export function checkEventOptionCombo(run: ImportRun, item: EventItem, program: MetadataObject): void {
  const { issues, names, facts, dataset } = run
  const before = issues.errors.length
  const { attributeOptionCombo: named, attributeCategoryOptions: options } = item
  const combo = optionComboOfEvent(run, item, program)
  const isDefaultProgram = categoryComboOf(program) === defaults.categoryCombo
  const namedCombo = named === undefined ? undefined : names.find('categoryOptionCombos', named)
  if (named !== undefined && namedCombo === undefined) {
    issues.addError(item, 'E1115', names.given('categoryOptionCombos', named))
  }
  for (const option of options) {
    if (names.find('categoryOptions', option) === undefined) {
      issues.addError(item, 'E1116', names.given('categoryOptions', option))
    }
  }
  const isDefaultNamed = referenceId(namedCombo?.['categoryCombo']) === defaults.categoryCombo
  const isNothingNamed = named === undefined && options.length === 0
  if (!isDefaultProgram && (isNothingNamed || isDefaultNamed)) issues.addError(item, 'E1055')
  if (issues.errors.length > before) return
  const categoryCombo = dataset.metadata.get('categoryCombos')?.get(categoryComboOf(program))
  const comboArgument =
    categoryCombo === undefined ? '' : objectArgument(facts, 'category.CategoryCombo', categoryCombo)
  const optionsText = `[${options.join(', ')}]`
  if (combo === undefined) {
    issues.addError(item, 'E1117', comboArgument, optionsText)
    return
  }
  if (named !== undefined && referenceId(combo['categoryCombo']) !== categoryComboOf(program)) {
    issues.addError(item, 'E1054', names.given('categoryOptionCombos', named), comboArgument)
    return
  }
  const own = referenceIds(combo['categoryOptions'])
  const ids = options.map((option) => names.find('categoryOptions', option)?.id ?? '')
  const isMismatch = options.length > 0 && (own.length !== ids.length || !own.every((id) => ids.includes(id)))
  if (isMismatch) issues.addError(item, 'E1117', named ?? comboArgument, optionsText)
}
