import { watchCancellation } from './transport/cancellation.ts'
import type { TransportResponse } from './transport/exchange.ts'
import { deadlineError } from './transport/fault.ts'

/** Who wants a read, and for how long. */
interface Wanting {
  signal?: AbortSignal | undefined
  deadline?: number | undefined
}

/** Reads that several callers of one identity want at the same moment, each sent once. */
export interface SharedReads {
  /** The answer to the read under this key: of one that was begun just now, or of `send`. `joined` is called in the first case. */
  read(
    key: string,
    wanting: Wanting,
    send: (signal: AbortSignal) => Promise<TransportResponse>,
    joined: () => void,
  ): Promise<TransportResponse>
  /** After a write nobody joins a read that was begun before it. */
  forget(): void
}

interface Reading {
  readonly answer: Promise<TransportResponse>
  readonly began: number
  readonly abandon: AbortController
  waiting: number
}

/** How long after its beginning a read may be joined, in milliseconds: what others changed meanwhile is not to be missed. */
const SAME_MOMENT = 100

/** The shared reads of one server. */
export function createSharedReads(now: () => number = () => performance.now()): SharedReads {
  const readings = new Map<string, Reading>()

  function begin(key: string, send: (signal: AbortSignal) => Promise<TransportResponse>): Reading {
    const abandon = new AbortController()
    const answer = send(abandon.signal)
    const reading: Reading = { answer, began: now(), abandon, waiting: 0 }
    readings.set(key, reading)
    const end = (): void => {
      if (readings.get(key) === reading) readings.delete(key)
    }
    // Who waits meets the failure; where nobody does any more, it is nobody's.
    answer.then(end, end)
    return reading
  }

  return {
    read(key, wanting, send, joined) {
      const known = readings.get(key)
      const isJoined = known !== undefined && now() - known.began <= SAME_MOMENT && !known.abandon.signal.aborted
      if (isJoined) joined()
      return waitFor(isJoined ? known : begin(key, send), wanting)
    },
    forget: () => readings.clear(),
  }
}

/** Waits as long as this caller wants to; the read itself ends when nobody waits any more. */
async function waitFor(reading: Reading, { signal, deadline }: Wanting): Promise<TransportResponse> {
  using cancellation = watchCancellation(signal, deadline)
  reading.waiting++
  try {
    return await Promise.race([reading.answer, cancelled(cancellation)])
  } finally {
    reading.waiting--
    if (reading.waiting === 0) reading.abandon.abort()
  }
}

function cancelled({ signal, timedOut }: { signal: AbortSignal; timedOut(): boolean }): Promise<never> {
  return new Promise((_, reject) => {
    const leave = (): void =>
      reject(
        timedOut() ? deadlineError() : new DOMException('The caller went away before DHIS2 answered.', 'AbortError'),
      )
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
  })
}
