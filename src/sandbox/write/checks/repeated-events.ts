/** Stages that are not repeatable have one event in an enrollment: among those of the bundle, and beside those stored. */
import type { EventItem } from '../bundle/bundle.ts'
import { type ImportRun, strategyOf } from '../import-run.ts'
import { isRegistration } from '../program-metadata.ts'

/** E1039, looked at after the events were checked one by one. */
export function checkRepeatedEvents(run: ImportRun): void {
  const { bundle, issues, facts } = run
  const single = bundle.events.filter((item) => isSingleStage(run, item))
  const given = new Map<string, EventItem[]>()
  for (const item of single) {
    if (issues.isInvalid(item) || strategyOf(run, item) === 'DELETE') continue
    const key = `${item.programStage}/${item.enrollment}`
    given.set(key, [...(given.get(key) ?? []), item])
  }
  for (const items of given.values()) if (items.length > 1) for (const item of items) refuse(run, item)
  for (const item of single) {
    if (issues.isInvalid(item) && !facts.repeatedEventsAlways) continue
    if (strategyOf(run, item) === 'CREATE' && hasStored(run, item)) refuse(run, item)
  }
}

function refuse({ issues, names }: ImportRun, item: EventItem): void {
  issues.addError(item, 'E1039', names.given('programStages', item.programStage))
}

function isSingleStage({ names, index }: ImportRun, item: EventItem): boolean {
  const stage = names.find('programStages', item.programStage)
  if (stage === undefined || stage['repeatable'] === true) return false
  const program = [...index.metadata.programs.values()].find(({ stages }) => stages.includes(stage.id))
  return program !== undefined && isRegistration(program.object)
}

function hasStored({ dataset, names }: ImportRun, item: EventItem): boolean {
  const stage = names.find('programStages', item.programStage)?.id
  return (dataset.enrollments.get(item.enrollment ?? '')?.events ?? []).some((id) => {
    const event = dataset.events.get(id)
    return event?.programStage === stage && event?.deleted !== true
  })
}
