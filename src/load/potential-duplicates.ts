import DataLoader from 'dataloader'
import type { Dhis2Client } from '../dhis2/client.ts'
import type { PotentialDuplicate, PotentialDuplicateStatus } from '../model/potential-duplicate.ts'
import type { UpstreamCall } from '../model/upstream-call.ts'
import type { PageWindow } from '../plan/page-window.ts'
import { readWindow } from '../plan/page-window.ts'

/** UIDs at most in one request. */
const LARGEST_BATCH = 400

/** A state of pairs, or any. */
export type WantedStatus = PotentialDuplicateStatus | 'ALL'

/** Which pairs: of a state, and of some entities where they are named. */
export interface WantedPairs {
  status: WantedStatus
  trackedEntities?: readonly string[]
}

/** Potential duplicates for one GraphQL request. */
export interface PotentialDuplicateLoad {
  /** The pairs of one entity: those of all entities that are wanted at once come in one request. */
  of(trackedEntity: string, status: WantedStatus): Promise<PotentialDuplicate[]>
  /** The whole list. */
  all(request: WantedPairs): Promise<PotentialDuplicate[]>
  /** A window of the list, and whether pairs follow. */
  list(request: WantedPairs, window: PageWindow): Promise<{ rows: PotentialDuplicate[]; more: boolean }>
}

/** Loads potential duplicates. */
export function createPotentialDuplicateLoad(client: Dhis2Client, call: UpstreamCall): PotentialDuplicateLoad {
  const loaders = new Map<WantedStatus, DataLoader<string, PotentialDuplicate[]>>()
  function loaderOf(status: WantedStatus): DataLoader<string, PotentialDuplicate[]> {
    const existing = loaders.get(status)
    if (existing) return existing
    const created = new DataLoader<string, PotentialDuplicate[]>(
      async (ids) => {
        const pairs = await client.potentialDuplicates(call, { status, trackedEntities: [...ids].sort(), page: 'all' })
        return ids.map((id) => pairs.filter(({ original, duplicate }) => original === id || duplicate === id))
      },
      { maxBatchSize: LARGEST_BATCH },
    )
    loaders.set(status, created)
    return created
  }
  return {
    of: (trackedEntity, status) => loaderOf(status).load(trackedEntity),
    all: (request) => client.potentialDuplicates(call, { ...request, page: 'all' }),
    async list(request, { offset, first }) {
      const { pageSize, pages, start } = readWindow({ offset, first: first + 1 })
      const answers = await Promise.all(
        pages.map((page) => client.potentialDuplicates(call, { ...request, page: { page, pageSize } })),
      )
      const rows = answers.flat().slice(offset - start)
      return { rows: rows.slice(0, first), more: rows.length > first }
    },
  }
}
