/** A caller's argument that no plan can be made of. `argument` names it; the message says what would be right. */
export class PlanError extends Error {
  readonly argument: string
  /** The DHIS2 version that could, where this server's version is what stands in the way. */
  readonly needsVersion: string | undefined

  /** This server's version is what stands in the way, whether an older or a newer one could. */
  readonly byServer: boolean
  /** The argument was right when it was made, but what it names has changed since. */
  readonly conflict: boolean

  constructor(
    argument: string,
    message: string,
    options: { needsVersion?: string; conflict?: boolean; byServer?: boolean } = {},
  ) {
    super(`${argument}: ${message}`)
    this.name = 'PlanError'
    this.argument = argument
    this.needsVersion = options.needsVersion
    this.conflict = options.conflict ?? false
    this.byServer = options.byServer ?? options.needsVersion !== undefined
  }
}
