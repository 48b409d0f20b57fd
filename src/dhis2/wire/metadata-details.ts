import type { MetadataType } from '../../model/metadata.ts'
import type { DetailRows, InverseReference, MetadataDetail, MetadataDetails } from '../../model/metadata-details.ts'
import { metadataRows } from './metadata.ts'

/** How each detail is asked for, in DHIS2's `fields` syntax. */
const DETAIL_FIELDS: Record<MetadataDetail, string> = {
  translations: 'translations[property,locale,value]',
  programTrackedEntityAttributes:
    'programTrackedEntityAttributes[id,mandatory,searchable,displayInList,allowFutureDate,sortOrder,trackedEntityAttribute[id]]',
  trackedEntityTypeAttributes:
    'trackedEntityTypeAttributes[id,mandatory,searchable,displayInList,trackedEntityAttribute[id]]',
  programStageDataElements:
    'programStageDataElements[id,compulsory,allowFutureDate,allowProvidedElsewhere,displayInReports,sortOrder,dataElement[id]]',
  analyticsPeriodBoundaries:
    'analyticsPeriodBoundaries[boundaryTarget,analyticsPeriodBoundaryType,offsetPeriods,offsetPeriodType]',
  programSections: 'programSections[id]',
  programStageSections: 'programStageSections[id]',
  trackedEntityAttributes: 'trackedEntityAttributes[id]',
  dataElements: 'dataElements[id]',
  programIndicators: 'programIndicators[id]',
  programRuleActions: 'programRuleActions[id]',
  programs: 'programs[id]',
  children: 'children[id]',
  organisationUnitGroups: 'organisationUnitGroups[id]',
  organisationUnits: 'organisationUnits[id]',
  categories: 'categories[id]',
  categoryOptions: 'categoryOptions[id]',
  categoryOptionCombos: 'categoryOptionCombos[id]',
  categoryCombos: 'categoryCombos[id]',
  userGroups: 'userGroups[id]',
  userRoles: 'userRoles[id]',
  geometry: 'geometry',
}

/** The `fields` of a request for details. */
export function detailFields(details: readonly MetadataDetail[]): string {
  return ['id', ...details.map((detail) => DETAIL_FIELDS[detail])].join(',')
}

/** The details of the objects of a list, by UID. */
export function detailsFromWire(type: MetadataType, body: unknown): DetailRows {
  const rows: DetailRows = new Map()
  for (const row of metadataRows(type, body)) {
    const id: unknown = Reflect.get(row, 'id')
    if (typeof id === 'string') rows.set(id, row as Partial<MetadataDetails>)
  }
  return rows
}

/** `a.b.c` printed as `a[b[c[id]]]`. */
export function inverseFields({ path }: InverseReference): string {
  return `id,${path.reduceRight((inner, property) => `${property}[${inner}]`, 'id')}`
}

/** The UIDs of the objects that point at each target, in the list's order. */
export function pointersFromWire({ type, path }: InverseReference, body: unknown): Map<string, string[]> {
  const pointers = new Map<string, string[]>()
  for (const row of metadataRows(type, body)) {
    const id: unknown = Reflect.get(row, 'id')
    if (typeof id !== 'string') continue
    for (const target of new Set(targetsAt(row, path))) pointers.set(target, [...(pointers.get(target) ?? []), id])
  }
  return pointers
}

function targetsAt(value: unknown, [property, ...rest]: readonly string[]): string[] {
  if (Array.isArray(value))
    return value.flatMap((item) => targetsAt(item, property === undefined ? [] : [property, ...rest]))
  if (typeof value !== 'object' || value === null) return []
  if (property !== undefined) return targetsAt(Reflect.get(value, property), rest)
  const id: unknown = Reflect.get(value, 'id')
  return typeof id === 'string' ? [id] : []
}
