/**
 * The metadata that gives tracker's UIDs their meaning, in DHIS2's own property names.
 * Each type has one record: the cheap properties that every query may share from the cache. Lists that grow with the
 * server (a program's organisation units, a tree's descendants) are not in it.
 */

/** What every metadata object carries. A property is absent where DHIS2 holds none. Times are in the server's zone. */
export interface MetadataRecord {
  id: string
  code?: string
  name?: string
  displayName?: string
  shortName?: string
  displayShortName?: string
  description?: string
  displayDescription?: string
  created?: string
  lastUpdated?: string
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
  categoryCombo?: Reference
  programStages?: Reference[]
  featureType?: string
  displayIncidentDate?: boolean
  displayEnrollmentDateLabel?: string
  displayIncidentDateLabel?: string
  onlyEnrollOnce?: boolean
  selectEnrollmentDatesInFuture?: boolean
  selectIncidentDatesInFuture?: boolean
  minAttributesRequiredToSearch?: number
  maxTeiCountToReturn?: number
  expiryDays?: number
  completeEventsExpiryDays?: number
}

/** A stage of a program. */
export interface ProgramStage extends MetadataRecord {
  program?: Reference
  sortOrder?: number
  repeatable?: boolean
  featureType?: string
  validationStrategy?: string
  minDaysFromStart?: number
  standardInterval?: number
  autoGenerateEvent?: boolean
  hideDueDate?: boolean
  blockEntryForm?: boolean
  enableUserAssignment?: boolean
  displayExecutionDateLabel?: string
  displayDueDateLabel?: string
}

/** A part of the form of a program's attributes, or of a stage's data elements. */
export interface FormSection extends MetadataRecord {
  sortOrder?: number
  program?: Reference
  programStage?: Reference
}

/** A kind of tracked entity. */
export interface TrackedEntityType extends MetadataRecord {
  featureType?: string
  minAttributesRequiredToSearch?: number
  maxTeiCountToReturn?: number
}

/** An attribute that tracked entities carry. */
export interface TrackedEntityAttribute extends MetadataRecord {
  displayFormName?: string
  formName?: string
  valueType?: string
  unique?: boolean
  generated?: boolean
  pattern?: string
  confidential?: boolean
  inherit?: boolean
  orgunitScope?: boolean
  optionSet?: Reference
}

/** A data element that events carry. */
export interface DataElement extends MetadataRecord {
  displayFormName?: string
  formName?: string
  valueType?: string
  domainType?: string
  aggregationType?: string
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

/** The categories that data is broken down by, or one of them. */
export interface CategoryDimension extends MetadataRecord {
  isDefault?: boolean
}

/** A choice of one option of each category of a combination. */
export interface CategoryOptionCombo extends MetadataRecord {
  categoryCombo?: Reference
}

/** A calculation over the events or enrollments of a program. */
export interface ProgramIndicator extends MetadataRecord {
  program?: Reference
  expression?: string
  filter?: string
  analyticsType?: string
  aggregationType?: string
}

/** A rule that a form applies while data is entered. */
export interface ProgramRule extends MetadataRecord {
  program?: Reference
  programStage?: Reference
  condition?: string
  priority?: number
}

/** What a rule does. */
export interface ProgramRuleAction extends MetadataRecord {
  programRule?: Reference
  programRuleActionType?: string
  content?: string
  data?: string
  location?: string
  dataElement?: Reference
  trackedEntityAttribute?: Reference
}

/** A name that rules call a value by. */
export interface ProgramRuleVariable extends MetadataRecord {
  program?: Reference
  programStage?: Reference
  programRuleVariableSourceType?: string
  dataElement?: Reference
  trackedEntityAttribute?: Reference
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

/** A user as metadata shows one. Keyed by username here, because that is what USERNAME values hold. */
export interface User {
  id: string
  username?: string
  displayName?: string
  firstName?: string
  surname?: string
}

/** The record of each metadata type, keyed by DHIS2's plural, which is also its endpoint. */
export interface MetadataTypes {
  programs: Program
  programStages: ProgramStage
  programSections: FormSection
  programStageSections: FormSection
  trackedEntityTypes: TrackedEntityType
  trackedEntityAttributes: TrackedEntityAttribute
  dataElements: DataElement
  optionSets: OptionSet
  options: Option
  organisationUnits: OrganisationUnit
  organisationUnitGroups: MetadataRecord
  categoryCombos: CategoryDimension
  categories: CategoryDimension
  categoryOptions: CategoryDimension
  categoryOptionCombos: CategoryOptionCombo
  programIndicators: ProgramIndicator
  programRules: ProgramRule
  programRuleActions: ProgramRuleAction
  programRuleVariables: ProgramRuleVariable
  relationshipTypes: RelationshipType
  userGroups: MetadataRecord
  userRoles: MetadataRecord
  users: User
}

/** A metadata type by its plural. */
export type MetadataType = keyof MetadataTypes

/** A request for records by key: UIDs, or usernames for users. */
export interface MetadataRequest<Type extends MetadataType = MetadataType> {
  type: Type
  keys: readonly string[]
}
