import type { Capabilities } from '../../model/server-info.ts'
import type { Dialect } from './dialect.ts'
import { printPath } from './parameters.ts'

/** Ownership under `/api/tracker/ownership`, with the names that each version wants (matrix §7; recordings 281–284): a wrong one is a 400. */
export function createOwnershipWrites({
  version,
}: Capabilities): Pick<Dialect, 'transferToWire' | 'temporaryOwnershipToWire'> {
  // 2.41 takes both names of the entity, but only the old one of the organisation unit.
  const entity = version.major >= 41 ? 'trackedEntity' : 'trackedEntityInstance'
  const unit = version.major >= 42 ? 'orgUnit' : 'ou'
  return {
    transferToWire: ({ trackedEntity, program, orgUnit }) => ({
      method: 'PUT',
      path: printPath('tracker/ownership/transfer', [
        [entity, trackedEntity],
        ['program', program],
        [unit, orgUnit],
      ]),
    }),
    temporaryOwnershipToWire: ({ trackedEntity, program, reason }) => ({
      method: 'POST',
      path: printPath('tracker/ownership/override', [
        [entity, trackedEntity],
        ['program', program],
        ['reason', reason],
      ]),
    }),
  }
}
