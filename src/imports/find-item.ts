import type { ReportedIssue } from '../model/import-report.ts'
import type { Reference } from '../model/metadata.ts'
import { type BundleItem, identifierPath, itemsOf, trackedEntityOf } from './bundle-items.ts'
import type { BundleObject } from './bundle-objects.ts'
import { fitsValueType } from './fits-value-type.ts'
import { type NamedInIssue, ruleField, valueInRendering } from './named-in-issue.ts'

/** What tells two equal values apart: what an attribute or data element may hold, by its identifier. */
export type ValueMeaningOf = (identifier: string) => { valueType?: string; optionSet?: Reference } | undefined

/** What an attribute or data value is searched by. */
export interface ItemSearch {
  issue: ReportedIssue
  named: NamedInIssue
  /** The objects of the bundle; those without UID under `undefined`. */
  byUid: ReadonlyMap<string | undefined, readonly BundleObject[]>
  meaningOf: ValueMeaningOf | undefined
}

/** The identifier or value of the attribute or data value that is named, else the list of them. */
export function namedItemPath(entry: BundleObject, part: 'identifier' | 'value', search: ItemSearch): string[] {
  const items = itemsInReach(entry, search)
  const item = firstNamed(items, search.named.names)
  if (!item) return listPath(entry)
  return part === 'identifier' ? identifierPath(item) : valuePath(item)
}

/**
 * The value of the attribute or data value that is named, else the one that holds the value named. Type errors name the value
 * alone from 2.41 on, and its type: several equal values are told apart by their types, else the list of them is the place.
 */
export function valueOrHolderPath(entry: BundleObject, search: ItemSearch): string[] {
  const item = firstNamed(itemsInReach(entry, search), search.named.names.filter(isUid))
  return item ? valuePath(item) : holderPath(entry, search)
}

/** The attribute that has no identifier. */
export function unnamedItemPath(entry: BundleObject, { issue }: ItemSearch): string[] {
  const unnamed = itemsOf(entry).filter(({ identifier }) => !identifier)
  const value = valueInRendering(issue)
  const one = unnamed.length === 1 ? unnamed[0] : unnamed.find((item) => item.value === value)
  return one ? identifierPath(one) : listPath(entry)
}

/** The value that a program rule's message points at, else the object: the message may end in any word. */
export function ruleFieldPath(entry: BundleObject, search: ItemSearch): string[] {
  const field = ruleField(search.issue.message)
  const item = firstNamed(itemsInReach(entry, search), field === undefined ? [] : [field])
  return item ? valuePath(item) : entry.path
}

function holderPath(entry: BundleObject, search: ItemSearch): string[] {
  const holders = holdersAmong(itemsOf(entry), search)
  // 2.38 is sent a tracked entity's attributes in its enrollments as well, and finds their faults there.
  const [only, ...others] = holders.length > 0 ? holders : holdersAmong(itemsInReach(entry, search), search)
  return only && others.length === 0 ? valuePath(only) : listPath(entry)
}

/** What holds the value that is named; of several, those that have the type or option set named, else those whose own type it does not fit. */
function holdersAmong(items: readonly BundleItem[], { named, meaningOf }: ItemSearch): BundleItem[] {
  const value = named.values.find((one) => items.some((item) => item.value === one))
  if (value === undefined) return []
  const holders = items.filter((item) => item.value === value)
  const ofNamedType = holders.filter(({ identifier }) => {
    const { valueType, optionSet } = meaningOf?.(identifier) ?? {}
    return [valueType, optionSet?.id].some((word) => word !== undefined && named.names.includes(word))
  })
  if (ofNamedType.length > 0) return ofNamedType
  // 2.40 leaves the type out of its message.
  const unfit = holders.filter(
    ({ identifier }) => !fitsValueType(value, meaningOf?.(identifier)?.valueType ?? '', NEWEST),
  )
  return unfit.length > 0 ? unfit : holders
}

/** The newest version refuses the most. */
const NEWEST = 43

/** An enrollment's rules and demands also look at the attributes of its tracked entity. */
function itemsInReach(entry: BundleObject, { byUid }: ItemSearch): BundleItem[] {
  const above = trackedEntityOf(entry, byUid)
  return [...itemsOf(entry), ...(above ? itemsOf(above) : [])]
}

function firstNamed(items: readonly BundleItem[], names: readonly string[]): BundleItem | undefined {
  const name = names.find((one) => items.some(({ identifier }) => identifier === one))
  return name === undefined ? undefined : items.find(({ identifier }) => identifier === name)
}

function isUid(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9]{10}$/.test(name)
}

function valuePath(item: BundleItem): string[] {
  return [...item.path, 'value']
}

function listPath(entry: BundleObject): string[] {
  const [item] = itemsOf(entry)
  return item ? [...entry.path, item.list] : entry.path
}
