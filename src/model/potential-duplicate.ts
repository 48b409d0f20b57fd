/** What became of a suspicion that two tracked entities are one. */
export type PotentialDuplicateStatus = 'OPEN' | 'INVALID' | 'MERGED'

/** A pair of tracked entities that a user flagged as possibly one (DHIS2 docs: "Potential duplicates"). */
export interface PotentialDuplicate {
  id: string
  /** UIDs of the two. */
  original: string
  duplicate: string
  status?: PotentialDuplicateStatus
  createdAt?: string
  updatedAt?: string
}

/** Which pairs to list: of a state, and of some entities where they are named. */
export interface PotentialDuplicateRequest {
  status: PotentialDuplicateStatus | 'ALL'
  trackedEntities?: readonly string[]
  page: { page: number; pageSize: number } | 'all'
}
