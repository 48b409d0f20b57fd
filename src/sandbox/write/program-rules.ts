/** The dataset's program rules: comparisons of one value with a number, which show an error or a warning at a data element. */
import type { MetadataObject } from '../dataset-metadata.ts'
import { referenceId, referenceIds } from '../dataset-metadata.ts'
import { type EventItem, statusesWithoutValues } from './bundle/bundle.ts'
import type { ImportRun } from './import-run.ts'
import { stageElements } from './program-metadata.ts'

/** Runs the rules of the programs of the bundle's good events. */
export function runProgramRules(run: ImportRun): void {
  for (const item of run.bundle.events) {
    const stage = run.names.find('programStages', item.programStage)
    if (!run.issues.isInvalid(item) && stage !== undefined && asksForValues(item, stage)) runRules(run, item, stage)
  }
}

/** Where a stage is checked on completion only, its rules are silent before. */
function asksForValues({ status }: EventItem, stage: MetadataObject): boolean {
  if (statusesWithoutValues.includes(status)) return false
  return stage['validationStrategy'] !== 'ON_COMPLETE' || status === 'COMPLETED'
}

function runRules(run: ImportRun, item: EventItem, stage: MetadataObject): void {
  const program = referenceId(stage['program'])
  const rules = [...(run.dataset.metadata.get('programRules')?.values() ?? [])]
  for (const rule of rules) {
    if (referenceId(rule['program']) !== program || !isTrue(run, item, rule)) continue
    for (const id of referenceIds(rule['programRuleActions'])) {
      const action = run.dataset.metadata.get('programRuleActions')?.get(id)
      const element = referenceId(action?.['dataElement'])
      if (action === undefined || !stageElements(stage).some((link) => link.id === element)) continue
      show(run, item, { rule: rule.id, action, element: element ?? '' })
    }
  }
}

/** From 2.40 on an empty text stands between the message and where it belongs. */
function show(
  { issues, facts }: ImportRun,
  item: EventItem,
  { rule, action, element }: { rule: string; action: MetadataObject; element: string },
): void {
  const gap = facts.messages === '2.38' ? ' ' : '  '
  const text = `${String(action['content'])}${gap}(${element})`
  if (action['programRuleActionType'] === 'SHOWERROR') issues.addError(item, 'E1300', rule, text)
  if (action['programRuleActionType'] === 'SHOWWARNING') issues.addWarning(item, 'E1300', rule, text)
}

const comparison = /^#\{(\w+)\} (<|<=|>|>=|==|!=) (-?\d+(?:\.\d+)?)$/

const operators: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
}

/** A variable without a value is 0 to the rule engine. */
function isTrue(run: ImportRun, item: EventItem, { condition, program }: MetadataObject): boolean {
  const [, name, operator = '', right] = comparison.exec(String(condition)) ?? []
  const variable = [...(run.dataset.metadata.get('programRuleVariables')?.values() ?? [])].find(
    (candidate) => candidate['name'] === name && referenceId(candidate['program']) === referenceId(program),
  )
  const compare = operators[operator]
  if (variable === undefined || compare === undefined) return false
  const value = valueOfElement(run, item, referenceId(variable['dataElement']) ?? '')
  return compare(Number(value ?? 0), Number(right))
}

/** The value of the event itself: both kinds of variables of the dataset mean it, as no stage of theirs is repeatable. */
function valueOfElement({ names, dataset }: ImportRun, item: EventItem, element: string): string | undefined {
  const given = item.dataValues.find(({ dataElement }) => names.find('dataElements', dataElement)?.id === element)
  if (given !== undefined) return given.value
  return dataset.events.get(item.uid)?.dataValues.find(({ dataElement }) => dataElement === element)?.value
}
