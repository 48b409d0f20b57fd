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

/** Stored values, of which these parts of their meaning are selected. */
interface StoredValues {
  rows: readonly object[]
  parts: readonly ValuePart[]
}

/**
 * Makes all metadata known that the selection names in these rows, in one request per type: keys are collected over all
 * levels, and what values point at is only known with their definitions, so its types wait for a second round.
 */
export async function warmNames(metadata: MetadataLoad, planned: readonly PlannedRows[]): Promise<void> {
  const wanted: WantedKeys = new Map()
  for (const rows of planned) addNamed(wanted, rows)
  const values = planned.flatMap(({ rows, plan }) =>
    plan.values.map(({ path, parts }): StoredValues => ({ rows: rowsAt(rows, path), parts })),
  )
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

function addNamed(wanted: WantedKeys, { rows, plan }: PlannedRows): void {
  for (const { path, property, type } of plan.names) {
    const keys = keysOf(wanted, type)
    for (const row of rowsAt(rows, path)) {
      const value: unknown = Reflect.get(row, property)
      if (typeof value === 'string') keys.add(value)
      else if (Array.isArray(value)) for (const item of value) if (typeof item === 'string') keys.add(item)
    }
  }
}

function addDefinitions(wanted: WantedKeys, { rows }: StoredValues): void {
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
