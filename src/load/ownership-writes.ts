import type { Dhis2Client } from '../dhis2/client.ts'
import type { OwnershipTransfer, TemporaryOwnership } from '../model/ownership.ts'
import { UnknownOutcome } from '../model/unknown-outcome.ts'
import type { UpstreamCall } from '../model/upstream-call.ts'
import { isUpstreamFailure } from '../model/upstream-failure.ts'
import type { ImportOutcome } from './store-bundle.ts'

/** Changes of who may see a tracked entity in a program. Rejects with UnknownOutcome where the answer is lost. */
export interface OwnershipWrites {
  transfer(transfer: OwnershipTransfer): Promise<ImportOutcome>
  grantTemporary(ownership: TemporaryOwnership): Promise<ImportOutcome>
}

/** The changes of ownership of one GraphQL request; the outcome is told as that of an import without objects. */
export function createOwnershipWrites(client: Dhis2Client, call: UpstreamCall): OwnershipWrites {
  return {
    transfer: (transfer) => outcomeOf(transfer.trackedEntity, client.transferOwnership(call, transfer)),
    grantTemporary: (ownership) => outcomeOf(ownership.trackedEntity, client.grantTemporaryOwnership(call, ownership)),
  }
}

async function outcomeOf(trackedEntity: string, change: Promise<void>): Promise<ImportOutcome> {
  try {
    await change
    return { bundle: {} }
  } catch (failure) {
    throw isUpstreamFailure(failure) && failure.kind === 'outcomeUnknown'
      ? new UnknownOutcome([trackedEntity])
      : failure
  }
}
