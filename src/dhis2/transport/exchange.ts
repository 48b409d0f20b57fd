import type { Readable } from 'node:stream'

/** One request to the server: `path` starts with a slash below the base URL and holds the query; `deadline` is in epoch milliseconds. */
export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** The caller went away: the request is cancelled upstream at once and rejects with an AbortError. */
  readonly signal?: AbortSignal | undefined
  readonly deadline?: number | undefined
  /** A good answer's body is not read but handed over as `stream`; the deadline then holds to its headers. */
  readonly stream?: true
}

/** A whole answer of any status, decompressed; header names are lower case, the body is UTF-8 text, ready for JSON.parse. */
export interface TransportResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
  /** The bytes of a good answer to a request that wanted them so; who does not read them to the end destroys it. */
  readonly stream?: Readable
}

/** The door to one server: `send` rejects with a Dhis2Error (or an AbortError), `close` lets requests under way end, then all connections. */
export interface Transport {
  send(request: TransportRequest): Promise<TransportResponse>
  close(): Promise<void>
}

/** The first value of a header, or undefined. */
export function headerOf(response: TransportResponse, name: string): string | undefined {
  const value = response.headers[name]
  return Array.isArray(value) ? value[0] : value
}
