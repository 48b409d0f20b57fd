import type { UpstreamTrace } from '../model/upstream-trace.ts'
import type { TransportResponse } from './transport/exchange.ts'

/** Sends a request and notes in the trace, where there is one, what came of it; `joined` tells that it was sent for another. */
export async function traced(
  trace: UpstreamTrace | undefined,
  request: { method: string; path: string },
  send: (joined: () => void) => Promise<TransportResponse>,
): Promise<TransportResponse> {
  if (!trace) return send(() => {})
  const startMs = trace.elapsed()
  let isShared = false
  const note = (answer?: TransportResponse): void => {
    trace.requests.push({
      ...request,
      startMs: rounded(startMs),
      ms: rounded(trace.elapsed() - startMs),
      ...(answer && { status: answer.status, bytes: Buffer.byteLength(answer.body), ...rowsOf(answer.body) }),
      ...(isShared && { shared: true as const }),
    })
  }
  try {
    const answer = await send(() => {
      isShared = true
    })
    note(answer)
    return answer
  } catch (failure) {
    note()
    throw failure
  }
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10
}

/** The rows of an answer: of its one list, where it is a list. It is read a second time here, which only those who look at plans pay for. */
function rowsOf(body: string): { rows?: number } {
  try {
    const answer: unknown = JSON.parse(body)
    const lists = Object.values(Object(answer)).filter((value) => Array.isArray(value))
    return lists.length === 1 ? { rows: lists[0]?.length ?? 0 } : {}
  } catch {
    return {}
  }
}
