import { type Row, rowsOf } from '../legacy-rows.ts'
import { attributeTypeError, lengthError, uniquenessError } from './attribute-checks.ts'
import type { ImportConflict } from './import-summary.ts'
import type { LegacyImport } from './legacy-import.ts'
import { geometryOf, textOf } from './row-values.ts'

/** What is wrong with the type that a tracked entity names. */
export function typeConflicts(id: string | undefined, isKnown: boolean): ImportConflict[] {
  const object = 'TrackedEntityInstance.trackedEntityType'
  if (id === undefined) return [{ object, value: 'Missing required property trackedEntityType' }]
  return isKnown ? [] : [{ object, value: `Invalid trackedEntityType ${id}` }]
}

/** What is wrong with the attributes of a tracked entity; none is mandatory before it is enrolled. */
export function attributeConflicts(
  context: LegacyImport,
  row: Row,
  trackedEntity: string | undefined,
): ImportConflict[] {
  const attributes = context.dataset.metadata.get('trackedEntityAttributes')
  return rowsOf(row['attributes']).flatMap((given) => {
    const [id = '', value] = [textOf(given, 'attribute'), textOf(given, 'value')]
    if (value === undefined) return []
    const attribute = attributes?.get(id)
    if (attribute === undefined) return [{ object: 'Attribute.attribute', value: `Invalid attribute ${id}` }]
    const errors = [
      lengthError(value),
      uniquenessError(context, attribute, value, trackedEntity),
      attributeTypeError(context, attribute, value),
    ]
    return errors.flatMap((error) => (error === undefined ? [] : [{ object: 'Attribute.value', value: error }]))
  })
}

/** What is wrong with the org unit and geometry of a tracked entity. */
export function placeConflicts(
  { dataset }: LegacyImport,
  id: string | undefined,
  orgUnit: string | undefined,
  geometry: unknown,
  featureType: unknown,
): ImportConflict[] {
  const object = id ?? ''
  if (orgUnit === undefined) return [{ object, value: 'No org unit ID in tracked entity instance object' }]
  if (dataset.metadata.get('organisationUnits')?.has(orgUnit) !== true) {
    return [{ object, value: `Invalid org unit ID: ${orgUnit}` }]
  }
  const type = geometryOf(geometry)?.type.toUpperCase()
  if (type === undefined || (featureType !== 'NONE' && type === featureType)) return []
  return [{ object, value: `Geometry does not conform to feature type '${String(featureType)}'` }]
}
