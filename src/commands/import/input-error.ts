/** An input that cannot be read as tracker objects; `message` names the file and the line or place. */
export class InputError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'InputError'
  }
}
