import type { Dhis2Client } from '../dhis2/client.ts'
import type { Identity } from '../model/identity.ts'
import { MissingCredentials } from '../model/missing-credentials.ts'
import type { TrackerFile, TrackerFileRequest } from '../model/tracker-file.ts'

/** Opens a file for a caller. Rejects with MissingCredentials, or with the reason that DHIS2 gives. */
export type OpenFile = (request: Request, file: TrackerFileRequest) => Promise<TrackerFile>

/** Files are opened with the caller's own credentials; `deadlineMs`: until DHIS2 has to begin to answer. */
export function createOpenFile(source: {
  client: Dhis2Client
  identify: (headers: Headers) => Identity | undefined
  deadlineMs: number
}): OpenFile {
  return async (request, file) => {
    const identity = source.identify(request.headers)
    if (!identity) throw new MissingCredentials()
    const call = {
      credentials: identity.credentials,
      signal: request.signal,
      deadline: Date.now() + source.deadlineMs,
    }
    return source.client.file(call, file)
  }
}
