import type { Dataset, MetadataObject, SandboxUser } from '../dataset.ts'
import { referenceId } from '../dataset-metadata.ts'
import { emptyTree, type FieldTree, parseFields, putField } from '../fields.ts'
import { canReadMetadata, canReadObjectData, canWriteObjectData } from '../sharing.ts'
import type { SandboxVersion } from '../versions/version-facts.ts'
import type { Expander } from './expanded-objects.ts'
import { dataSharedPlurals, referenceTargets } from './metadata-types.ts'

/** What field selection needs to know to follow references and to fill `access`. */
export interface SelectionContext {
  dataset: Dataset
  expand: Expander
  user: SandboxUser
}

const presets: Record<string, FieldTree> = {
  identifiable: parseFields('id,name,code,created,lastUpdated,lastUpdatedBy'),
  nameable: parseFields('id,name,shortName,description,code,created,lastUpdated'),
  idName: parseFields('id,displayName'),
  id: parseFields('id'),
  code: parseFields('code'),
}

const everything: FieldTree = { ...emptyTree(), all: true }
const idOnly = parseFields('id')
const userReference = parseFields('id,code,name,displayName,username')

/** One metadata object as the `fields` selection wants it, references followed as deep as it goes. */
export function selectObject(
  tree: FieldTree,
  plural: string,
  object: MetadataObject,
  context: SelectionContext,
): Record<string, unknown> {
  const { all, derived } = context.expand(plural, object)
  const withAccess = wants(tree, 'access', undefined, derived)
    ? { ...all, access: accessOf(plural, object, context) }
    : all
  return selectProperties(tree, withAccess, derived, context)
}

/** The selected properties of an expanded or embedded object. */
export function selectProperties(
  tree: FieldTree,
  properties: Record<string, unknown>,
  derived: ReadonlySet<string>,
  context: SelectionContext,
): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const name in properties) {
    const value = properties[name]
    if (value === undefined || value === null || !wants(tree, name, value, derived)) continue
    const selection = tree.fields.get(name)
    const selected = selectValue(selection?.tree, name, value, context)
    if (selection === undefined) result[name] = selected
    else putField(result, name, selection, selected)
  }
  return result
}

function wants(tree: FieldTree, name: string, value: unknown, derived: ReadonlySet<string>): boolean {
  if (tree.excluded.has(name)) return false
  if (tree.all || tree.fields.has(name)) return true
  for (const preset of tree.presets) {
    if (preset === 'owner' || preset === 'persisted') {
      if (!derived.has(name)) return true
    } else if (preset === 'simple') {
      if (value !== undefined && typeof value !== 'object') return true
    } else if (presets[preset]?.fields.has(name)) return true
  }
  return false
}

function selectValue(tree: FieldTree | undefined, name: string, value: unknown, context: SelectionContext): unknown {
  if (Array.isArray(value)) return value.map((item) => selectValue(tree, name, item, context))
  if (typeof value !== 'object' || value === null) return value
  const plural = referenceTargets.get(name)
  // The groups that an object is shared with stand under their ids, and so are no reference.
  const isReference = referenceId(value) !== undefined
  if (plural === undefined || !isReference)
    return selectProperties(tree ?? everything, { ...value }, new Set(), context)
  const isUserStamp = name === 'createdBy' || name === 'lastUpdatedBy' || name === 'user'
  const wanted = tree ?? (isUserStamp ? userReference : idOnly)
  const target = context.dataset.metadata.get(plural)?.get(referenceId(value) ?? '')
  return target === undefined
    ? selectProperties(wanted, { ...value }, new Set(), context)
    : selectObject(wanted, plural, target, context)
}

/** What a user may do with a metadata object that they may see. */
export function metadataAccess({ metadata }: SandboxVersion, user: SandboxUser): Record<string, boolean> {
  // Besides sharing, DHIS2 asks for an authority of the type, which among this dataset's users only superusers have.
  const write = user.isSuperuser
  const access = { manage: write, write, read: true, update: write, delete: write }
  return metadata.hasExternalSharing ? { ...access, externalize: write } : access
}

function accessOf(
  plural: string,
  object: MetadataObject,
  { dataset, user }: SelectionContext,
): Record<string, unknown> {
  const access = { ...metadataAccess(dataset.version, user), read: canReadMetadata(user, object) }
  if (!dataSharedPlurals.has(plural)) return access
  return { ...access, data: { read: canReadObjectData(user, object), write: canWriteObjectData(user, object) } }
}
