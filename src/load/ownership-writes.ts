import type { Dhis2Client } from '../dhis2/client.ts'
import type { OwnershipTransfer, TemporaryOwnership } from '../model/ownership.ts'
import { UnknownOutcome } from '../model/unknown-outcome.ts'
import type { UpstreamCall } from '../model/upstream-call.ts'
import { isUpstreamFailure } from '../model/upstream-failure.ts'

/** Changes of who may see a tracked entity in a program; what is read afterwards is read anew. Rejects with UnknownOutcome where the answer is lost. */
export interface OwnershipWrites {
  transfer(transfer: OwnershipTransfer): Promise<void>
  grantTemporary(ownership: TemporaryOwnership): Promise<void>
}

/** The changes of ownership of one GraphQL request; `changed` is told after each. */
export function createOwnershipWrites(source: {
  client: Dhis2Client
  call: UpstreamCall
  changed: () => void
}): OwnershipWrites {
  const { client, call, changed } = source
  async function change(trackedEntity: string, send: () => Promise<void>): Promise<void> {
    try {
      await send()
    } catch (failure) {
      throw isUpstreamFailure(failure) && failure.kind === 'outcomeUnknown'
        ? new UnknownOutcome([trackedEntity])
        : failure
    } finally {
      changed()
    }
  }
  return {
    transfer: (transfer) => change(transfer.trackedEntity, () => client.transferOwnership(call, transfer)),
    grantTemporary: (ownership) =>
      change(ownership.trackedEntity, () => client.grantTemporaryOwnership(call, ownership)),
  }
}
