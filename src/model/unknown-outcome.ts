/** A write whose answer was lost, and which cannot be sent again safely: the objects with these UIDs may be stored or not. */
export class UnknownOutcome extends Error {
  readonly ids: readonly string[]

  constructor(ids: readonly string[]) {
    super(
      'The connection to DHIS2 was lost after the change was sent: it may be stored or not. Look at the objects in `extensions.ids` before you send it again.',
    )
    this.name = 'UnknownOutcome'
    this.ids = ids
  }
}
