import type { MetadataType } from '../model/metadata.ts'
import type { ValuePart } from '../plan/need.ts'
import type { ObjectPlan } from '../plan/plan-object.ts'
import type { MetadataLoad } from './metadata-load.ts'
import { rowsAt, textAt } from './rows.ts'
import { definitionOf, MEANING_TYPES, meaningOf } from './value-meaning.ts'

/** Rows with the plan that says what is selected of them. */
export interface PlannedRows {
  rows: readonly object[]
  plan: ObjectPlan
}

/** Keys of metadata by its type: thousands of rows name a few of them, so each is kept once from the start. */
type WantedKeys = Map<MetadataType, Set<string>>

/** Stored values, of which these parts of their meaning are selected; `named`: whether their definitions are wanted anyway. */
interface StoredValues {
  rows: readonly object[]
  parts: readonly ValuePart[]
  named: boolean
}

/**
 * Makes all metadata known that the selection names in these rows, in one request per type: keys are collected over all
 * levels, and what values point at is only known with their definitions, so its types wait for a second round.
 */
export async function warmNames(metadata: MetadataLoad, planned: readonly PlannedRows[]): Promise<void> {
  const wanted: WantedKeys = new Map()
  const values: StoredValues[] = []
  for (const { rows, plan } of planned) {
    const at = rowsByPath(rows)
    for (const name of plan.names) addNamed(keysOf(wanted, name.type), at(name.path), name.property)
    for (const { path, parts } of plan.values)
      values.push({ rows: at(path), parts, named: plan.names.some((name) => namesDefinition(name, path)) })
  }
  for (const stored of values) addDefinitions(wanted, stored)
  const second = new Set(values.flatMap(({ parts }) => parts.flatMap((part) => MEANING_TYPES[part] ?? [])))
  const inRound = (late: boolean) => [...wanted].filter(([type]) => second.has(type) === late)
  await warm(metadata, inRound(false))
  for (const stored of values) addMeanings(wanted, metadata, stored)
  await warm(metadata, inRound(true))
}

async function warm(metadata: MetadataLoad, wanted: readonly [MetadataType, Set<string>][]): Promise<void> {
  await Promise.all(wanted.map(([type, keys]) => metadata.warm(type, keys)))
}

function keysOf(wanted: WantedKeys, type: MetadataType): Set<string> {
  const known = wanted.get(type)
  if (known) return known
  const keys = new Set<string>()
  wanted.set(type, keys)
  return keys
}

/** Rows by path, each path walked once: several names stand in the rows of one. */
function rowsByPath(rows: readonly object[]): (path: readonly string[]) => readonly object[] {
  const known = new Map<string, readonly object[]>()
  return (path) => {
    const key = path.join('.')
    const found = known.get(key) ?? rowsAt(rows, path)
    known.set(key, found)
    return found
  }
}

function addNamed(keys: Set<string>, rows: readonly object[], property: string): void {
  for (const row of rows) {
    const value: unknown = Reflect.get(row, property)
    if (typeof value === 'string') keys.add(value)
    else if (Array.isArray(value)) for (const item of value) if (typeof item === 'string') keys.add(item)
  }
}

/** Whether this name is that of the values' own definitions. */
function namesDefinition({ path, property }: ObjectPlan['names'][number], values: readonly string[]): boolean {
  return (property === 'dataElement' || property === 'attribute') && path.join('.') === values.join('.')
}

function addDefinitions(wanted: WantedKeys, { rows, named }: StoredValues): void {
  if (named) return
  for (const row of rows) {
    const definition = textAt(row, 'value') === undefined ? undefined : definitionOf(row)
    if (definition) keysOf(wanted, definition.type).add(definition.key)
  }
}

function addMeanings(wanted: WantedKeys, metadata: MetadataLoad, { rows, parts }: StoredValues): void {
  if (parts.length === 0) return
  for (const row of rows) {
    const meaning = meaningOf(metadata, row, parts)
    if (meaning) keysOf(wanted, meaning.type).add(meaning.key)
  }
}
