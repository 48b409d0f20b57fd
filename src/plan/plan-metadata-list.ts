import type { MetadataType } from '../model/metadata.ts'
import type { MetadataCondition, MetadataQuery } from '../model/metadata-query.ts'
import { optionalUid, optionalUids } from './checks.ts'
import type { Maybe } from './list-arguments.ts'
import { PlanError } from './plan-error.ts'

/** A condition on a text as the graph takes it. */
export interface TextCondition {
  eq?: Maybe<string>
  like?: Maybe<string>
  startsWith?: Maybe<string>
  endsWith?: Maybe<string>
  in?: Maybe<readonly string[]>
}

/** How an argument of a type's `where` narrows the list: `path` is the property in DHIS2's filter. */
export interface MetadataFilter {
  path: string
  /** `below`: the UID of a unit whose own path, and those below it, hold it. */
  kind: 'id' | 'text' | 'integer' | 'boolean' | 'below'
  description: string
}

/** The filters of a type beyond those that all types have, by argument name. */
export type MetadataFilters = Readonly<Record<string, MetadataFilter>>

/** The `where` of a metadata list: what all types have, and the type's own filters. */
export interface MetadataWhere {
  ids?: Maybe<readonly string[]>
  name?: Maybe<TextCondition>
  code?: Maybe<TextCondition>
  search?: Maybe<string>
}

/** One sort key of a metadata list. */
export interface MetadataOrder {
  field: string
  direction: 'asc' | 'desc'
}

/** The query of a metadata list; throws a PlanError for a value that DHIS2 would misread. */
export function planMetadataList<Type extends MetadataType>(
  type: Type,
  where: Maybe<MetadataWhere>,
  orderBy: Maybe<readonly MetadataOrder[]>,
  filters: MetadataFilters,
): MetadataQuery & { type: Type } {
  return {
    type,
    conditions: where ? [...usualConditions(where), ...ownConditions(where, filters)] : [],
    order: (orderBy ?? []).map(({ field, direction }) => ({ by: field, direction })),
  }
}

function usualConditions({ ids, name, code, search }: MetadataWhere): MetadataCondition[] {
  const uids = optionalUids('where.ids', ids)
  if (uids?.length === 0) throw new PlanError('where.ids', 'is an empty list, which names nothing: leave it out')
  const words = search?.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
  if (words === '') throw new PlanError('where.search', 'holds no letter or digit to search for')
  return [
    ...(uids ? [{ path: 'id', operator: 'in', values: uids } as const] : []),
    ...textConditions('name', name),
    ...textConditions('code', code),
    ...(words ? [{ path: 'identifiable', operator: 'token', values: [words] } as const] : []),
  ]
}

const TEXT_OPERATORS = ['eq', 'like', 'startsWith', 'endsWith'] as const

function textConditions(path: string, condition: Maybe<TextCondition>): MetadataCondition[] {
  if (!condition) return []
  const conditions: MetadataCondition[] = []
  for (const operator of TEXT_OPERATORS) {
    const value = condition[operator]
    if (typeof value === 'string')
      conditions.push({ path, operator, values: [plain(`where.${path}.${operator}`, value)] })
  }
  if (condition.in?.length)
    conditions.push({ path, operator: 'in', values: condition.in.map((value) => plain(`where.${path}.in`, value)) })
  if (conditions.length === 0)
    throw new PlanError(`where.${path}`, 'says nothing: give eq, like, startsWith, endsWith or in')
  return conditions
}

/** DHIS2 cuts a metadata filter at a comma, and has no escape for one (2.42; its metadata filters in every version). */
function plain(argument: string, value: string): string {
  if (value.trim() === '') throw new PlanError(argument, 'is empty')
  if (/[,[\]\r\n]/.test(value))
    throw new PlanError(
      argument,
      `"${value}" holds a comma, bracket or line break, at which DHIS2 cuts the filter: use a part of it with like, or search`,
    )
  return value
}

function ownConditions(where: MetadataWhere, filters: MetadataFilters): MetadataCondition[] {
  return Object.entries(filters).flatMap(([name, { path, kind }]): MetadataCondition[] => {
    const value: unknown = Reflect.get(where, name)
    if (value === undefined || value === null) return []
    const argument = `where.${name}`
    const isUid = kind === 'id' || kind === 'below'
    const text = isUid ? (optionalUid(argument, String(value)) ?? '') : plain(argument, String(value))
    if (kind === 'below') return [{ path, operator: 'like', values: [text] }]
    return [{ path, operator: 'eq', values: [text] }]
  })
}
