/** A request outside of GraphQL that cannot be answered as it is; `byServer`: only this server's version stands in the way. */
export class RefusedRequest extends Error {
  readonly byServer: boolean

  constructor(message: string, byServer: boolean) {
    super(message)
    this.name = 'RefusedRequest'
    this.byServer = byServer
  }
}
