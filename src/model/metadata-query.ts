import type { MetadataType, MetadataTypes } from './metadata.ts'

/** How a metadata property is compared (DHIS2 docs: "Metadata object filter"); text operators ignore case but `eq` and `in`. */
export type MetadataOperator =
  | 'eq'
  | 'ne'
  | 'like'
  | 'startsWith'
  | 'endsWith'
  | 'in'
  | 'le'
  | 'ge'
  | 'isNull'
  | 'token'

/** One condition: all of a query's must hold. `path`: a property, or one behind references, as `parent.id`. */
export interface MetadataCondition {
  path: string
  operator: MetadataOperator
  values: readonly string[]
}

/** Which objects of a type to list, and in which order. */
export interface MetadataQuery {
  type: MetadataType
  conditions: readonly MetadataCondition[]
  order: readonly { by: string; direction: 'asc' | 'desc' }[]
}

/** One page of records, in order, by key, with the count of all. */
export interface MetadataPage<Type extends MetadataType> {
  records: Map<string, MetadataTypes[Type]>
  total: number
}
