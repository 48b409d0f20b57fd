/** One request to DHIS2 as its caller may see it. Times in milliseconds. */
export interface TracedRequest {
  method: string
  /** Path and query below DHIS2's address. */
  path: string
  /** After the operation began. */
  startMs: number
  ms: number
  /** Absent where no answer came. */
  status?: number
  /** Of the answer, decompressed. */
  bytes?: number
  /** Of the list that was answered. */
  rows?: number
  /** The answer to an equal request of the same caller that was under way. */
  shared?: true
}

/** How one list was fetched, and how many rows it gave; of what was deferred, to how many rows it belongs. */
export interface TracedList {
  kind: string
  way: string
  rows: number
  ms: number
}

/** What one operation asked of DHIS2, as it is asked. */
export interface UpstreamTrace {
  readonly requests: TracedRequest[]
  readonly lists: TracedList[]
  /** Metadata that was at hand, by its type. */
  readonly cached: Map<string, number>
  /** Milliseconds since the operation began. */
  elapsed(): number
}

/** An empty trace that begins now. */
export function createUpstreamTrace(): UpstreamTrace {
  const start = performance.now()
  return { requests: [], lists: [], cached: new Map(), elapsed: () => performance.now() - start }
}
