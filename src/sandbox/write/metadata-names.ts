/** Finds the metadata that a bundle names, in the id schemes of the import; what its user may not read is not there. */
import type { Dataset, SandboxUser } from '../dataset.ts'
import type { MetadataObject } from '../dataset-metadata.ts'
import { canReadMetadata } from '../sharing.ts'
import type { IssueArgument } from './issues/issues.ts'

/** How metadata is named: by UID, code or name, or by the value of an attribute. */
export type IdScheme = 'UID' | 'CODE' | 'NAME' | { attribute: string }

/** The kinds of metadata that a bundle names, by their plural. */
export type NamedPlural =
  | 'organisationUnits'
  | 'programs'
  | 'programStages'
  | 'dataElements'
  | 'categoryOptionCombos'
  | 'categoryOptions'
  | 'trackedEntityTypes'
  | 'trackedEntityAttributes'
  | 'relationshipTypes'

/** Finds and names metadata. */
export interface MetadataNames {
  find: (plural: NamedPlural, identifier: string | undefined) => MetadataObject | undefined
  /** An identifier as issues tell it. */
  given: (plural: NamedPlural, identifier: string | undefined) => IssueArgument
  /** An object as issues tell it where the bundle should have named it. */
  expected: (plural: NamedPlural, object: MetadataObject) => IssueArgument
}

/** The names of an import. */
export function createMetadataNames(
  { metadata }: Dataset,
  user: SandboxUser,
  schemeOf: (plural: NamedPlural) => IdScheme,
): MetadataNames {
  const byName = new Map<NamedPlural, Map<string, MetadataObject>>()
  const named = (plural: NamedPlural, scheme: IdScheme): Map<string, MetadataObject> => {
    const objects = metadata.get(plural) ?? new Map<string, MetadataObject>()
    if (scheme === 'UID') return objects
    const known = byName.get(plural) ?? new Map([...objects.values()].map((object) => [nameOf(object, scheme), object]))
    byName.set(plural, known)
    return known
  }
  const given: MetadataNames['given'] = (plural, identifier) => argument(schemeOf(plural), identifier)
  return {
    find: (plural, identifier) => {
      if (identifier === undefined || identifier === '') return undefined
      const object = named(plural, schemeOf(plural)).get(identifier)
      return object !== undefined && canReadMetadata(user, object) ? object : undefined
    },
    given,
    expected: (plural, object) => given(plural, nameOf(object, schemeOf(plural))),
  }
}

function nameOf(object: MetadataObject, scheme: IdScheme): string {
  if (scheme === 'UID') return object.id
  if (scheme === 'CODE') return String(object['code'] ?? '')
  if (scheme === 'NAME') return String(object['name'] ?? '')
  const values: unknown[] = Array.isArray(object['attributeValues']) ? object['attributeValues'] : []
  const value = values.find((candidate) => Object(Object(candidate).attribute).id === scheme.attribute)
  return String(Object(value).value ?? '')
}

function argument(scheme: IdScheme, identifier: string | undefined): IssueArgument {
  const name = typeof scheme === 'string' ? scheme : 'ATTRIBUTE'
  const [id, value] = typeof scheme === 'string' ? [identifier ?? null, null] : [scheme.attribute, identifier ?? null]
  const dump = `MetadataIdentifier(idScheme=${name}, identifier=${id}, attributeValue=${value})`
  return { text: identifier ?? 'NULL', dump }
}
