/** What the checks of an import ask of programs, stages and types. */
import type { Dataset, MetadataObject } from '../dataset.ts'
import { defaults, referenceId, referenceIds } from '../dataset-metadata.ts'

/** A link to an attribute or data element with what the program, type or stage says of it. */
export interface Linked {
  id: string
  isMandatory: boolean
}

/** Whether people are enrolled into the program. */
export const isRegistration = (program: MetadataObject): boolean => program['programType'] === 'WITH_REGISTRATION'

/** The attributes of a program. */
export const programAttributes = (program: MetadataObject): Linked[] =>
  linked(program['programTrackedEntityAttributes'], 'trackedEntityAttribute', 'mandatory')

/** The attributes of a tracked entity type. */
export const typeAttributes = (type: MetadataObject): Linked[] =>
  linked(type['trackedEntityTypeAttributes'], 'trackedEntityAttribute', 'mandatory')

/** The data elements of a program stage. */
export const stageElements = (stage: MetadataObject): Linked[] =>
  linked(stage['programStageDataElements'], 'dataElement', 'compulsory')

function linked(list: unknown, to: string, mandatory: string): Linked[] {
  const links: unknown[] = Array.isArray(list) ? list : []
  return links.flatMap((link) => {
    const { [to]: target, [mandatory]: isMandatory } = Object(link)
    const id = referenceId(target)
    return id === undefined ? [] : [{ id, isMandatory: isMandatory === true }]
  })
}

/** Whether the program may be used at the org unit. */
export const isAtOrgUnit = (program: MetadataObject, orgUnit: string): boolean =>
  referenceIds(program['organisationUnits']).includes(orgUnit)

/** The program's category combo, which is the default one unless told. */
export const categoryComboOf = (program: MetadataObject): string =>
  referenceId(program['categoryCombo']) ?? defaults.categoryCombo

/** The option combo of a category combo with exactly these options. */
export function optionComboOf(
  { metadata }: Dataset,
  categoryCombo: string,
  options: string[],
): MetadataObject | undefined {
  return [...(metadata.get('categoryOptionCombos')?.values() ?? [])].find((combo) => {
    const own = referenceIds(combo['categoryOptions'])
    return (
      referenceId(combo['categoryCombo']) === categoryCombo &&
      own.length === options.length &&
      own.every((id) => options.includes(id))
    )
  })
}
