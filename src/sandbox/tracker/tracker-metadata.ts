import type { Dataset, MetadataObject } from '../dataset.ts'
import { referenceId, referenceIds } from '../dataset-metadata.ts'

/** What searching outside the caller's own org units asks for, of a program or a tracked entity type. */
export interface SearchRules {
  searchable: Set<string>
  minimumAttributes: number
  maximumCount: number
}

/** A program as the tracker export needs it. */
export interface ProgramInfo extends SearchRules {
  id: string
  object: MetadataObject
  isRegistration: boolean
  /** `OPEN`, `AUDITED`, `PROTECTED` or `CLOSED`. */
  accessLevel: string
  trackedEntityType: string | undefined
  stages: string[]
  attributes: Set<string>
}

/** A tracked entity type as the tracker export needs it. */
export interface TypeInfo extends SearchRules {
  id: string
  object: MetadataObject
  attributes: Set<string>
}

/** A tracked entity attribute or data element: what filtering, ordering and showing its values needs. */
export interface ValueInfo {
  id: string
  code: string | undefined
  displayName: string
  valueType: string
  isUnique: boolean
}

/** The metadata behind tracker data, read once from the dataset's plain objects. */
export interface TrackerMetadata {
  programs: Map<string, ProgramInfo>
  types: Map<string, TypeInfo>
  attributes: Map<string, ValueInfo>
  dataElements: Map<string, ValueInfo>
  stages: Map<string, MetadataObject>
  relationshipTypes: Map<string, MetadataObject>
  categoryOptions: Map<string, MetadataObject>
  /** Attributes of any type: a tracked entity shows these whichever program is asked for. */
  typeAttributes: Set<string>
}

/** Reads the tracker metadata of a dataset. */
export function readTrackerMetadata(dataset: Dataset): TrackerMetadata {
  const all = (plural: string): Map<string, MetadataObject> => dataset.metadata.get(plural) ?? new Map()
  const types = mapValues(all('trackedEntityTypes'), typeInfo)
  return {
    programs: mapValues(all('programs'), programInfo),
    types,
    attributes: mapValues(all('trackedEntityAttributes'), valueInfo),
    dataElements: mapValues(all('dataElements'), valueInfo),
    stages: all('programStages'),
    relationshipTypes: all('relationshipTypes'),
    categoryOptions: all('categoryOptions'),
    typeAttributes: new Set([...types.values()].flatMap((type) => [...type.attributes])),
  }
}

function programInfo(object: MetadataObject): ProgramInfo {
  return {
    id: object.id,
    object,
    isRegistration: object['programType'] === 'WITH_REGISTRATION',
    accessLevel: String(object['accessLevel'] ?? 'OPEN'),
    trackedEntityType: referenceId(object['trackedEntityType']),
    stages: referenceIds(object['programStages']),
    ...searchRules(object, 'programTrackedEntityAttributes'),
  }
}

function typeInfo(object: MetadataObject): TypeInfo {
  return { id: object.id, object, ...searchRules(object, 'trackedEntityTypeAttributes') }
}

function searchRules(object: MetadataObject, links: string): SearchRules & { attributes: Set<string> } {
  const attributes = new Set<string>()
  const searchable = new Set<string>()
  const list: unknown = object[links]
  const entries: unknown[] = Array.isArray(list) ? list : []
  for (const link of entries.filter(isLink)) {
    const id = referenceId(link.trackedEntityAttribute)
    if (id === undefined) continue
    attributes.add(id)
    if (link.searchable === true) searchable.add(id)
  }
  return {
    attributes,
    searchable,
    minimumAttributes: Number(object['minAttributesRequiredToSearch'] ?? 1),
    maximumCount: Number(object['maxTeiCountToReturn'] ?? 0),
  }
}

interface AttributeLink {
  trackedEntityAttribute: unknown
  searchable?: unknown
}

function isLink(value: unknown): value is AttributeLink {
  return typeof value === 'object' && value !== null && 'trackedEntityAttribute' in value
}

function valueInfo(object: MetadataObject): ValueInfo {
  return {
    id: object.id,
    code: object['code'] === undefined ? undefined : String(object['code']),
    displayName: String(object['name']),
    valueType: String(object['valueType']),
    isUnique: object['unique'] === true,
  }
}

function mapValues<In, Out>(map: Map<string, In>, transform: (value: In) => Out): Map<string, Out> {
  return new Map([...map].map(([id, value]) => [id, transform(value)]))
}
