/** A setting that cannot be used: one line that names it and the remedy, and never repeats a credential. */
export class SettingsError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SettingsError'
  }
}
