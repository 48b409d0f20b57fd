import { isDescendant } from '../org-unit-scope.ts'
import type { Reader } from './reader.ts'
import { conflict } from './refusal.ts'
import type { TrackedEntityQuery } from './tracked-entity-query.ts'
import type { TrackerIndex } from './tracker-index.ts'
import type { ProgramInfo, SearchRules, TypeInfo } from './tracker-metadata.ts'

/**
 * Refuses a search beyond the user's capture scope that names too few or unsearchable attributes.
 * @returns how many hits such a search may have at most; undefined within the capture scope or without a limit
 */
export function checkSearchScope(
  index: TrackerIndex,
  reader: Reader,
  query: TrackedEntityQuery,
  named: { program: ProgramInfo | undefined; type: TypeInfo | undefined },
): number | undefined {
  if (isWithinCaptureScope(index, reader, query)) return undefined
  const rules: SearchRules | undefined = named.type ?? named.program
  const isSearchable = (id: string): boolean =>
    rules === undefined ? index.metadata.attributes.get(id)?.isUnique === true : rules.searchable.has(id)
  const unsearchable = [...query.filters.keys()].filter((id) => !isSearchable(id))
  if (unsearchable.length > 0) {
    throw conflict(`Non-searchable attribute(s) can not be used during global search:  [${unsearchable.join(', ')}]`)
  }
  if (rules === undefined) return undefined
  if (query.trackedEntities.size === 0 && isTooVague(index, query, rules.minimumAttributes)) {
    throw conflict(`At least ${rules.minimumAttributes} attributes should be mentioned in the search criteria.`)
  }
  return rules.maximumCount > 0 ? rules.maximumCount : undefined
}

/** One unique attribute is enough to search by. */
function isTooVague(index: TrackerIndex, { filters }: TrackedEntityQuery, minimum: number): boolean {
  const hasUnique = [...filters].some(
    ([id, list]) =>
      index.metadata.attributes.get(id)?.isUnique === true && list.some(({ operator }) => operator === 'EQ'),
  )
  return !hasUnique && filters.size < minimum
}

function isWithinCaptureScope(index: TrackerIndex, reader: Reader, { mode, orgUnits }: TrackedEntityQuery): boolean {
  if (mode === 'CAPTURE' && index.dataset.version.tracker.trustsCaptureScope) return true
  const captures = reader.user.organisationUnits
  return searchedOrgUnits(index, reader, mode, orgUnits).every((id) => isDescendant(index.dataset, id, captures))
}

/** DHIS2 looks at the children of the org units given, for CHILDREN and DESCENDANTS alike; a leaf has none and passes. */
function searchedOrgUnits(
  index: TrackerIndex,
  reader: Reader,
  mode: TrackedEntityQuery['mode'],
  orgUnits: Set<string>,
): string[] {
  if (mode === 'SELECTED') return [...orgUnits]
  if (mode === 'ACCESSIBLE' || mode === 'CAPTURE') return reader.user.teiSearchOrganisationUnits
  const all = [...(index.dataset.metadata.get('organisationUnits')?.values() ?? [])]
  const parentOf = (path: unknown): string | undefined => String(path).split('/').at(-2)
  if (mode === 'ALL') return all.filter(({ path }) => parentOf(path) === '').map(({ id }) => id)
  return all.filter(({ path }) => orgUnits.has(parentOf(path) ?? '')).map(({ id }) => id)
}
