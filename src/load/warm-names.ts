import type { MetadataType } from '../model/metadata.ts'
import type { ValuePart } from '../plan/need.ts'
import type { ObjectPlan } from '../plan/plan-object.ts'
import type { MetadataLoad } from './metadata-load.ts'
import { rowsAt, textAt, textsAt } from './rows.ts'
import { definitionOf, MEANING_TYPES, type MeaningKey, meaningKeys } from './value-meaning.ts'

/** Rows with the plan that says what is selected of them. */
export interface PlannedRows {
  rows: readonly object[]
  plan: ObjectPlan
}

/**
 * Makes all metadata known that the selection names in these rows, in one request per type: keys are collected over all
 * levels, and what values point at is only known with their definitions, so its types wait for a second round.
 */
export async function warmNames(metadata: MetadataLoad, planned: readonly PlannedRows[]): Promise<void> {
  const values = planned.flatMap(valuesOf)
  const keys = [...planned.flatMap(namedKeys), ...values.flatMap(({ row }) => definitionOf(row) ?? [])]
  const second = new Set(values.flatMap(({ parts }) => parts.flatMap((part) => MEANING_TYPES[part] ?? [])))
  await warm(
    metadata,
    keys.filter(({ type }) => !second.has(type)),
  )
  const meanings = values.flatMap(({ row, parts }) => meaningKeys(metadata, row, parts))
  await warm(metadata, [...keys.filter(({ type }) => second.has(type)), ...meanings])
}

async function warm(metadata: MetadataLoad, wanted: readonly MeaningKey[]): Promise<void> {
  const byType = new Map<MetadataType, Set<string>>()
  for (const { type, key } of wanted) byType.set(type, (byType.get(type) ?? new Set()).add(key))
  await Promise.all([...byType].map(([type, keys]) => metadata.warm(type, keys)))
}

function namedKeys({ rows, plan }: PlannedRows): MeaningKey[] {
  return plan.names.flatMap(({ path, property, type }) =>
    rowsAt(rows, path).flatMap((row) => textsAt(row, property).map((key) => ({ type, key }))),
  )
}

function valuesOf({ rows, plan }: PlannedRows): { row: object; parts: ValuePart[] }[] {
  return plan.values.flatMap(({ path, parts }) => {
    const stored = rowsAt(rows, path).filter((row) => textAt(row, 'value') !== undefined)
    return stored.map((row) => ({ row, parts }))
  })
}
