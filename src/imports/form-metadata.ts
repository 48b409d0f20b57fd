import type { TrackerBundle } from '../model/import-bundle.ts'
import type {
  DataElement,
  OptionSet,
  Program,
  ProgramStage,
  TrackedEntityAttribute,
  TrackedEntityType,
} from '../model/metadata.ts'
import type { AttributePlace, DataElementPlace } from '../model/metadata-details.ts'
import { itemsOf } from './bundle-items.ts'
import { objectsOf } from './bundle-objects.ts'

/** A program with its attributes. Without them nothing is said of attributes. */
export type FormProgram = Program & { programTrackedEntityAttributes?: AttributePlace[] }

/** A stage with its data elements. Without them nothing is said of data elements. */
export type FormStage = ProgramStage & { programStageDataElements?: DataElementPlace[] }

/** A tracked entity type with its attributes. Without them nothing is said of mandatory ones. */
export type FormType = TrackedEntityType & { trackedEntityTypeAttributes?: AttributePlace[] }

/** The metadata that forms are checked against, by UID. Undefined: DHIS2 shows the caller no such object. */
export interface FormMetadata {
  program(id: string): FormProgram | undefined
  programStage(id: string): FormStage | undefined
  trackedEntityType(id: string): FormType | undefined
  trackedEntityAttribute(id: string): TrackedEntityAttribute | undefined
  dataElement(id: string): DataElement | undefined
  /** With its options. */
  optionSet(id: string): OptionSet | undefined
}

/** The identifiers of the metadata that a bundle names, as it names them. Option sets are named by attributes and data elements. */
export interface FormKeys {
  programs: Set<string>
  programStages: Set<string>
  trackedEntityTypes: Set<string>
  trackedEntityAttributes: Set<string>
  dataElements: Set<string>
}

/** What has to be known before a bundle's forms can be checked. */
export function formKeys(bundle: TrackerBundle): FormKeys {
  const objects = objectsOf(bundle)
  const named = (property: string): Set<string> =>
    new Set(objects.map(({ object }): unknown => Reflect.get(object, property)).filter(isFilled))
  const identifiers = (list: 'attributes' | 'dataValues'): Set<string> =>
    new Set(
      objects
        .flatMap(itemsOf)
        .filter((item) => item.list === list)
        .map(({ identifier }) => identifier)
        .filter(isFilled),
    )
  return {
    programs: named('program'),
    programStages: named('programStage'),
    trackedEntityTypes: named('trackedEntityType'),
    trackedEntityAttributes: identifiers('attributes'),
    dataElements: identifiers('dataValues'),
  }
}

function isFilled(text: unknown): text is string {
  return typeof text === 'string' && text !== ''
}
