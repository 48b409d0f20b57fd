import type { ExportRequest } from '../../model/export-request.ts'
import type { MetadataTypes } from '../../model/metadata.ts'
import type { MetadataDetailsLoad } from '../metadata-details-load.ts'
import type { MetadataLoad } from '../metadata-load.ts'

/** A column of a data element or an attribute: its heading, and the names of its options by their codes where these are wanted. */
export interface ValueColumn {
  id: string
  heading: string
  optionNames: ReadonlyMap<string, string> | undefined
}

/** What columns are made of. */
export interface ColumnSource {
  metadata: MetadataLoad
  metadataDetails: MetadataDetailsLoad
}

type ValueType = 'dataElements' | 'trackedEntityAttributes'

/** The columns of the data elements of a stage, or of all stages of a program. */
export async function dataElementColumns(source: ColumnSource, request: ExportRequest): Promise<ValueColumn[]> {
  const { metadata, metadataDetails } = source
  const program = request.program ? await metadata.get('programs', request.program) : null
  const stages = request.programStage ? [request.programStage] : (program?.programStages ?? []).map(({ id }) => id)
  const places = await Promise.all(
    stages.map((stage) => metadataDetails.detail('programStages', stage, 'programStageDataElements')),
  )
  const ids = places.flatMap((list) => sorted(list ?? []).flatMap(({ dataElement }) => dataElement?.id ?? []))
  return valueColumns(source, 'dataElements', ids, request)
}

/** The columns of the attributes of a program, and of a tracked entity type. */
export async function attributeColumns(source: ColumnSource, request: ExportRequest): Promise<ValueColumn[]> {
  const { metadata, metadataDetails } = source
  const program = request.program ? await metadata.get('programs', request.program) : null
  const type = request.trackedEntityType ?? program?.trackedEntityType?.id
  const [ofProgram, ofType] = await Promise.all([
    program ? metadataDetails.detail('programs', program.id, 'programTrackedEntityAttributes') : null,
    type ? metadataDetails.detail('trackedEntityTypes', type, 'trackedEntityTypeAttributes') : null,
  ])
  const places = [...sorted(ofProgram ?? []), ...sorted(ofType ?? [])]
  const ids = places.flatMap(({ trackedEntityAttribute }) => trackedEntityAttribute?.id ?? [])
  return valueColumns(source, 'trackedEntityAttributes', ids, request)
}

function sorted<Place extends { sortOrder?: number }>(places: readonly Place[]): Place[] {
  return places.toSorted((one, other) => (one.sortOrder ?? 0) - (other.sortOrder ?? 0))
}

async function valueColumns(
  source: ColumnSource,
  type: ValueType,
  ids: readonly string[],
  { columns, values }: ExportRequest,
): Promise<ValueColumn[]> {
  const unique = [...new Set(ids)]
  const records = await Promise.all(unique.map((id) => source.metadata.get(type, id)))
  return Promise.all(
    unique.map(async (id, index) => {
      const record = records[index] ?? undefined
      return {
        id,
        heading: headingOf(id, record, columns),
        optionNames: values === 'name' ? await optionNames(source, record?.optionSet?.id) : undefined,
      }
    }),
  )
}

function headingOf(
  id: string,
  record: MetadataTypes[ValueType] | undefined,
  columns: ExportRequest['columns'],
): string {
  const name = record?.displayName ?? record?.name
  return { id, code: record?.code, name }[columns] ?? id
}

async function optionNames(
  { metadata }: ColumnSource,
  optionSet: string | undefined,
): Promise<ReadonlyMap<string, string> | undefined> {
  const set = optionSet ? await metadata.get('optionSets', optionSet) : null
  if (!set) return undefined
  return new Map((set.options ?? []).map(({ code, displayName, name }) => [code ?? '', displayName ?? name ?? '']))
}
