import type { MetadataType, Reference } from './metadata.ts'
import type { Geometry } from './tracker.ts'

/** A name in another language. `property`: NAME, SHORT_NAME, DESCRIPTION, FORM_NAME; `locale`: `fr`, `fr_CA`. */
export interface Translation {
  property: string
  locale: string
  value: string
}

/** An attribute's place in a program or in a type of tracked entity. */
export interface AttributePlace {
  id: string
  mandatory?: boolean
  searchable?: boolean
  displayInList?: boolean
  allowFutureDate?: boolean
  sortOrder?: number
  trackedEntityAttribute?: Reference
}

/** A data element's place in a stage. */
export interface DataElementPlace {
  id: string
  compulsory?: boolean
  allowFutureDate?: boolean
  allowProvidedElsewhere?: boolean
  displayInReports?: boolean
  sortOrder?: number
  dataElement?: Reference
}

/** A limit of the period that a program indicator looks at. */
export interface PeriodBoundary {
  boundaryTarget?: string
  analyticsPeriodBoundaryType?: string
  offsetPeriods?: number
  offsetPeriodType?: string
}

/** What is loaded of an object only where it is selected: what is large, or of use to few. */
export interface MetadataDetails {
  translations: Translation[]
  programTrackedEntityAttributes: AttributePlace[]
  trackedEntityTypeAttributes: AttributePlace[]
  programStageDataElements: DataElementPlace[]
  analyticsPeriodBoundaries: PeriodBoundary[]
  programSections: Reference[]
  programStageSections: Reference[]
  trackedEntityAttributes: Reference[]
  dataElements: Reference[]
  programIndicators: Reference[]
  programRuleActions: Reference[]
  programs: Reference[]
  children: Reference[]
  organisationUnitGroups: Reference[]
  organisationUnits: Reference[]
  categories: Reference[]
  categoryOptions: Reference[]
  categoryOptionCombos: Reference[]
  categoryCombos: Reference[]
  userGroups: Reference[]
  userRoles: Reference[]
  geometry: Geometry
}

/** The name of a detail. */
export type MetadataDetail = keyof MetadataDetails

/** A request for details of objects of one type. */
export interface DetailRequest {
  type: MetadataType
  ids: readonly string[]
  details: readonly MetadataDetail[]
}

/** The details of each object that the caller may see, by UID. */
export type DetailRows = Map<string, Partial<MetadataDetails>>

/** Objects of one type that point at others: `path` leads from them to the reference, as `optionSet` does from a data element. */
export interface InverseReference {
  type: MetadataType
  path: readonly string[]
}
