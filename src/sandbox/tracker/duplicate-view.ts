import type { Dataset, PotentialDuplicateRecord } from '../dataset.ts'
import { importer } from './user-view.ts'

/** Everything of a pair that DHIS2 reads back from its table: neither users nor an owner are kept there, names are. */
export function pairProperties({ version }: Dataset, pair: PotentialDuplicateRecord): Record<string, unknown> {
  const { hasFavorites, hasExternalSharing } = version.metadata
  return {
    created: pair.created,
    lastUpdated: pair.lastUpdated,
    translations: [],
    ...(hasFavorites && { favorites: [] }),
    sharing: { ...(hasExternalSharing && { external: false }), users: {}, userGroups: {} },
    original: pair.original,
    duplicate: pair.duplicate,
    lastUpdatedByUserName: pair.lastUpdatedBy ?? importer,
    createdByUserName: pair.createdBy ?? importer,
    status: pair.status,
    ...(hasFavorites && { favorite: false }),
    id: pair.id,
    attributeValues: [],
  }
}

/** What 2.38 tells of a pair in lists unless fields are named: all there is, with what the caller may do, which is everything. */
export function wholePair(dataset: Dataset, pair: PotentialDuplicateRecord): Record<string, unknown> {
  const granted = { read: true, update: true, externalize: true, delete: true, write: true, manage: true }
  const oldSharing = { externalAccess: false, userGroupAccesses: [], userAccesses: [] }
  return { ...pairProperties(dataset, pair), ...oldSharing, access: granted }
}
