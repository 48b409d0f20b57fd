import { checkBundle } from '../imports/check-bundle.ts'
import type { FormIssue } from '../imports/form-issue.ts'
import { type FormMetadata, formKeys } from '../imports/form-metadata.ts'
import { type FormRules, namesByUid } from '../imports/form-rules.ts'
import type { TrackerBundle } from '../model/import-bundle.ts'
import type { MetadataType, MetadataTypes } from '../model/metadata.ts'
import type { MetadataDetail, MetadataDetails } from '../model/metadata-details.ts'
import type { MetadataDetailsLoad } from './metadata-details-load.ts'
import type { MetadataLoad } from './metadata-load.ts'

/** What forms are checked with. */
export interface FormSource {
  metadata: MetadataLoad
  metadataDetails: MetadataDetailsLoad
}

const UID = /^[A-Za-z][A-Za-z0-9]{10}$/
/** The farthest that any clock on earth is ahead of UTC: what is no future there may be none for the server. */
const FARTHEST_AHEAD_MS = 14 * 3_600_000

/** The faults of a bundle that can be told without asking DHIS2; none where its metadata cannot be read, since DHIS2 checks it all again. */
export async function checkForm(
  source: FormSource,
  bundle: TrackerBundle,
  { options, major, isLegacy }: Pick<FormRules, 'options' | 'major' | 'isLegacy'>,
): Promise<FormIssue[]> {
  const today = new Date(Date.now() + FARTHEST_AHEAD_MS).toISOString().slice(0, 10)
  const wanted = namesByUid(options) && options.importStrategy !== 'DELETE'
  const metadata = wanted ? await formMetadata(source, bundle).catch(() => undefined) : NO_METADATA
  return metadata ? checkBundle(bundle, { options, metadata, today, major, isLegacy }) : []
}

const nothing = (): undefined => undefined
const NO_METADATA: FormMetadata = {
  program: nothing,
  programStage: nothing,
  trackedEntityType: nothing,
  trackedEntityAttribute: nothing,
  dataElement: nothing,
  optionSet: nothing,
}

async function formMetadata(source: FormSource, bundle: TrackerBundle): Promise<FormMetadata> {
  const keys = formKeys(bundle)
  const [programs, programStages, types, attributes, dataElements] = await Promise.all([
    withDetail(source, 'programs', keys.programs, 'programTrackedEntityAttributes'),
    withDetail(source, 'programStages', keys.programStages, 'programStageDataElements'),
    withDetail(source, 'trackedEntityTypes', keys.trackedEntityTypes, 'trackedEntityTypeAttributes'),
    records(source, 'trackedEntityAttributes', keys.trackedEntityAttributes),
    records(source, 'dataElements', keys.dataElements),
  ])
  const sets = [...attributes.values(), ...dataElements.values()].flatMap(({ optionSet }) => optionSet?.id ?? [])
  const optionSets = await records(source, 'optionSets', sets)
  return {
    program: (id) => programs.get(id),
    programStage: (id) => programStages.get(id),
    trackedEntityType: (id) => types.get(id),
    trackedEntityAttribute: (id) => attributes.get(id),
    dataElement: (id) => dataElements.get(id),
    optionSet: (id) => optionSets.get(id),
  }
}

async function records<Type extends MetadataType>(
  { metadata }: FormSource,
  type: Type,
  keys: Iterable<string>,
): Promise<Map<string, MetadataTypes[Type]>> {
  const ids = [...new Set(keys)].filter((key) => UID.test(key))
  const found = await Promise.all(ids.map(async (id) => [id, await metadata.get(type, id)] as const))
  return new Map(found.flatMap(([id, record]) => (record ? [[id, record] as const] : [])))
}

async function withDetail<Type extends MetadataType, Detail extends MetadataDetail>(
  source: FormSource,
  type: Type,
  keys: Iterable<string>,
  detail: Detail,
): Promise<Map<string, MetadataTypes[Type] & { [Key in Detail]?: MetadataDetails[Detail] }>> {
  const found = await records(source, type, keys)
  const entries = [...found].map(async ([id, record]) => {
    const places = await source.metadataDetails.detail(type, id, detail)
    return [id, { ...record, ...(places && { [detail]: places }) }] as const
  })
  return new Map(await Promise.all(entries))
}
