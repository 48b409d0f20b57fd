/** A caller came without DHIS2 credentials, and there is no service account to stand in: told before anything is sent upstream. */
export class MissingCredentials extends Error {
  constructor() {
    super(
      'Sign in with your DHIS2 login: send an Authorization header (Basic, ApiToken or Bearer) or a DHIS2 session cookie',
    )
    this.name = 'MissingCredentials'
  }
}

/** Whether a thrown value says that credentials are missing. */
export function isMissingCredentials(value: unknown): value is MissingCredentials {
  return value instanceof MissingCredentials
}
