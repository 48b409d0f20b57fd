/** A tracked entity in a program, to be owned by another organisation unit from now on. */
export interface OwnershipTransfer {
  trackedEntity: string
  program: string
  orgUnit: string
}

/** Breaking the glass: the caller's own access for some hours to a tracked entity of a PROTECTED program, with the reason that DHIS2 logs. */
export interface TemporaryOwnership {
  trackedEntity: string
  program: string
  reason: string
}
