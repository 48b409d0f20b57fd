import type { SandboxUser } from './dataset.ts'
import type { FormBody } from './form-data.ts'
import type { StoredFile } from './stored-file.ts'

/** One signed-in request to the sandbox's Web API, as every endpoint sees it. */
export interface SandboxRequest {
  method: string
  /** What follows `/api/`, decoded, without a leading slash: `tracker/trackedEntities/abc`. */
  path: string
  query: URLSearchParams
  /** Path and query as received; pager links are built from it. */
  url: string
  headers: Record<string, string | undefined>
  body: unknown
  /** The body of a multipart request. */
  form?: FormBody | undefined
  user: SandboxUser
}

/** What an endpoint answers; a string body is sent as it is, under the content type given in `headers`. */
export interface SandboxAnswer {
  status: number
  body: unknown
  /** A list is sent as one header for each of its texts. */
  headers?: Record<string, string | string[]>
  /** Sent instead of the body. */
  file?: StoredFile
}

/** An endpoint or a family of them: `undefined` means "not mine, ask the next one". */
export type SandboxRoute = (request: SandboxRequest) => SandboxAnswer | undefined

/** The body of DHIS2's error answers ("web message"), for an HTTP status, message and error code such as `E1005`. */
export function errorAnswer(status: number, message: string, errorCode?: string): SandboxAnswer {
  const body: Record<string, unknown> = {
    httpStatus: reasonPhrases[status] ?? 'Error',
    httpStatusCode: status,
    status: 'ERROR',
    message,
  }
  if (errorCode !== undefined) body['errorCode'] = errorCode
  // The login filter answers 401 before the handlers that set this header.
  return status === 401 ? { status, body } : { status, body, headers: { 'cache-control': 'no-cache, private' } }
}

const reasonPhrases: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  422: 'Unprocessable Entity',
  500: 'Internal Server Error',
  501: 'Not Implemented',
}
