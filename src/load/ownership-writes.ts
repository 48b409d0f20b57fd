import type { Dhis2Client } from '../dhis2/client.ts'
import type { OwnershipTransfer, TemporaryOwnership } from '../model/ownership.ts'
import type { UpstreamCall } from '../model/upstream-call.ts'

/** Changes of who may see a tracked entity in a program; what is read afterwards is read anew. */
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
  return {
    transfer: (transfer) => client.transferOwnership(call, transfer).finally(changed),
    grantTemporary: (ownership) => client.grantTemporaryOwnership(call, ownership).finally(changed),
  }
}
