import { readFileSync } from 'node:fs'
import type { FormMetadata, FormProgram, FormStage, FormType } from '../../src/imports/form-metadata.ts'
import type { DataElement, Option, OptionSet, TrackedEntityAttribute } from '../../src/model/metadata.ts'

interface Dataset {
  programs: FormProgram[]
  programStages: FormStage[]
  trackedEntityTypes: FormType[]
  trackedEntityAttributes: TrackedEntityAttribute[]
  dataElements: DataElement[]
  optionSets: (OptionSet & { options: { id: string }[] })[]
  options: Option[]
}

/** The dataset's metadata, as the recorded servers had it. */
export const dataset: Dataset = JSON.parse(
  readFileSync(new URL('../../src/sandbox/dataset/metadata.json', import.meta.url), 'utf8'),
)

const byId = <Item extends { id: string }>(items: readonly Item[]): ((id: string) => Item | undefined) => {
  const map = new Map(items.map((item) => [item.id, item]))
  return (id) => map.get(id)
}

const optionById = byId(dataset.options)

/** The dataset's metadata, to check forms against. */
export const datasetForm: FormMetadata = {
  program: byId(dataset.programs),
  programStage: byId(dataset.programStages),
  trackedEntityType: byId(dataset.trackedEntityTypes),
  trackedEntityAttribute: byId(dataset.trackedEntityAttributes),
  dataElement: byId(dataset.dataElements),
  optionSet: byId(
    dataset.optionSets.map((set) => ({ ...set, options: set.options.flatMap(({ id }) => optionById(id) ?? []) })),
  ),
}
