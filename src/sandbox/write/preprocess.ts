/** What DHIS2 fills in before it checks a bundle: programs and stages of events that tell one of the two. */
import { referenceId, referenceIds } from '../dataset-metadata.ts'
import type { RelationshipItem } from './bundle/bundle.ts'
import type { ImportRun } from './import-run.ts'
import { isRegistration } from './program-metadata.ts'

/** Fills in what follows from the rest, and leaves out relationships that the bundle holds twice. */
export function preprocess(run: ImportRun): void {
  const { bundle, names, dataset } = run
  for (const item of bundle.events) {
    const stage = names.find('programStages', item.programStage)
    const program = dataset.metadata.get('programs')?.get(referenceId(stage?.['program']) ?? '')
    if (item.program === undefined && program !== undefined) item.program = names.expected('programs', program).text
    const own = names.find('programs', item.program)
    if (own === undefined || isRegistration(own)) continue
    item.enrollment = undefined
    const first = dataset.metadata.get('programStages')?.get(referenceIds(own['programStages'])[0] ?? '')
    if (item.programStage === undefined && first !== undefined) {
      item.programStage = names.expected('programStages', first).text
    }
  }
  const seen = new Set<string>()
  bundle.relationships = bundle.relationships.filter((item) => {
    const key = keyOf(item)
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}

function keyOf({ relationshipType, from, to }: RelationshipItem): string {
  return JSON.stringify([relationshipType, from, to])
}
