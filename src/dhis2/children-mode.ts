import type { TrackerQuery } from '../model/tracker-query.ts'
import { Dhis2Error } from './errors.ts'

/** More units than this do not fit one URL beside the rest of a list request. */
const MOST_UNITS = 400

/**
 * Whether a list failed for nothing but its mode: on some datasets 2.42 and 2.43 answer 409 "could not initialize proxy"
 * to tracked entities with `orgUnitMode=CHILDREN` (seen on real servers).
 */
export function failsAtChildren(failure: unknown, query: TrackerQuery): query is TrackerQuery & { orgUnits: string[] } {
  return (
    failure instanceof Dhis2Error &&
    query.kind === 'trackedEntities' &&
    query.orgUnitMode === 'CHILDREN' &&
    query.orgUnits !== undefined &&
    /could not initialize proxy/i.test(failure.upstreamMessage ?? '')
  )
}

/** The same question without that mode: CHILDREN is the units and their children, SELECTED. Undefined where there are too many. */
export function withChildrenSelected(
  query: TrackerQuery & { orgUnits: string[] },
  children: readonly string[],
): TrackerQuery | undefined {
  if (query.kind !== 'trackedEntities') return undefined
  const orgUnits = [...new Set([...query.orgUnits, ...children])]
  return orgUnits.length > MOST_UNITS ? undefined : { ...query, orgUnits, orgUnitMode: 'SELECTED' }
}
