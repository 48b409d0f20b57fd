import type { OrderTerm, TimeRange } from '../model/tracker-query.ts'
import { optionalUid } from './checks.ts'
import { PlanError } from './plan-error.ts'

/** An argument that may be left out or null, which mean the same. */
export type Maybe<T> = T | null | undefined

/** A range of times as the graph takes it. */
export interface RangeArgument {
  after?: Maybe<string>
  before?: Maybe<string>
}

/** One sort key as the graph takes it: exactly one of a property (`field`), an attribute or a data element. */
export interface OrderArgument {
  field?: Maybe<string>
  attribute?: Maybe<string>
  dataElement?: Maybe<string>
  direction: 'asc' | 'desc'
}

/** A time range with at least one end, or undefined. */
export function timeRange(range: RangeArgument | null | undefined): TimeRange | undefined {
  if (!range) return undefined
  const result: TimeRange = {
    ...(range.after && { after: range.after }),
    ...(range.before && { before: range.before }),
  }
  return result.after || result.before ? result : undefined
}

/** The sort terms of an `orderBy`: each names exactly one thing to sort by. */
export function orderTerms(orderBy: readonly OrderArgument[] | null | undefined): OrderTerm[] {
  return (orderBy ?? []).map((term, index) => {
    const keys = [
      term.field ?? undefined,
      optionalUid(`orderBy[${index}].attribute`, term.attribute),
      optionalUid(`orderBy[${index}].dataElement`, term.dataElement),
    ].filter((key) => key !== undefined)
    const [by] = keys
    if (by === undefined || keys.length > 1)
      throw new PlanError(`orderBy[${index}]`, 'name exactly one thing to sort by')
    return { by, direction: term.direction }
  })
}
