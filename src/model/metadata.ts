/**
 * The metadata that gives tracker's UIDs their meaning, in DHIS2's own property names.
 * Each type has one record: the cheap properties that every query may share from the cache. Lists that grow with the
 * server (a program's organisation units, a tree's descendants) are not in it.
 */

/** What every metadata object carries. A property is absent where DHIS2 holds none. */
export interface MetadataRecord {
  id: string
  code?: string
  name?: string
  displayName?: string
  shortName?: string
  displayShortName?: string
  description?: string
  displayDescription?: string
}

/** A reference to another object by UID. */
export interface Reference {
  id: string
}

/** A program (DHIS2 docs: "Programs"). */
export interface Program extends MetadataRecord {
  programType?: string
  accessLevel?: string
  version?: number
  trackedEntityType?: Reference
  programStages?: Reference[]
  displayIncidentDate?: boolean
  displayEnrollmentDateLabel?: string
  displayIncidentDateLabel?: string
}

/** A stage of a program. */
export interface ProgramStage extends MetadataRecord {
  program?: Reference
  sortOrder?: number
  repeatable?: boolean
  displayExecutionDateLabel?: string
  displayDueDateLabel?: string
}

/** A kind of tracked entity. */
export interface TrackedEntityType extends MetadataRecord {
  featureType?: string
}

/** An attribute that tracked entities carry. */
export interface TrackedEntityAttribute extends MetadataRecord {
  displayFormName?: string
  valueType?: string
  unique?: boolean
  generated?: boolean
  confidential?: boolean
  optionSet?: Reference
}

/** A data element that events carry. */
export interface DataElement extends MetadataRecord {
  displayFormName?: string
  valueType?: string
  optionSet?: Reference
}

/** One choice of an option set. */
export interface Option {
  id: string
  code?: string
  name?: string
  displayName?: string
  sortOrder?: number
}

/** A closed list of choices; it comes with its options, in their order. */
export interface OptionSet extends MetadataRecord {
  valueType?: string
  options?: Option[]
}

/** A node of the organisation unit tree. `path` holds the UIDs from the root, slash separated. */
export interface OrganisationUnit extends MetadataRecord {
  level?: number
  path?: string
  parent?: Reference
  openingDate?: string
  closedDate?: string
}

/** A user as metadata shows one. Keyed by username here, because that is what USERNAME values hold. */
export interface User {
  id: string
  username?: string
  displayName?: string
  firstName?: string
  surname?: string
}

/** What may stand at an end of a relationship: objects of one kind, perhaps of one program or stage. */
export interface RelationshipConstraint {
  relationshipEntity?: string
  program?: Reference
  programStage?: Reference
  trackedEntityType?: Reference
}

/** A kind of tie between tracker objects. */
export interface RelationshipType extends MetadataRecord {
  bidirectional?: boolean
  displayFromToName?: string
  displayToFromName?: string
  fromConstraint?: RelationshipConstraint
  toConstraint?: RelationshipConstraint
}

/** The record of each metadata type, keyed by DHIS2's plural, which is also its endpoint. */
export interface MetadataTypes {
  programs: Program
  programStages: ProgramStage
  trackedEntityTypes: TrackedEntityType
  trackedEntityAttributes: TrackedEntityAttribute
  dataElements: DataElement
  optionSets: OptionSet
  organisationUnits: OrganisationUnit
  categoryOptionCombos: MetadataRecord
  categoryOptions: MetadataRecord
  relationshipTypes: RelationshipType
  users: User
}

/** A metadata type by its plural. */
export type MetadataType = keyof MetadataTypes

/** A request for records by key: UIDs, or usernames for users. */
export interface MetadataRequest<Type extends MetadataType = MetadataType> {
  type: Type
  keys: readonly string[]
}
