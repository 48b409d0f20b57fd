import type { Dataset, SandboxUser } from '../dataset.ts'
import { isDescendant } from '../org-unit-scope.ts'
import type { MetadataPredicate } from './metadata-filter.ts'

/** What `organisationUnits` restricts beyond filters in 2.42: `level`, `maxLevel`, `userOnly`, `userDataViewOnly` and the `within…Hierarchy` family. */
export function orgUnitRestriction(dataset: Dataset, query: URLSearchParams, user: SandboxUser): MetadataPredicate {
  const asks = (name: string): boolean => query.get(name) === 'true'
  const restrictions: MetadataPredicate[] = []
  const level = query.get('level')
  if (level !== null) restrictions.push((orgUnit) => orgUnit['level'] === Number(level))
  const maxLevel = query.get('maxLevel')
  if (maxLevel !== null) restrictions.push((orgUnit) => Number(orgUnit['level']) <= Number(maxLevel))
  if (asks('userOnly')) restrictions.push(({ id }) => user.organisationUnits.includes(id))
  if (asks('userDataViewOnly')) restrictions.push(({ id }) => user.dataViewOrganisationUnits.includes(id))
  const roots = [
    ...(asks('withinUserHierarchy') ? user.organisationUnits : []),
    ...(asks('withinDataViewUserHierarchy') ? user.dataViewOrganisationUnits : []),
    ...(asks('withinUserSearchHierarchy') ? user.teiSearchOrganisationUnits : []),
  ]
  if (roots.length > 0) restrictions.push(({ id }) => isDescendant(dataset, id, roots))
  return (orgUnit) => restrictions.every((passes) => passes(orgUnit))
}
